#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string AllCells() {
  std::string cells;
  for (int hazard = 1; hazard <= 4; ++hazard) {
    for (int likelihood = 1; likelihood <= 4; ++likelihood) {
      absl::StrAppend(&cells, "scoring { hazard: ", hazard, " likelihood: ", likelihood,
                      " risk: \"LOW\" }\n");
    }
  }
  return cells;
}

TEST(CheckScoringCellsTest, EachOfTheSixteenOnce) {
  SmallRules rules;
  rules.out.has_risk_levels = true;
  rules.With("scoring.textproto", AllCells());
  EXPECT_THAT(rules.FaultsOf(CheckScoringCells), IsEmpty());
  rules.With(
      "scoring.textproto",
      absl::StrReplaceAll(AllCells(), {{"hazard: 2 likelihood: 3", "hazard: 2 likelihood: 2"}}));
  EXPECT_THAT(
      rules.FaultsOf(CheckScoringCells),
      ElementsAre("rulesets/r/scoring.textproto:1:1: error: no scoring cell for hazard 2 and "
                  "likelihood 3",
                  "rulesets/r/scoring.textproto:7:1: error: a second scoring cell for hazard "
                  "2 and likelihood 2"));
}

TEST(CheckScoringCellsTest, NoneWithoutRiskLevels) {
  SmallRules rules;
  rules.out.has_risk_levels = false;
  rules.With("scoring.textproto", "scoring { hazard: 1 likelihood: 1 risk: \"LOW\" }");
  EXPECT_THAT(
      rules.FaultsOf(CheckScoringCells),
      ElementsAre("rulesets/r/scoring.textproto:1:1: error: a scoring cell: want none where "
                  "the ruleset has no risk levels"));
}

}  // namespace
}  // namespace izin::internal
