#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> FaultsOf(const std::string& role, const std::string& then,
                                  bool has_risk_levels = true) {
  SmallRules rules;
  rules.out.has_risk_levels = has_risk_levels;
  rules.With("t.textproto", TableWith(role, then));
  return rules.FaultsOf(CheckRowOutcomes);
}

TEST(CheckRowOutcomesTest, RefusalsAreOfPlacesLicencesAndNotes) {
  for (const char* role : {"LICENCES", "LAND", "SEA", "FOREST", "ENVIRONMENT", "BUILDING", "NOTES"})
    EXPECT_THAT(FaultsOf(role, "refused: true"), IsEmpty()) << role;
  EXPECT_THAT(FaultsOf("AUTHORITY", "refused: true"),
              ElementsAre("rulesets/r/t.textproto:2:23: error: row x: `refused` says nothing in a "
                          "table of role AUTHORITY: want of office yields_to_page"));
  EXPECT_THAT(FaultsOf("ADJUST", "refused: true"),
              ElementsAre("rulesets/r/t.textproto:2:23: error: row x: `refused` says nothing in a "
                          "table of role ADJUST: want of adjust warning"));
}

TEST(CheckRowOutcomesTest, EachRoleReadsItsOwnFields) {
  EXPECT_THAT(FaultsOf("AUTHORITY", "office: \"O\" warning: \"W\""),
              ElementsAre("rulesets/r/t.textproto:2:35: error: row x: `warning` says nothing in a "
                          "table of role AUTHORITY: want of office yields_to_page"));
  EXPECT_THAT(
      FaultsOf("LAND", "none: true then_land: true"),
      ElementsAre("rulesets/r/t.textproto:2:34: error: row x: `then_land` says nothing in a "
                  "table of role LAND: want of permit none refused warning commitment"));
  EXPECT_THAT(FaultsOf("FOREST", "permit { code: \"P\" } then_land: true"), IsEmpty());
  EXPECT_THAT(FaultsOf("REPORTING", "commitment: \"C\""), IsEmpty());
}

TEST(CheckRowOutcomesTest, ARowOfLicencesGivesThemOrSaysWhyNot) {
  EXPECT_THAT(
      FaultsOf("LICENCES", "warning: \"W\""),
      ElementsAre("rulesets/r/t.textproto:2:16: error: row x: no permit: want the licences, "
                  "`not_licensed` or `refused`"));
  EXPECT_THAT(FaultsOf("LICENCES", "permit { code: \"P\" } not_licensed: true"),
              ElementsAre("rulesets/r/t.textproto:2:16: error: row x: both `not_licensed` and "
                          "permits"));
}

TEST(CheckRowOutcomesTest, ACommitmentComesWithAPermit) {
  EXPECT_THAT(
      FaultsOf("LAND", "commitment: \"C\""),
      ElementsAre("rulesets/r/t.textproto:2:16: error: row x: a commitment without a permit: "
                  "it stands only where a permit of the row does"));
}

TEST(CheckRowOutcomesTest, WithoutLevelsThereAreNoPagesToYieldTo) {
  EXPECT_THAT(FaultsOf("AUTHORITY", "office: \"O\" yields_to_page: true"), IsEmpty());
  EXPECT_THAT(
      FaultsOf("AUTHORITY", "office: \"O\" yields_to_page: true", false),
      ElementsAre("rulesets/r/t.textproto:2:16: error: row x: yields_to_page: the ruleset has "
                  "no scopes, and so no official pages"));
}

}  // namespace
}  // namespace izin::internal
