#include "service/request/validate_request.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/request/checked_enum.h"
#include "service/request/parse_date.h"
#include "service/request/request_faults.h"
#include "service/request/request_limits.h"
#include "service/request/validate_activity.h"

namespace izin {
namespace {

// A ruleset that is held but cannot be brought back now is no fault of the request.
bool IsFaultOfTheService(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsUnavailable(status) || absl::IsInternal(status);
}

FaultKind KindOf(const absl::Status& status) {
  if (absl::IsInvalidArgument(status)) return FaultKind::kInvalid;
  return absl::IsNotFound(status) ? FaultKind::kNotFound : FaultKind::kPrecondition;
}

// An edition that is not named: the ruleset's own, but the other one on days before OSS itself
// changed over. A pinned ruleset settles it alone.
KbliEdition DefaultEdition(const Ruleset& ruleset, const std::optional<absl::CivilDay>& as_of,
                           bool is_pinned) {
  const RulesetData& data = ruleset.data();
  const bool is_before_change = !is_pinned && as_of.has_value() &&
                                data.edition_used_from.has_value() &&
                                *as_of < *data.edition_used_from;
  if (!is_before_change) return data.edition;
  return data.edition == KbliEdition::k2025 ? KbliEdition::k2020 : KbliEdition::k2025;
}

AnswerForm ValidateForm(const v1::ClassifyActivityRequest& request, RequestFaults& faults) {
  AnswerForm form;
  form.is_basic =
      CheckedEnum<v1::ClassificationView>("view", request.view(), v1::ClassificationView_IsValid,
                                          faults) == v1::CLASSIFICATION_VIEW_BASIC;
  if (request.language_code() == "en") {
    form.language = Language::kEnglish;
  } else if (!request.language_code().empty() && request.language_code() != "id") {
    const std::string quoted = absl::StrCat("\"", Excerpt(request.language_code(), 40), "\": ");
    faults.Add(FaultKind::kInvalid, "language_code",
               FaultText{.en = quoted + "want id or en", .id = quoted + "pilih id atau en"});
  }
  form.explain = request.explain();
  if (form.explain && form.is_basic) {
    faults.Add(
        FaultKind::kInvalid, "explain",
        FaultText{.en = "contradicts CLASSIFICATION_VIEW_BASIC, which holds no explanation",
                  .id = "bertentangan dengan jawaban ringkas, yang tidak memuat penjelasan"});
  }
  return form;
}

}  // namespace

absl::StatusOr<ValidatedRequest> ValidateRequest(const v1::ClassifyActivityRequest& request,
                                                 const RulesetLibrary& library,
                                                 absl::CivilDay today, JointLeave joint_leave) {
  RequestFaults faults;
  if (!IsWithinLimits(request, faults)) return faults.ToStatus();
  const bool is_pinned = !request.ruleset().empty();
  const std::optional<absl::CivilDay> as_of = ParseDate(request.as_of());
  const bool bad_date = !request.as_of().empty() && !as_of.has_value();
  absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset =
      is_pinned ? library.Find(request.ruleset(), as_of.value_or(today))
                : library.InForceOn(as_of.value_or(today));

  if (IsFaultOfTheService(ruleset.status())) return ruleset.status();

  ValidatedRequest validated;
  const Ruleset* known = ruleset.ok() && (is_pinned || !bad_date) ? ruleset->get() : nullptr;
  const KbliEdition edition =
      known == nullptr ? library.latest().data().edition : DefaultEdition(*known, as_of, is_pinned);
  validated.activity =
      ValidateActivity(request.activity(),
                       {.library = library, .ruleset = known, .default_edition = edition}, faults);
  if (is_pinned && !ruleset.ok()) {
    faults.Add(KindOf(ruleset.status()), "ruleset", std::string(ruleset.status().message()));
  }
  if (bad_date) {
    faults.Add(FaultKind::kInvalid, "as_of", WantDate(request.as_of()));
  } else if (!is_pinned && !ruleset.ok()) {
    Bilingual why = library.WhyNoneOn(as_of.value_or(today));
    faults.Add(FaultKind::kPrecondition, "as_of",
               FaultText{.en = std::move(why.en), .id = std::move(why.id)});
  }
  validated.form = ValidateForm(request, faults);
  if (!faults.empty()) return faults.ToStatus();

  validated.ruleset = *std::move(ruleset);
  validated.form.filed_on = ParseDate(request.activity().filed_on());
  validated.form.calendar = WorkingCalendar(validated.ruleset->data().holidays, joint_leave);
  if (!is_pinned && validated.ruleset->ChangesTextAfter(as_of.value_or(today)))
    validated.form.as_of = as_of.value_or(today);
  if (!is_pinned && as_of.has_value()) {
    validated.is_future = *as_of > today;
    const std::optional<absl::CivilDay>& data_as_of = validated.ruleset->data().data_as_of;
    validated.predates_data = data_as_of.has_value() && *as_of < *data_as_of;
  }
  return validated;
}

}  // namespace izin
