#include "absl/strings/ascii.h"

#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAreArray;

std::string NoTable(const std::string& role, const std::string& reason) {
  return "rulesets/r/" + absl::AsciiStrToLower(role) + ".textproto:1:1: error: no table in role " +
         role + ": " + reason;
}

TEST(CheckRequiredTablesTest, NamesEachRoleThatEveryRulesetNeeds) {
  SmallRules rules;
  rules.out.has_risk_levels = false;
  std::vector<std::string> wanted;
  for (const char* role :
       {"AUTHORITY", "BUILDING", "ENVIRONMENT", "FOREST", "LAND", "LICENCES", "NOTES", "SEA"}) {
    wanted.push_back(NoTable(role, "every ruleset needs it"));
  }
  EXPECT_THAT(rules.FaultsOf(CheckRequiredTables), UnorderedElementsAreArray(wanted));
}

TEST(CheckRequiredTablesTest, RiskLevelsAskForReportsAndReadings) {
  SmallRules rules;
  rules.out.has_risk_levels = true;
  EXPECT_THAT(rules.FaultsOf(CheckRequiredTables),
              IsSupersetOf({NoTable("ADJUST", "the ruleset has_risk_levels"),
                            NoTable("REPORTING", "the ruleset has_risk_levels")}));
}

TEST(CheckRequiredTablesTest, PermitsAskForTheTablesOfTheirOffices) {
  SmallRules rules;
  rules.out.has_risk_levels = false;
  rules.With("permits.textproto",
             "permit { code: \"P\" authority: \"BASE\" }\n"
             "permit { code: \"Q\" authority: \"ENVIRONMENT\" }");
  EXPECT_THAT(
      rules.FaultsOf(CheckRequiredTables),
      IsSupersetOf({NoTable("AUTHORITY_BASE", "permit P has authority BASE"),
                    NoTable("AUTHORITY_ENVIRONMENT", "permit Q has authority ENVIRONMENT")}));
}

TEST(CheckRequiredTablesTest, ATableThatIsThereIsNotMissed) {
  SmallRules rules;
  rules.With("land.textproto", TableWith("LAND", "none: true"));
  EXPECT_THAT(rules.FaultsOf(CheckRequiredTables),
              Not(Contains(NoTable("LAND", "every ruleset needs it"))));
}

}  // namespace
}  // namespace izin::internal
