// Which permits stand, from which row, in which order, and what the rows say beside them.

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Changed;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FindPermit;
using testing::FindWarning;
using testing::IndexOf;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::Not;
using testing::OldRuleset;
using testing::PermitCodes;
using testing::RealRuleset;
using testing::TableOf;
using testing::WarningCodes;

// How often a row's own warning stands.
int WarningsOf(const Decision& decision, const std::string& row) {
  int count = 0;
  for (const WarningDecision& warning : decision.warnings)
    count += warning.row != nullptr && warning.row->id == row ? 1 : 0;
  return count;
}

// Oil palm where forest may be released: the release, and the land of what is released.
BusinessActivity Plantation() {
  BusinessActivity activity = Activity("01262", BusinessScale::kLarge);
  activity.scope = ScopeChoice{activity.code, 2};
  activity.locations = {LocationType::kForest};
  activity.forest_function = ForestFunction::kConvertibleProduction;
  activity.forest_use = ForestUse::kPlantation;
  activity.environment = EnvironmentalScreening::kAmdal;
  return activity;
}

std::vector<std::string> Required(const Decision& decision) {
  std::vector<std::string> codes;
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row != nullptr) codes.push_back(decided.permit->code);
  }
  return codes;
}

TEST(PlacesTest, ReleasedLandAnswersAsThePlanDoesOnceTheReleaseIsHeld) {
  // PP 21/2021 art 109(2): before, as if no plan covered it.
  BusinessActivity activity = Plantation();
  activity.rdtr = RdtrStatus::kIntegrated;
  EXPECT_THAT(Required(Classify(RealRuleset(), activity)),
              ElementsAre("NIB", "PELEPASAN_KAWASAN_HUTAN", "PKKPR", "AMDAL", "IZIN"));
  activity.held_permits = {"PELEPASAN_KAWASAN_HUTAN"};
  EXPECT_THAT(Required(Classify(RealRuleset(), activity)),
              ElementsAre("NIB", "PELEPASAN_KAWASAN_HUTAN", "KKPR_KONFIRMASI", "AMDAL", "IZIN"));
}

TEST(PlacesTest, ForestThatIsNotReleasedAsksForNoLand) {
  BusinessActivity activity = Plantation();
  activity.forest_function = ForestFunction::kProduction;
  activity.forest_use = ForestUse::kOtherListed;
  EXPECT_THAT(Required(Classify(RealRuleset(), activity)),
              ElementsAre("NIB", "PPKH", "AMDAL", "IZIN"));
}

TEST(PlacesTest, LandAndReleasedLandAreListedOnce) {
  BusinessActivity activity = Plantation();
  activity.locations = {LocationType::kLand, LocationType::kForest};
  activity.rdtr = RdtrStatus::kNotIntegrated;
  activity.held_permits = {"PELEPASAN_KAWASAN_HUTAN"};
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_THAT(Required(decision),
              ElementsAre("NIB", "PELEPASAN_KAWASAN_HUTAN", "PKKPR_TANPA_PERTEK", "AMDAL", "IZIN"));
  // The row read twice warns once: its second reading adds no permit.
  EXPECT_EQ(WarningsOf(decision, "land-12a"), 1);
  // Not released yet, the forest's land is read as without a plan and adds a permit of its own.
  activity.held_permits = {};
  EXPECT_THAT(Required(Classify(RealRuleset(), activity)),
              ElementsAre("NIB", "PELEPASAN_KAWASAN_HUTAN", "PKKPR_TANPA_PERTEK", "PKKPR", "AMDAL",
                          "IZIN"));
}

TEST(PlacesTest, ARowWithoutPermitsStillWarns) {
  // land-2: a tenant needs no KKPR, under a condition that is to be checked.
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.land_condition = LandCondition::kTenantInManagedBuilding;
  EXPECT_EQ(WarningsOf(Classify(RealRuleset(), activity), "land-2"), 1);
}

TEST(PlacesTest, TheLicencesRowWarnsThoughItAddsNothing) {
  // At LOW the NIB is all; were its row to warn, the warning would stand.
  const auto ruleset = Changed([](RulesetData& data) {
    TableRow& row = Named(TableOf(data, TableRole::kLicences).rows, "lic-1");
    row.notices = {IndexOf(data.notices, "CONDITION_TO_CHECK")};
  });
  const Decision decision = Classify(*ruleset, Activity("16221", BusinessScale::kMicro));
  ASSERT_EQ(decision.risk_level, RiskLevel::kLow);
  EXPECT_EQ(WarningsOf(decision, "lic-1"), 1);
}

