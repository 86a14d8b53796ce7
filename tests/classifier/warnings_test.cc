// What an answer says beside its permits: inputs that played no part, amounts that do not fit, the
// regions named, the stages that are open, and the order of warnings.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Blocking;
using testing::Changed;
using ::testing::ElementsAre;
using testing::FindWarning;
using ::testing::IsEmpty;
using testing::OldRuleset;
using testing::RealRuleset;
using testing::WarningCodes;

std::vector<std::string> Ignored(const Decision& decision) {
  std::vector<std::string> fields;
  for (const WarningDecision& warning : decision.warnings) {
    if (warning.notice->code == "INPUT_IGNORED") fields.emplace_back(warning.value);
  }
  return fields;
}

// --- inputs that play no part
// -----------------------------------------------------------------------------------------

struct IgnoredCase {
  const char* name;
  std::function<void(BusinessActivity&)> change;
  LocationType place;  // where the input does play a part
  const char* field;
};

class IgnoredInput : public ::testing::TestWithParam<IgnoredCase> {};

TEST_P(IgnoredInput, IsSaidWhereThePlaceIsNotNamed) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMedium);
  EXPECT_THAT(Ignored(Classify(RealRuleset(), activity)), IsEmpty());
  GetParam().change(activity);
  EXPECT_THAT(Ignored(Classify(RealRuleset(), activity)), ElementsAre(GetParam().field));
  activity.locations = {GetParam().place};
  EXPECT_THAT(Ignored(Classify(RealRuleset(), activity)), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Fields, IgnoredInput,
    ::testing::Values(
        IgnoredCase{"SettledDays", [](BusinessActivity& a) { a.settled_days = 1; },
                    LocationType::kSea, "activity.sea"},
        IgnoredCase{"MovingVessel", [](BusinessActivity& a) { a.moving_vessel = true; },
                    LocationType::kSea, "activity.sea"},
        IgnoredCase{"CoreZone", [](BusinessActivity& a) { a.conservation_core_zone = true; },
                    LocationType::kSea, "activity.sea"},
        IgnoredCase{"Distance", [](BusinessActivity& a) { a.distance_nm = 0.5; },
                    LocationType::kSea, "activity.sea"},
        IgnoredCase{"ForestFunction",
                    [](BusinessActivity& a) { a.forest_function = ForestFunction::kProduction; },
                    LocationType::kForest, "activity.forest"},
        IgnoredCase{"ForestUse", [](BusinessActivity& a) { a.forest_use = ForestUse::kForestry; },
                    LocationType::kForest, "activity.forest"}),
    [](const auto& tested) { return tested.param.name; });

TEST(IgnoredInputTest, AScopeWhereLevelsDecideIsNotIgnored) {
  BusinessActivity activity = Activity("56101", BusinessScale::kSmall);
  activity.scope = ScopeChoice{activity.code, 1};
  EXPECT_THAT(Ignored(Classify(RealRuleset(), activity)), IsEmpty());
  // Nor does a regime without levels complain of none.
  EXPECT_THAT(Ignored(Classify(OldRuleset(), Activity("01111", BusinessScale::kSmall))), IsEmpty());
}

// --- amounts
// ----------------------------------------------------------------------------------------------------------

TEST(AmountsTest, AnotherScaleByTheAmountsIsSaid) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMedium);
  EXPECT_EQ(FindWarning(Classify(RealRuleset(), activity), "SCALE_MISMATCH"), nullptr);
  activity.scale_mismatch = true;
  EXPECT_NE(FindWarning(Classify(RealRuleset(), activity), "SCALE_MISMATCH"), nullptr);
}

TEST(AmountsTest, ThePastSaysThatItsScalesAreLater) {
  // PP 24/2018 knew other scales than those of PP 7/2021 that are asked for.
  EXPECT_NE(FindWarning(Classify(OldRuleset(), Activity("01111", BusinessScale::kSmall)),
                        "SCALE_BY_PP_7_2021"),
            nullptr);
  EXPECT_EQ(FindWarning(Classify(RealRuleset(), Activity("01111", BusinessScale::kSmall)),
                        "SCALE_BY_PP_7_2021"),
            nullptr);
}

TEST(AmountsTest, ThatNoticeMayBeTheFirstOfTheCatalogue) {
  const auto ruleset = Changed([](RulesetData& data) { data.scale_notice = 0; });
  const Decision decision = Classify(*ruleset, Activity("62199", BusinessScale::kSmall));
  EXPECT_NE(FindWarning(decision, ruleset->data().notices.front().code), nullptr);
}

// --- regions
// ----------------------------------------------------------------------------------------------------------

std::string RegionsOf(const std::vector<std::string>& regions) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMedium);
  activity.region_codes = regions;
  const Decision decision = Classify(RealRuleset(), activity);
  const auto name = [](const Region* region) {
    return region == nullptr ? std::string("-") : region->code;
  };
  return name(decision.regency) + " in " + name(decision.province);
}

TEST(RegionsTest, TheProvinceIsNamedWhereAllLieInOne) {
  EXPECT_EQ(RegionsOf({}), "- in -");
  EXPECT_EQ(RegionsOf({"1271"}), "1271 in 12");
  EXPECT_EQ(RegionsOf({"1207", "1271"}), "- in 12");
  EXPECT_EQ(RegionsOf({"1271", "3171"}), "- in -");
  // Sorted: the first and the last tell.
  EXPECT_EQ(RegionsOf({"1207", "1271", "1371"}), "- in -");
}

