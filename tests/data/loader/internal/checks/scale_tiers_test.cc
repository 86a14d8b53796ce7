#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckScaleTiersTest, ThreeTiersOfAscendingAmounts) {
  SmallRules rules;
  rules.With("thresholds.textproto", R"(
scale_tier { scale: "MICRO" capital_idr_at_most: 1 annual_sales_idr_at_most: 2 }
scale_tier { scale: "SMALL" capital_idr_at_most: 2 annual_sales_idr_at_most: 3 }
scale_tier { scale: "MEDIUM" capital_idr_at_most: 3 annual_sales_idr_at_most: 4 })");
  EXPECT_THAT(rules.FaultsOf(CheckScaleTiers), IsEmpty());
}

TEST(CheckScaleTiersTest, RefusesOneTierThreeTimesAndAmountsThatFall) {
  SmallRules rules;
  rules.With("thresholds.textproto", R"(
scale_tier { scale: "MICRO" capital_idr_at_most: 1 annual_sales_idr_at_most: 5 }
scale_tier { scale: "MICRO" capital_idr_at_most: 2 annual_sales_idr_at_most: 4 }
scale_tier { scale: "MEDIUM" capital_idr_at_most: 3 annual_sales_idr_at_most: 6 })");
  EXPECT_THAT(rules.FaultsOf(CheckScaleTiers),
              ElementsAre("rulesets/r/thresholds.textproto:2:1: error: scale tier \"MICRO\": want "
                          "both amounts above those of the tier before",
                          "rulesets/r/thresholds.textproto:2:14: error: scale tier \"MICRO\": want "
                          "SMALL here, of MICRO, SMALL and MEDIUM"));
}

TEST(CheckScaleTiersTest, RefusesNone) {
  EXPECT_THAT(SmallRules().FaultsOf(CheckScaleTiers),
              ElementsAre("rulesets/r/thresholds.textproto:1:1: error: 0 scale tiers: want MICRO, "
                          "SMALL and MEDIUM"));
}

}  // namespace
}  // namespace izin::internal