TEST(PlacesTest, WhatTheLicencesGiveIsGivenByThem) {
  // A place that names the licence as well does not bring it forward, nor its own flag.
  const auto ruleset = Changed([](RulesetData& data) {
    for (TableRow& row : TableOf(data, TableRole::kLand).rows) {
      if (row.id != "land-13a") continue;
      row.permits.push_back(
          {.permit = IndexOf(data.permits, "SS"), .flag = CommitmentFlag::kCopyOnly});
    }
  });
  const Decision decision = Classify(*ruleset, Activity("62199", BusinessScale::kMedium));
  EXPECT_EQ(Required(decision).back(), "SS");
  EXPECT_EQ(FindPermit(decision, "SS")->row->id, "lic-2");
  EXPECT_EQ(FindPermit(decision, "SS")->flag, CommitmentFlag::kAutomatic);
}

TEST(PlacesTest, EachPlaceReadsItsOwnTable) {
  BusinessActivity activity = Activity("03110", BusinessScale::kMicro);
  activity.scope = ScopeChoice{activity.code, 1};
  activity.settled_days = 60;
  const auto permits = [&](std::vector<LocationType> locations) {
    activity.locations = std::move(locations);
    return Required(Classify(RealRuleset(), activity));
  };
  EXPECT_THAT(permits({LocationType::kLand}), ElementsAre("NIB", "PKKPR", "UKL_UPL", "SS"));
  EXPECT_THAT(permits({LocationType::kSea}), ElementsAre("NIB", "PKKPRL", "UKL_UPL", "SS"));
  EXPECT_THAT(permits({LocationType::kForest}), ElementsAre("NIB", "PPKH", "UKL_UPL", "SS"));
  EXPECT_THAT(permits({LocationType::kLand, LocationType::kSea, LocationType::kForest}),
              ElementsAre("NIB", "PKKPR", "PKKPRL", "PPKH", "UKL_UPL", "SS"));
}

TEST(PermitTest, CarriesTermFlagAndWhetherItIsHeld) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMedium);
  activity.held_permits = {"PKKPR"};
  const Decision decision = Classify(RealRuleset(), activity);
  const PermitDecision* land = FindPermit(decision, "PKKPR");
  ASSERT_NE(land, nullptr);
  EXPECT_EQ(land->working_days, 25);  // PP 28/2025 arts 18-24
  EXPECT_EQ(land->working_days_with_repairs, 40);
  EXPECT_EQ(land->flag, CommitmentFlag::kCommitment);
  EXPECT_TRUE(land->held);
  EXPECT_FALSE(FindPermit(decision, "NIB")->held);
  EXPECT_EQ(FindPermit(decision, "NIB")->flag, CommitmentFlag::kAutomatic);
}

// --- inputs read otherwise
// --------------------------------------------------------------------------------------------

TEST(AdjustTest, ATenantOutsideTradeAndServicesIsOrdinary) {
  // PP 28/2025 art 13. KBLI A-F; G and what follows are trade and services.
  BusinessActivity activity = Activity("13911", BusinessScale::kMedium);
  activity.land_condition = LandCondition::kTenantInManagedBuilding;
  Decision decision = Classify(RealRuleset(), activity);
  EXPECT_THAT(PermitCodes(decision), Contains("PKKPR"));
  EXPECT_EQ(WarningsOf(decision, "adj-tenant"), 1);
  EXPECT_EQ(decision.given.value(Input::kLandCondition),
            static_cast<int>(LandCondition::kTenantInManagedBuilding));
  EXPECT_EQ(decision.facts.value(Input::kLandCondition),
            static_cast<int>(LandCondition::kOrdinary));
  activity.code = testing::Code("62199");
  decision = Classify(RealRuleset(), activity);
  EXPECT_THAT(PermitCodes(decision), Not(Contains("PKKPR")));
  EXPECT_EQ(WarningsOf(decision, "adj-tenant"), 0);
}

TEST(AdjustTest, ConservationAndProtectionForestCountAsProtected) {
  // Addition 21; not forestry in protection forest (addition 22). In a protected area UKL-UPL
  // becomes Amdal.
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.locations = {LocationType::kForest};
  activity.environment = EnvironmentalScreening::kUklUpl;
  const auto environment = [&](ForestFunction function, ForestUse use) {
    activity.forest_function = function;
    activity.forest_use = use;
    const Decision decision = Classify(RealRuleset(), activity);
    return FindPermit(decision, "AMDAL") != nullptr ? "AMDAL" : "UKL_UPL";
  };
  EXPECT_STREQ(environment(ForestFunction::kProduction, ForestUse::kOtherListed), "UKL_UPL");
  EXPECT_STREQ(environment(ForestFunction::kProtection, ForestUse::kOtherListed), "AMDAL");
  EXPECT_STREQ(environment(ForestFunction::kProtection, ForestUse::kForestry), "UKL_UPL");
  EXPECT_STREQ(environment(ForestFunction::kConservation, ForestUse::kEnvironmentalServices),
               "AMDAL");
  // The function alone says nothing where the project is not in the forest.
  activity.locations = {LocationType::kLand};
  EXPECT_STREQ(environment(ForestFunction::kConservation, ForestUse::kUnspecified), "UKL_UPL");
}