TEST(RegionsTest, AreForgottenWithTheNextDecision) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMedium);
  activity.region_codes = {"1271"};
  Decision decision;
  Classify(RealRuleset(), activity, decision);
  ASSERT_NE(decision.regency, nullptr);
  EXPECT_EQ(decision.regency->name, "Kota Medan");
  activity.region_codes.clear();
  Classify(RealRuleset(), activity, decision);
  EXPECT_EQ(decision.regency, nullptr);
  EXPECT_EQ(decision.province, nullptr);
}

// --- stages
// -----------------------------------------------------------------------------------------------------------

// Building anew on land at MEDIUM_LOW: NIB, PKKPR; UKL_UPL, PBG; SLF, SS.
StageDecision StagesWith(std::vector<std::string> held,
                         Construction construction = Construction::kNewBuilding) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.construction = construction;
  std::sort(held.begin(), held.end());
  activity.held_permits = std::move(held);
  return Classify(RealRuleset(), activity).stages;
}

std::string Open(const StageDecision& stages) {
  return std::string(stages.may_prepare ? "prepare " : "") + (stages.may_build ? "build " : "") +
         (stages.may_operate ? "operate" : "");
}

std::vector<std::string> Missing(const StageDecision& stages) {
  std::vector<std::string> codes;
  for (const Permit* permit : stages.blocking) codes.push_back(permit->code);
  return codes;
}

TEST(StagesTest, EachNeedsAllBeforeIt) {
  EXPECT_EQ(Open(StagesWith({})), "");
  EXPECT_EQ(Open(StagesWith({"NIB"})), "");
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR"})), "prepare ");
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR", "UKL_UPL"})), "prepare ");
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR", "UKL_UPL", "PBG"})), "prepare build ");
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR", "UKL_UPL", "PBG", "SLF"})), "prepare build ");
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR", "UKL_UPL", "PBG", "SLF", "SS"})),
            "prepare build operate");
  // Later ones do not stand for earlier ones.
  EXPECT_EQ(Open(StagesWith({"UKL_UPL", "PBG", "SLF", "SS"})), "");
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR", "SLF", "SS"})), "prepare ");
  EXPECT_EQ(Open(StagesWith({"PKKPR", "UKL_UPL", "PBG", "SLF", "SS"})), "");
}

TEST(StagesTest, WhoDoesNotBuildOnlyOperates) {
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR", "UKL_UPL", "SS"}, Construction::kNone)),
            "prepare operate");
  EXPECT_EQ(Open(StagesWith({"NIB", "PKKPR", "UKL_UPL", "SS"}, Construction::kUnspecified)),
            "prepare operate");
}

TEST(StagesTest, TheFirstStageThatLacksAPermitBlocks) {
  EXPECT_THAT(Missing(StagesWith({})), ElementsAre("NIB", "PKKPR"));
  EXPECT_THAT(Missing(StagesWith({"PKKPR", "SS"})), ElementsAre("NIB"));
  EXPECT_THAT(Missing(StagesWith({"NIB", "PKKPR", "PBG"})), ElementsAre("UKL_UPL"));
  EXPECT_THAT(Missing(StagesWith({"NIB", "PKKPR", "PBG", "UKL_UPL", "SLF"})), ElementsAre("SS"));
}

// --- order
// ------------------------------------------------------------------------------------------------------------

TEST(WarningOrderTest, ByCodeAndWithinOneAsTheyCame) {
  // 01271's page has conditions of two kinds, several of one: within a kind they stand as the page
  // lists them.
  const Decision decision = Classify(RealRuleset(), Activity("01271", BusinessScale::kLarge));
  const std::vector<std::string> codes = WarningCodes(decision);
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  std::vector<std::string> conditions;
  for (const WarningDecision& warning : decision.warnings) {
    if (warning.condition == nullptr) continue;
    if (warning.condition->id.find("LAND_AREA_BY_SCALE") != std::string::npos)
      conditions.push_back(warning.condition->id);
  }
  EXPECT_THAT(conditions,
              ElementsAre("COND_LAND_AREA_BY_SCALE_TEA", "COND_LAND_AREA_BY_SCALE_COFFEE",
                          "COND_LAND_AREA_BY_SCALE_COCOA"));
}

TEST(WarningOrderTest, AnAddedOneStandsInItsPlaceWithItsValue) {
  Decision decision = Classify(RealRuleset(), Activity("01271", BusinessScale::kLarge));
  const std::size_t before = decision.warnings.size();
  AddWarning(decision, EngineNotice::kHolidaysNotKnown, "2028");
  AddWarning(decision, EngineNotice::kDataNewerThanDate, "2026-09-30");
  const std::vector<std::string> codes = WarningCodes(decision);
  EXPECT_EQ(codes.size(), before + 2);
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_EQ(FindWarning(decision, "HOLIDAYS_NOT_KNOWN")->value, "2028");
  EXPECT_EQ(FindWarning(decision, "DATA_NEWER_THAN_DATE")->value, "2026-09-30");
}

}  // namespace
}  // namespace izin
