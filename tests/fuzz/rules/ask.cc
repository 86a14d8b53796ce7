#include "tests/fuzz/rules/ask.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "classifier/classify.h"
#include "service/render/render_classification.h"
#include "tests/classifier/random_activity.h"
#include "tests/fuzz/rules/dice.h"

namespace izin::fuzz {
namespace {

// Random activities that also name what only this ruleset knows, and codes of the other edition.
class Activities {
 public:
  Activities(const Ruleset& ruleset, std::uint64_t seed)
      : ruleset_(ruleset), random_(ruleset, seed), dice_(seed) {}

  BusinessActivity Next() {
    BusinessActivity activity = random_.Next();
    const RulesetData& data = ruleset_.data();
    const KbliEdition other =
        data.edition == KbliEdition::k2020 ? KbliEdition::k2025 : KbliEdition::k2020;
    if (dice_.OneIn(4) && ruleset_.kbli(other).subclass_count() > 0) {
      activity.edition = other;
      activity.code = ruleset_.kbli(other).CodeAt(static_cast<int>(
          dice_.Below(static_cast<std::size_t>(ruleset_.kbli(other).subclass_count()))));
      activity.scope.reset();
    }
    activity.actor_type = static_cast<ActorType>(dice_.Below(5));
    if (activity.actor_type == ActorType::kRepresentativeOffice ||
        activity.actor_type == ActorType::kForeignEntity) {
      activity.foreign = true;
      activity.scale = BusinessScale::kLarge;
    }
    if (dice_.OneIn(3)) activity.capital_idr = std::int64_t{1} << dice_.Below(40);
    if (dice_.OneIn(5)) AddRegions(activity);
    if (dice_.OneIn(3)) AddHeld(activity);
    if (dice_.OneIn(5)) AddParameters(activity);
    return activity;
  }

 private:
  void AddRegions(BusinessActivity& activity) {
    const std::vector<Region>& regions = ruleset_.data().regions;
    if (regions.empty()) return;
    for (std::size_t i = 1 + dice_.Below(3); i > 0; --i) {
      const std::string& code = dice_.Pick(regions).code;
      if (code.size() == 4) activity.region_codes.push_back(code);
    }
    Distinct(activity.region_codes);
  }

  void AddHeld(BusinessActivity& activity) {
    const RulesetData& data = ruleset_.data();
    for (std::size_t i = 1 + dice_.Below(6); i > 0; --i) {
      if (!data.permits.empty()) activity.held_permits.push_back(dice_.Pick(data.permits).code);
      if (!data.commitments.empty())
        activity.held_permits.push_back(dice_.Pick(data.commitments).code);
    }
    Distinct(activity.held_permits);
  }

  void AddParameters(BusinessActivity& activity) {
    const std::vector<AuthorityParameter>& parameters = ruleset_.data().authority_parameters;
    if (parameters.empty()) return;
    for (std::size_t i = 1 + dice_.Below(3); i > 0; --i) {
      const AuthorityParameter& parameter = dice_.Pick(parameters);
      const bool is_foreign = parameter.pair.condition.kind == AuthorityCondition::Kind::kForeign;
      if (!is_foreign || activity.foreign) activity.authority_parameters.push_back(parameter.id);
    }
    Distinct(activity.authority_parameters);
  }

  static void Distinct(std::vector<std::string>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
  }

  const Ruleset& ruleset_;
  testing::RandomActivities random_;
  Dice dice_;
};

std::string Written(const Decision& decision, const AnswerForm& form) {
  const v1::Classification answer = RenderClassification(decision, form);
  Demand(answer.outcome() != v1::OUTCOME_UNSPECIFIED, "an answer has an outcome");
  std::string bytes;
  Demand(answer.SerializeToString(&bytes), "an answer can be sent");
  return bytes;
}

}  // namespace

void Demand(bool holds, absl::string_view what) {
  if (holds) return;
  std::cerr << "does not hold: " << what << std::endl;
  std::abort();
}

void AskActivities(const Ruleset& ruleset, int activities, std::uint64_t seed) {
  if (ruleset.kbli().subclass_count() == 0) return;  // nothing can be asked of it
  AnswerForm form;
  form.explain = true;
  form.filed_on = absl::CivilDay(2026, 11, 24);
  form.calendar = WorkingCalendar(ruleset.data().holidays, JointLeave::kSkipped);
  Activities random(ruleset, seed);
  Decision decision;
  for (int i = 0; i < activities; ++i) {
    const BusinessActivity activity = random.Next();
    form.language = i % 2 == 0 ? Language::kIndonesian : Language::kEnglish;
    Classify(ruleset, activity, decision);
    const std::string written = Written(decision, form);
    if (i % 16 != 0) continue;
    v1::Classification copy;
    Demand(copy.ParseFromString(written), "an answer can be read");
    Demand(Written(Classify(ruleset, activity), form) == written, "buffers change no answer");
  }
}

}  // namespace izin::fuzz