TEST(AdjustTest, EveryRowReadsTheInputsAsGiven) {
  // A row on the value that another row sets is not met by it.
  const auto ruleset = Changed([](RulesetData& data) {
    TableRow chained;
    chained.id = "adj-chained";
    chained.conditions.Add(
        {.input = Input::kLandCondition,
         .any_of = std::uint64_t{1} << static_cast<int>(LandCondition::kOrdinary)});
    chained.adjusted_input = Input::kProtectedArea;
    chained.adjusted_value = 1;
    TableOf(data, TableRole::kAdjust).rows.push_back(chained);
  });
  BusinessActivity activity = Activity("13911", BusinessScale::kMedium);
  activity.land_condition = LandCondition::kTenantInManagedBuilding;
  Decision decision = Classify(*ruleset, activity);
  EXPECT_EQ(decision.facts.value(Input::kProtectedArea), 0);
  activity.land_condition = LandCondition::kOrdinary;
  decision = Classify(*ruleset, activity);
  EXPECT_EQ(decision.facts.value(Input::kProtectedArea), 1);
}

// --- refusals and warnings
// --------------------------------------------------------------------------------------------

TEST(RefusalTest, CitesTheRowThatForbids) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.locations = {LocationType::kLand, LocationType::kForest};
  activity.forest_function = ForestFunction::kConservation;
  activity.forest_use = ForestUse::kPlantation;
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kRefused);
  ASSERT_NE(FindWarning(decision, "FORBIDDEN_HERE"), nullptr);
  EXPECT_EQ(FindWarning(decision, "FORBIDDEN_HERE")->row->id, "for-15");
  EXPECT_FALSE(decision.stages.may_prepare);
  EXPECT_EQ(decision.authority.office, nullptr);
}

TEST(RefusalTest, ByLegalFormIsANoteOnTheWholeAnswer) {
  BusinessActivity activity = Activity("68122", BusinessScale::kLarge);
  activity.legal_form = "CV";
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kRefused);
  ASSERT_NE(FindWarning(decision, "FORBIDDEN_HERE"), nullptr);
  EXPECT_EQ(FindWarning(decision, "FORBIDDEN_HERE")->row->id, "note-estate-operator");
}

TEST(NotLicensedTest, InThePastMiningAndFinanceAreLicensedElsewhere) {
  // PP 24/2018 left them to their own ministries and supervisors.
  for (const char* code : {"05100", "64110"}) {
    BusinessActivity activity = Activity(code, BusinessScale::kLarge);
    activity.edition = KbliEdition::k2020;
    const Decision decision = Classify(OldRuleset(), activity);
    EXPECT_EQ(decision.outcome, Outcome::kNotLicensedViaOss) << code;
    EXPECT_THAT(decision.permits, IsEmpty());
    EXPECT_THAT(decision.questions, IsEmpty());
  }
}

TEST(NotesTest, SeeThePermitsOfTheAnswer) {
  // Addition 23: foreign capital on a small island, where the land row holds no recommendation.
  BusinessActivity activity = Activity("62199", BusinessScale::kLarge);
  activity.foreign = true;
  activity.land_condition = LandCondition::kSmallIsland;
  activity.rdtr = RdtrStatus::kIntegrated;
  Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(FindPermit(decision, "REKOMENDASI_PULAU_KECIL"), nullptr);
  EXPECT_THAT(WarningCodes(decision), Contains("SMALL_ISLAND_RECOMMENDATION"));
  activity.rdtr = RdtrStatus::kNone;
  decision = Classify(RealRuleset(), activity);
  EXPECT_NE(FindPermit(decision, "REKOMENDASI_PULAU_KECIL"), nullptr);
  EXPECT_THAT(WarningCodes(decision), Not(Contains("SMALL_ISLAND_RECOMMENDATION")));
}

TEST(UnverifiedRuleTest, IsSaidOnceAndOnlyWhereARowIsUnverified) {
  // env-15: an Amdal for an unknown screening at HIGH is inference.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  const Decision decision = Classify(RealRuleset(), activity);
  ASSERT_NE(FindWarning(decision, "UNVERIFIED_RULE"), nullptr);
  EXPECT_EQ(FindWarning(decision, "UNVERIFIED_RULE")->row->id, "env-15");
  activity.environment = EnvironmentalScreening::kAmdal;
  EXPECT_EQ(FindWarning(Classify(RealRuleset(), activity), "UNVERIFIED_RULE"), nullptr);
}

TEST(UnverifiedRuleTest, NamesTheFirstOfSeveral) {
  // for-17 (unknown function) and env-15 are both unverified: one warning, in permit order.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.locations = {LocationType::kForest};
  const Decision decision = Classify(RealRuleset(), activity);
  const std::vector<std::string> warnings = WarningCodes(decision);
  EXPECT_EQ(std::count(warnings.begin(), warnings.end(), "UNVERIFIED_RULE"), 1);
  EXPECT_EQ(FindWarning(decision, "UNVERIFIED_RULE")->row->id, "for-17");
}

}  // namespace
}  // namespace izin
