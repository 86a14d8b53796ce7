#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;

TEST(CheckPermitStagesTest, PermitsAreNeededBeforeAStageThatIsAssessed) {
  SmallRules rules;
  rules.With("permits.textproto", R"(
permit { code: "A" category: "LICENCE" required_before: "OPERATION" }
permit { code: "B" category: "LICENCE" required_before: "PREPARATION" }
permit { code: "C" category: "LICENCE" }
permit { code: "D" category: "SUPPORTING" }
permit { code: "E" category: "SUPPORTING" required_before: "START" })");
  EXPECT_THAT(rules.FaultsOf(CheckPermitStages),
              ElementsAre("rulesets/r/permits.textproto:2:40: error: permit B required_before "
                          "\"PREPARATION\": want START, CONSTRUCTION or OPERATION",
                          "rulesets/r/permits.textproto:3:1: error: permit C required_before \"\": "
                          "want START, CONSTRUCTION or OPERATION",
                          "rulesets/r/permits.textproto:5:43: error: permit E required_before "
                          "\"START\": want none of a SUPPORTING permit"));
}

TEST(CheckPermitStagesTest, DutiesAreWaitedForBeforeConstructionAndOperation) {
  SmallRules rules;
  rules.With("commitments.textproto", R"(
commitment { code: "A" blocks_stage: true due_before: "CONSTRUCTION" }
commitment { code: "B" blocks_stage: true due_before: "START" }
commitment { code: "C" due_before: "START" })");
  EXPECT_THAT(rules.FaultsOf(CheckPermitStages),
              ElementsAre("rulesets/r/commitments.textproto:2:24: error: commitment B blocks the "
                          "stage due_before \"START\": want CONSTRUCTION or OPERATION"));
}

}  // namespace
}  // namespace izin::internal
