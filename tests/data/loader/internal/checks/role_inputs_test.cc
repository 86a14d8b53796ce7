#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string TableOf(const std::string& role, const std::string& input) {
  return "table { id: \"t\" role: \"" + role + "\"\n  input: \"" + input + "\" }";
}

TEST(CheckRoleInputsTest, OnlyTheTableOfEnvironmentalAuthorityReadsTheLicenceOffice) {
  for (const std::string role : {"LICENCES", "LAND", "SEA", "FOREST", "ENVIRONMENT", "BUILDING",
                                 "AUTHORITY", "AUTHORITY_BASE", "REPORTING"}) {
    SmallRules rules;
    rules.With("t.textproto", TableOf(role, "licence_office"));
    EXPECT_THAT(
        rules.FaultsOf(CheckRoleInputs),
        ElementsAre("rulesets/r/t.textproto:2:3: error: input \"licence_office\" of a table "
                    "in role " +
                    role + ": known only where table AUTHORITY_ENVIRONMENT is read"));
  }
  SmallRules rules;
  rules.With("t.textproto", TableOf("AUTHORITY_ENVIRONMENT", "licence_office"));
  EXPECT_THAT(rules.FaultsOf(CheckRoleInputs), IsEmpty());
}

TEST(CheckRoleInputsTest, OnlyTheTableOfBaseAuthorityReadsThePermit) {
  SmallRules rules;
  rules.With("t.textproto", TableOf("AUTHORITY_BASE", "permit"));
  EXPECT_THAT(rules.FaultsOf(CheckRoleInputs), IsEmpty());
  rules.With("t.textproto", TableOf("LAND", "permit"));
  EXPECT_THAT(rules.FaultsOf(CheckRoleInputs),
              ElementsAre("rulesets/r/t.textproto:2:3: error: input \"permit\" of a table in role "
                          "LAND: read one at a time only by table AUTHORITY_BASE"));
}

TEST(CheckRoleInputsTest, RiskIsAnInputWhereThereAreLevels) {
  SmallRules rules;
  rules.With("t.textproto", TableOf("LAND", "risk"));
  rules.out.has_risk_levels = true;
  EXPECT_THAT(rules.FaultsOf(CheckRoleInputs), IsEmpty());
  rules.out.has_risk_levels = false;
  EXPECT_THAT(rules.FaultsOf(CheckRoleInputs),
              ElementsAre("rulesets/r/t.textproto:2:3: error: input \"risk\" of a table in role "
                          "LAND: the ruleset has no risk levels"));
}

}  // namespace
}  // namespace izin::internal
