#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kLimits[] =
    "limits { foreign_capital_idr_above: 1 settled_days_from: 30 coastal_sea_nm: 12 }";

TEST(CheckLimitsTest, ExactlyOne) {
  EXPECT_THAT(SmallRules().FaultsOf(CheckLimits),
              ElementsAre("rulesets/r/thresholds.textproto:1:1: error: no limits: want exactly one "
                          "`limits`"));
  SmallRules rules;
  rules.With("thresholds.textproto", kLimits);
  EXPECT_THAT(rules.FaultsOf(CheckLimits), IsEmpty());
  rules.With("thresholds.textproto", std::string(kLimits) + "\n" + kLimits);
  EXPECT_THAT(rules.FaultsOf(CheckLimits),
              ElementsAre("rulesets/r/thresholds.textproto:2:1: error: a second `limits`: want "
                          "exactly one"));
}

TEST(CheckLimitsTest, AmountsAreNumbersInRange) {
  SmallRules rules;
  rules.With("thresholds.textproto", R"(
limits {
  foreign_capital_idr_above: -1
  settled_days_from: 0
  coastal_sea_nm: nan
  small_land { hectares_at_most: inf }
})");
  EXPECT_THAT(
      rules.FaultsOf(CheckLimits),
      ElementsAre("rulesets/r/thresholds.textproto:2:3: error: foreign_capital_idr_above -1: "
                  "want 0 or more",
                  "rulesets/r/thresholds.textproto:3:3: error: settled_days_from 0: want 1 "
                  "to 366",
                  "rulesets/r/thresholds.textproto:4:3: error: coastal_sea_nm nan: want more "
                  "than 0 and at most 10000",
                  "rulesets/r/thresholds.textproto:5:3: error: hectares_at_most inf: want "
                  "more than 0 and at most 1e+09"));
}

TEST(CheckLimitsTest, TheLimitForEveryOtherCodeIsTheLast) {
  SmallRules rules;
  rules.out.kbli_2025 = std::make_shared<const KbliCatalogue>(
      KbliEdition::k2025, std::vector<KbliEntry>{{.code = "A", .parent = "", .title = "TANI"}});
  rules.With("thresholds.textproto", R"(
limits { settled_days_from: 30 coastal_sea_nm: 12
  small_land { hectares_at_most: 1 }
  small_land { kbli: ["A", "99"] hectares_at_most: 25 }
})");
  EXPECT_THAT(
      rules.FaultsOf(CheckLimits),
      ElementsAre("rulesets/r/thresholds.textproto:2:3: error: small_land for every code: "
                  "want it last, since the first that fits holds",
                  "rulesets/r/thresholds.textproto:3:16: error: kbli \"99\": want a category "
                  "letter or a code of the edition"));
}

}  // namespace
}  // namespace izin::internal
