#include "classifier/ruleset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/changed_ruleset.h"

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

TEST(RulesetTest, FindsEverythingThatItHolds) {
  const RulesetData& data = RealRuleset().data();
  for (const Permit& permit : data.permits)
    EXPECT_EQ(RealRuleset().FindPermit(permit.code), &permit) << permit.code;
  for (const Permit& permit : data.supporting_permits)
    EXPECT_EQ(RealRuleset().FindPermit(permit.code), &permit) << permit.code;
  for (const Office& office : data.offices)
    EXPECT_EQ(RealRuleset().FindOffice(office.id), &office) << office.id;
  for (const Notice& notice : data.notices)
    EXPECT_EQ(RealRuleset().FindNotice(notice.code), &notice) << notice.code;
  for (const Region& region : data.regions)
    EXPECT_EQ(RealRuleset().FindRegion(region.code), &region) << region.code;
  for (std::size_t i = 0; i < data.authority_parameters.size(); ++i) {
    EXPECT_EQ(RealRuleset().FindAuthorityParameter(data.authority_parameters[i].id),
              static_cast<int>(i));
  }
  for (const ReferenceValue& value : data.references) {
    ASSERT_NE(RealRuleset().FindReference(value.kind, value.code), nullptr);
    EXPECT_EQ(RealRuleset().FindReference(value.kind, value.code)->code, value.code);
  }
  EXPECT_EQ(RealRuleset().FindReference("scale", "HUGE"), nullptr);
  EXPECT_EQ(RealRuleset().FindReference("colour", "MICRO"), nullptr);
}

TEST(RulesetTest, FindsNothingBesideWhatItHolds) {
  for (const char* region : {"", "0", "12711", "1270", "99"})
    EXPECT_EQ(RealRuleset().FindRegion(region), nullptr) << region;
  for (const char* parameter : {"", "ap-", "ap-062e0c", "zz"})
    EXPECT_EQ(RealRuleset().FindAuthorityParameter(parameter), -1) << parameter;
}

TEST(RulesetTest, RanksNoticesByCode) {
  std::vector<const Notice*> by_rank(RealRuleset().data().notices.size());
  for (const Notice& notice : RealRuleset().data().notices)
    by_rank.at(static_cast<std::size_t>(notice.rank)) = &notice;
  for (std::size_t i = 1; i < by_rank.size(); ++i)
    EXPECT_LT(by_rank[i - 1]->code, by_rank[i]->code);
}

TEST(RulesetTest, GivesTheNoticesOfTheEngineByName) {
  for (int i = 0; i < kEngineNoticeCount; ++i) {
    const Notice* notice = RealRuleset().notice(static_cast<EngineNotice>(i));
    ASSERT_NE(notice, nullptr) << i;
    EXPECT_EQ(notice->code, kEngineNotices[static_cast<std::size_t>(i)]);
  }
}

TEST(RulesetTest, KnowsWhichInputsMayRefuseAndAreReadOtherwise) {
  // Of the rows that refuse: sea-3 (vessel, days, core zone), the forest's and the estate
  // operator's.
  struct Case {
    Input input;
    bool may_refuse;
    bool is_read_by_adjust;
  };
  for (const Case& expected :
       {Case{Input::kForestUse, true, true}, Case{Input::kForestFunction, true, true},
        Case{Input::kLandCondition, true, true}, Case{Input::kKbli, true, true},
        Case{Input::kLocation, true, true}, Case{Input::kSettled, true, false},
        Case{Input::kCoreZone, true, false}, Case{Input::kLegalForm, true, false},
        Case{Input::kRdtr, false, false}, Case{Input::kZone, false, false},
        Case{Input::kExtent, false, false}, Case{Input::kConstruction, false, false}}) {
    EXPECT_EQ(RealRuleset().MayRefuseBy(expected.input), expected.may_refuse)
        << Name(expected.input);
    EXPECT_EQ(RealRuleset().IsReadByAdjust(expected.input), expected.is_read_by_adjust)
        << Name(expected.input);
  }
}

TEST(RulesetTest, KnowsWhereALegalFormIsRefused) {
  const auto refuses = [](const char* code) {
    return RealRuleset().RefusesByLegalForm(
        Classify(RealRuleset(), testing::Activity(code, BusinessScale::kLarge)).facts);
  };
  EXPECT_TRUE(refuses("68122"));
  EXPECT_FALSE(refuses("68111"));
}

TEST(RulesetTest, GroupsCommitmentsByKind) {
  int compared = 0;
  for (std::size_t permit = 0; permit < RealRuleset().data().permits.size(); ++permit) {
    const auto refs = RealRuleset().commitments_of(static_cast<int>(permit));
    for (std::size_t i = 1; i < refs.size(); ++i) {
      EXPECT_LE(refs[i - 1].kind, refs[i].kind);
      if (refs[i - 1].kind == refs[i].kind) {
        EXPECT_LT(refs[i - 1].index, refs[i].index);
      }
      ++compared;
    }
    for (const CommitmentRef& ref : refs) {
      const Commitment& commitment =
          RealRuleset().data().commitments[static_cast<std::size_t>(ref.index)];
      EXPECT_EQ(commitment.permit, static_cast<int>(permit));
      EXPECT_EQ(commitment.kind, ref.kind);
      EXPECT_EQ(commitment.by_row_only, ref.by_row_only);
      EXPECT_EQ(commitment.blocks_stage, ref.blocks_stage);
    }
  }
  EXPECT_GT(compared, 40);
}

TEST(RulesetTest, APatternStandsAtItsScaleOnly) {
  // All keyed codes of 56 agree at MICRO, those of 93 at SMALL and MEDIUM.
  const int restaurant = *RealRuleset().kbli().IndexOf(Code("56101"));
  ASSERT_NE(RealRuleset().pattern(restaurant, BusinessScale::kMicro), nullptr);
  EXPECT_EQ(RealRuleset().pattern(restaurant, BusinessScale::kMicro)->kbli, "56");
  EXPECT_EQ(RealRuleset().pattern(restaurant, BusinessScale::kLarge), nullptr);
  // The first of the list counts as well.
  const int oil = *RealRuleset().kbli().IndexOf(Code("10437"));
  EXPECT_EQ(RealRuleset().pattern(oil, BusinessScale::kLarge),
            &RealRuleset().data().authority_patterns.front());
}

}  // namespace
}  // namespace izin
