#include "classifier/ruleset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/real_ruleset.h"

namespace izin {
namespace {

using testing::Code;
using testing::RealRuleset;
using ::testing::StartsWith;

TEST(RulesetTest, IsNamedWithItsFingerprint) {
  EXPECT_EQ(RealRuleset().name(), "rulesets/pp28-2025");
  EXPECT_THAT(RealRuleset().versioned_name(), StartsWith("rulesets/pp28-2025@"));
}

TEST(RulesetTest, FindsByCodeAndId) {
  ASSERT_NE(RealRuleset().FindPermit("PKKPR"), nullptr);
  EXPECT_EQ(RealRuleset().FindPermit("PKKPR")->category, PermitCategory::kBaseRequirement);
  EXPECT_EQ(RealRuleset().FindPermit("PASPOR"), nullptr);
  ASSERT_NE(RealRuleset().FindOffice("GOVERNOR"), nullptr);
  EXPECT_EQ(RealRuleset().FindOffice("CAMAT"), nullptr);
  EXPECT_EQ(RealRuleset().FindNotice("NO_SUCH_NOTICE"), nullptr);
}

TEST(RulesetTest, FindsRegions) {
  ASSERT_NE(RealRuleset().FindRegion("1271"), nullptr);
  EXPECT_EQ(RealRuleset().FindRegion("1271")->name, "Kota Medan");
  EXPECT_EQ(RealRuleset().FindRegion("9999"), nullptr);
}

TEST(RulesetTest, KnowsThePublishedParameters) {
  EXPECT_GE(RealRuleset().FindAuthorityParameter("ap-db1dee"), 0);
  EXPECT_EQ(RealRuleset().FindAuthorityParameter("ap-000000"), -1);
}

TEST(RulesetTest, FindsScopesByNumber) {
  const int restaurant = *RealRuleset().kbli().IndexOf(Code("56101"));
  ASSERT_NE(RealRuleset().FindScope(restaurant, 2), nullptr);
  EXPECT_EQ(RealRuleset().FindScope(restaurant, 2)->id, "56101-2");
  EXPECT_EQ(RealRuleset().FindScope(restaurant, 3), nullptr);
  for (int number : {0, -1, 1 << 30})
    EXPECT_EQ(RealRuleset().FindScope(restaurant, number), nullptr);
  for (const Scope& scope : RealRuleset().data().scopes)
    ASSERT_EQ(RealRuleset().FindScope(scope.code_index, scope.number), &scope) << scope.id;
}

TEST(RulesetTest, FindsScopesByNumberWhereOneIsMissing) {
  RulesetData data = RealRuleset().data();
  const int restaurant = *RealRuleset().kbli().IndexOf(Code("56101"));
  std::erase_if(data.scopes, [](const Scope& scope) { return scope.id == "56101-1"; });
  const Ruleset ruleset(std::move(data));
  EXPECT_EQ(ruleset.FindScope(restaurant, 1), nullptr);
  ASSERT_NE(ruleset.FindScope(restaurant, 2), nullptr);
  EXPECT_EQ(ruleset.FindScope(restaurant, 2)->id, "56101-2");
}

TEST(RulesetTest, TablesStandInTheirRoles) {
  for (TableRole role :
       {TableRole::kAdjust, TableRole::kLicences, TableRole::kLand, TableRole::kSea,
        TableRole::kForest, TableRole::kEnvironment, TableRole::kBuilding, TableRole::kAuthority,
        TableRole::kAuthorityBase, TableRole::kAuthorityEnvironment, TableRole::kReporting,
        TableRole::kNotes}) {
    ASSERT_NE(RealRuleset().table(role), nullptr) << Name(role);
    EXPECT_EQ(RealRuleset().table(role)->role, role);
  }
}

TEST(RulesetTest, CountsItsRows) {
  // 2,333 lines of the matrix and the rows of twelve tables.
  EXPECT_GT(RealRuleset().row_count(), 2333);
}

TEST(RulesetTest, EveryCodeOfTheCatalogueIsAskedOnce) {
  int without_scope = 0;
  for (int i = 0; i < RealRuleset().kbli().subclass_count(); ++i) {
    without_scope += RealRuleset().scopes_of(i).empty() ? 1 : 0;
  }
  EXPECT_EQ(RealRuleset().kbli().subclass_count(), 1559);
  EXPECT_EQ(without_scope, 220);  // 219 without scope on OSS, and 06201
  EXPECT_TRUE(RealRuleset().IsAbsentFromSnapshot(*RealRuleset().kbli().IndexOf(Code("06201"))));
}

}  // namespace
}  // namespace izin
