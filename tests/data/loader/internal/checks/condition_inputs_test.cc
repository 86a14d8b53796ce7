#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckConditionInputsTest, PermitsAreKnownToNotesAndCommitments) {
  SmallRules rules;
  rules.With("notes.textproto", R"(
table { id: "n" role: "NOTES" }
row { id: "a" except { permit: "P" } then { refused: true } })");
  rules.With("commitments.textproto", R"(commitment { code: "C" when { permit: "P" } })");
  EXPECT_THAT(rules.FaultsOf(CheckConditionInputs), IsEmpty());
  rules.With("notes.textproto", R"(
table { id: "n" role: "ADJUST" }
row { id: "a" when { permit: "P" } })");
  EXPECT_THAT(
      rules.FaultsOf(CheckConditionInputs),
      ElementsAre("rulesets/r/notes.textproto:2:22: error: condition on permit in a row of a "
                  "table in role ADJUST: the permits are not known there"));
}

TEST(CheckConditionInputsTest, TheLicenceOfficeIsKnownToEnvironmentalAuthority) {
  SmallRules rules;
  rules.With("commitments.textproto",
             R"(commitment { code: "C" when { licence_office: "MINISTER" } })");
  EXPECT_THAT(
      rules.FaultsOf(CheckConditionInputs),
      ElementsAre("rulesets/r/commitments.textproto:1:31: error: condition on licence_office "
                  "in a commitment: the office of the licence is not known there"));
}

TEST(CheckConditionInputsTest, RiskIsKnownWhereThereAreLevels) {
  SmallRules rules;
  rules.With("commitments.textproto", R"(commitment { code: "C" except { risk: "LOW" } })");
  EXPECT_THAT(rules.FaultsOf(CheckConditionInputs), IsEmpty());
  rules.out.has_risk_levels = false;
  EXPECT_THAT(rules.FaultsOf(CheckConditionInputs),
              ElementsAre("rulesets/r/commitments.textproto:1:33: error: condition on risk in a "
                          "commitment: the ruleset has no risk levels"));
}

}  // namespace
}  // namespace izin::internal
