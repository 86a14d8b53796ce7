#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckNamedPermitsTest, WantsTheLicenceOfEachLevel) {
  SmallRules rules;
  rules.out.has_risk_levels = true;
  rules.With("permits.textproto", R"(
permit { code: "IZIN" category: "LICENCE" }
permit { code: "NIB" category: "SUPPORTING" }
permit { code: "SS" category: "STANDARD_CERTIFICATE" })");
  EXPECT_THAT(rules.FaultsOf(CheckNamedPermits),
              ElementsAre("rulesets/r/permits.textproto:1:1: error: missing permit "
                          "SS_TERVERIFIKASI: the engine names it",
                          "rulesets/r/permits.textproto:2:22: error: permit NIB of category "
                          "\"SUPPORTING\": want IDENTITY, as which the engine knows it"));
}

TEST(CheckNamedPermitsTest, WithoutRiskLevelsTheIdentityIsEnough) {
  SmallRules rules;
  rules.out.has_risk_levels = false;
  rules.With("permits.textproto", "permit { code: \"NIB\" category: \"IDENTITY\" }");
  EXPECT_THAT(rules.FaultsOf(CheckNamedPermits), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
