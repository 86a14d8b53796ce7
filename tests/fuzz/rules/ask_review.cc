// What the rooms above classifier and renderer make of a ruleset. The only file of the fuzzer that
// knows them.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "izin/v1/permit_classification_service.pb.h"
#include "service/base/clock.h"
#include "service/lookup/risk_handler.h"
#include "service/review/diff.h"
#include "service/review/diff_print.h"
#include "service/review/sheets/sheet.h"
#include "service/review/stats.h"
#include "service/rulesets/ruleset_holder.h"
#include "tests/fuzz/rules/ask.h"
#include "tests/fuzz/rules/dice.h"

namespace izin::fuzz {
namespace {

constexpr int kSheets = 3;  // of each kind

void Write(const Sheet& sheet) {
  Demand(!SheetText(sheet).empty() && !SheetHtml(sheet).empty(), "a sheet has text");
}

void AskSheets(const Ruleset& ruleset, Dice& dice) {
  const RulesetData& data = ruleset.data();
  for (int i = 0; i < kSheets; ++i) {
    const Language language = i % 2 == 0 ? Language::kIndonesian : Language::kEnglish;
    if (!data.permits.empty()) Write(PermitSheet(ruleset, dice.Pick(data.permits), language));
    if (!data.supporting_permits.empty())
      Write(PermitSheet(ruleset, dice.Pick(data.supporting_permits), language));
    const auto codes = static_cast<std::size_t>(ruleset.kbli().subclass_count());
    if (codes > 0) Write(KbliSheet(ruleset, static_cast<int>(dice.Below(codes)), language));
  }
}

// Noon of one day, in Jakarta.
class DayClock final : public Clock {
 public:
  explicit DayClock(absl::CivilDay day) : day_(day) {}
  absl::Time Now() const override {
    return absl::FromCivil(absl::CivilHour(day_) + 12, absl::FixedTimeZone(7 * 60 * 60));
  }

 private:
  const absl::CivilDay day_;
};

// A library of this ruleset alone, which it answers by on its first day.
void AssessEveryCell(const Ruleset& ruleset) {
  std::vector<std::shared_ptr<const Ruleset>> rulesets;
  rulesets.emplace_back(std::shared_ptr<void>(), &ruleset);  // owned by the caller
  const DayClock clock(ruleset.data().effective_from);
  const RulesetHolder holder(std::make_shared<const RulesetLibrary>(rulesets));
  const RiskHandler handler(holder, clock);
  for (int hazard = 1; hazard <= 4; ++hazard) {
    for (int likelihood = 1; likelihood <= 4; ++likelihood) {
      v1::AssessRiskRequest request;
      v1::HazardAssessment& aspect = *request.add_aspects();
      aspect.set_aspect("health");
      aspect.set_hazard(hazard);
      aspect.set_likelihood(likelihood);
      const auto response = handler.Assess(request);
      Demand(!response.ok() || response->risk_level() != v1::RISK_LEVEL_UNSPECIFIED,
             "an assessment has a level");
    }
  }
}

}  // namespace

void AskReview(const Ruleset& ruleset, const Ruleset& original, std::uint64_t seed,
               std::size_t one_in) {
  Dice dice(seed);
  AssessEveryCell(ruleset);
  AskSheets(ruleset, dice);
  Demand(!StatsText(ruleset, StatsOf(ruleset)).empty(), "statistics have text");
  if (!dice.OneIn(one_in)) return;
  const RulesetDiff diff = DiffRulesets(original, ruleset);
  Demand(!DiffCsv(ToResponse(diff)).empty(), "a difference has text");
}

}  // namespace izin::fuzz
