#include "service/cli/answer_text/answer_context.h"

#include <memory>
#include <utility>

#include "service/cli/answer_text/effects.h"
#include "service/cli/answer_text/value_titles.h"
#include "service/request/parse_date.h"
#include "service/rulesets/ruleset_library.h"

namespace izin::cli {
namespace {

// Counts working days from the filing; empty without one.
std::function<std::optional<absl::CivilDay>(int)> DatesFrom(const std::string& filed_on,
                                                            JointLeave joint_leave) {
  const std::optional<absl::CivilDay> filed = ParseDate(filed_on);
  if (!filed.has_value()) return nullptr;
  const auto library = RulesetLibrary::Embedded();
  if (!library.ok()) return nullptr;
  // Holidays are the same whatever the law.
  return [held = *library, joint_leave, day = *filed](int days) {
    return WorkingCalendar(held->latest().data().holidays, joint_leave).DayAfter(day, days);
  };
}

// Two answers of the BASIC view differ by names that neither has, so they are asked in full.
std::vector<QuestionEffects> EffectsInFull(Backend& backend,
                                           const v1::ClassifyActivityRequest& request,
                                           const v1::Classification& answer, bool is_english) {
  absl::StatusOr<std::vector<QuestionEffects>> effects;
  if (request.view() == v1::CLASSIFICATION_VIEW_BASIC) {
    v1::ClassifyActivityRequest in_full = request;
    in_full.set_view(v1::CLASSIFICATION_VIEW_FULL);
    const absl::StatusOr<v1::Classification> full_answer = backend.Classify(in_full);
    if (!full_answer.ok()) return {};
    effects = EffectsOf(backend, in_full, *full_answer, is_english);
  } else {
    effects = EffectsOf(backend, request, answer, is_english);
  }
  if (!effects.ok()) return {};
  return *std::move(effects);
}

}  // namespace

AnswerContext ContextOf(Backend& backend, const v1::ClassifyActivityRequest& request,
                        const v1::Classification& answer, JointLeave joint_leave) {
  AnswerContext context;
  const bool is_english = request.language_code() == "en";
  context.is_basic = request.view() == v1::CLASSIFICATION_VIEW_BASIC;
  const v1::BusinessActivity& activity = request.activity();
  context.is_foreign = activity.investment().foreign() ||
                       activity.actor_type() == v1::ACTOR_TYPE_FOREIGN_ENTITY ||
                       activity.actor_type() == v1::ACTOR_TYPE_REPRESENTATIVE_OFFICE;
  context.effects = EffectsInFull(backend, request, answer, is_english);
  context.value_titles = ValueTitlesOf(backend, answer, is_english);
  context.date_after = DatesFrom(activity.filed_on(), joint_leave);
  return context;
}

}  // namespace izin::cli
