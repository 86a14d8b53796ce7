// Decisions on the ruleset that ships. Expected values are read from the published matrix, the
// official conversion table and the regulation, not from the program.

#include "classifier/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/real_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Blocking;
using testing::Candidates;
using testing::Code;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::PermitCodes;
using testing::RealRuleset;
using testing::WarningCodes;

BusinessActivity With(BusinessActivity activity,
                      const std::function<void(BusinessActivity&)>& change) {
  change(activity);
  return activity;
}

BusinessActivity Of2020(const std::string& code, BusinessScale scale) {
  return With(Activity(code, scale), [](BusinessActivity& a) { a.edition = KbliEdition::k2020; });
}

TEST(OutcomeTest, ScopesThatAgreeDecide) {
  const Decision decision = Classify(RealRuleset(), Activity("56101", BusinessScale::kMicro));
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_EQ(decision.risk_level, RiskLevel::kMediumLow);
  EXPECT_EQ(decision.scope, nullptr);
  EXPECT_THAT(decision.candidates, IsEmpty());
}

TEST(OutcomeTest, ScopesThatDifferInLevelAreAsked) {
  const Decision decision = Classify(RealRuleset(), Activity("56101", BusinessScale::kSmall));
  EXPECT_EQ(decision.outcome, Outcome::kScopeRequired);
  EXPECT_EQ(decision.risk_level, RiskLevel::kMediumHigh);
  EXPECT_THAT(Candidates(decision), ElementsAre("56101-1 3", "56101-2 2"));
  EXPECT_THAT(PermitCodes(decision), Contains("SS_TERVERIFIKASI"));
}

TEST(OutcomeTest, ScopesThatDifferInWhatTheyOfferAreAsked) {
  const Decision decision = Classify(RealRuleset(), Activity("56101", BusinessScale::kLarge));
  EXPECT_EQ(decision.outcome, Outcome::kScopeRequired);
  EXPECT_THAT(Candidates(decision), ElementsAre("56101-1 3", "56101-2 0"));
}

TEST(OutcomeTest, AChosenScopeDecides) {
  BusinessActivity activity = Activity("56101", BusinessScale::kSmall);
  activity.scope = ScopeChoice{Code("56101"), 2};
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_EQ(decision.risk_level, RiskLevel::kMediumLow);
  ASSERT_NE(decision.scope, nullptr);
  EXPECT_EQ(decision.scope->id, "56101-2");
}

TEST(OutcomeTest, AChosenScopeMayNotOfferTheScale) {
  BusinessActivity activity = Activity("56101", BusinessScale::kLarge);
  activity.scope = ScopeChoice{Code("56101"), 2};
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kScaleNotOffered);
  EXPECT_EQ(decision.risk_level, RiskLevel::kUnspecified);
  EXPECT_THAT(decision.permits, IsEmpty());
}

TEST(OutcomeTest, NoScopeOffersTheScale) {
  // A bar is no business for micro enterprises.
  const Decision decision = Classify(RealRuleset(), Activity("56301", BusinessScale::kMicro));
  EXPECT_EQ(decision.outcome, Outcome::kScaleNotOffered);
  EXPECT_FALSE(decision.stages.may_prepare);
  EXPECT_EQ(decision.authority.office, nullptr);
}

TEST(OutcomeTest, NoRowIsNotLow) {
  const Decision decision = Classify(RealRuleset(), Activity("02201", BusinessScale::kMicro));
  EXPECT_EQ(decision.outcome, Outcome::kNotLicensedViaOss);
  EXPECT_EQ(decision.risk_level, RiskLevel::kUnspecified);
  EXPECT_THAT(decision.permits, IsEmpty());
}

TEST(OutcomeTest, ACodeThatTheSnapshotLacksNeedsReview) {
  const Decision decision = Classify(RealRuleset(), Activity("06201", BusinessScale::kLarge));
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  EXPECT_THAT(WarningCodes(decision), ElementsAre("CODE_NOT_IN_SNAPSHOT"));
  EXPECT_THAT(decision.candidates, IsEmpty());
}

struct OldCode {
  const char* name;
  const char* code;
  BusinessScale scale;
  Outcome outcome;
  const char* new_code;
  RiskLevel risk;
  std::vector<std::string> warnings;  // of the conversion
};

class OldNumber : public ::testing::TestWithParam<OldCode> {};

TEST_P(OldNumber, IsNeverReadAsANewOne) {
  const OldCode& expected = GetParam();
  const Decision decision = Classify(RealRuleset(), Of2020(expected.code, expected.scale));
  EXPECT_EQ(decision.outcome, expected.outcome);
  EXPECT_EQ(decision.code.ToString(), expected.new_code);
  EXPECT_EQ(decision.risk_level, expected.risk);
  for (const char* code : {"CODE_MERGED", "CODE_RENUMBERED"}) {
    const bool is_expected = std::find(expected.warnings.begin(), expected.warnings.end(), code) !=
                             expected.warnings.end();
    const std::vector<std::string> warnings = WarningCodes(decision);
    EXPECT_EQ(std::count(warnings.begin(), warnings.end(), code), is_expected ? 1 : 0) << code;
  }
}

INSTANTIATE_TEST_SUITE_P(Conversion, OldNumber,
                         ::testing::Values(OldCode{"UraniumFuelIsNotButtons",
                                                   "32907",
                                                   BusinessScale::kLarge,
                                                   Outcome::kDecided,
                                                   "24206",
                                                   RiskLevel::kHigh,
                                                   {"CODE_MERGED", "CODE_RENUMBERED"}},
                                           OldCode{"Bottled",
                                                   "11040",
                                                   BusinessScale::kLarge,
                                                   Outcome::kDecided,
                                                   "11053",
                                                   RiskLevel::kHigh,
                                                   {"CODE_RENUMBERED"}},
                                           OldCode{"Software",
                                                   "62019",
                                                   BusinessScale::kMicro,
                                                   Outcome::kDecided,
                                                   "62199",
                                                   RiskLevel::kMediumLow,
                                                   {"CODE_RENUMBERED"}},
                                           OldCode{"StarredHotelSplits",
                                                   "55110",
                                                   BusinessScale::kLarge,
                                                   Outcome::kCodeReviewRequired,
                                                   "55110",
                                                   RiskLevel::kMediumHigh,
                                                   {}},
                                           OldCode{"RestaurantSplits",
                                                   "56101",
                                                   BusinessScale::kSmall,
                                                   Outcome::kCodeReviewRequired,
                                                   "56101",
                                                   RiskLevel::kMediumHigh,
                                                   {}},
                                           OldCode{"NoRowInTheTable",
                                                   "61925",
                                                   BusinessScale::kLarge,
                                                   Outcome::kCodeReviewRequired,
                                                   "61925",
                                                   RiskLevel::kUnspecified,
                                                   {}},
                                           OldCode{"MaizeIsUnchanged",
                                                   "01111",
                                                   BusinessScale::kLarge,
                                                   Outcome::kDecided,
                                                   "01111",
                                                   RiskLevel::kMediumHigh,
                                                   {}}),
                         [](const auto& tested) { return tested.param.name; });

TEST(ConversionTest, AChosenScopeSettlesASplitCode) {
  BusinessActivity activity = Of2020("55110", BusinessScale::kLarge);
  activity.scope = ScopeChoice{Code("55101"), 1};
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_EQ(decision.code, Code("55101"));
  EXPECT_EQ(decision.risk_level, RiskLevel::kMediumLow);
  EXPECT_THAT(WarningCodes(decision), Contains("CODE_RENUMBERED"));
}

TEST(ConversionTest, CandidatesBeginWithTheOwnNumber) {
  const Decision decision = Classify(RealRuleset(), Of2020("56101", BusinessScale::kMicro));
  ASSERT_FALSE(decision.candidates.empty());
  EXPECT_EQ(decision.candidates.front().scope->id, "56101-1");
  EXPECT_EQ(decision.candidates.back().code, Code("56400"));
}

TEST(PermitsTest, StandInTheOrderOfTheLaw) {
  const Decision decision = Classify(
      RealRuleset(), With(Activity("03110", BusinessScale::kMicro), [](BusinessActivity& a) {
        a.locations = {LocationType::kLand, LocationType::kSea};
        a.scope = ScopeChoice{Code("03110"), 1};
        a.settled_days = 60;
        a.construction = Construction::kNewBuilding;
      }));
  EXPECT_THAT(PermitCodes(decision),
              ElementsAre("NIB", "PKKPR", "PKKPRL", "UKL_UPL", "PBG", "SLF", "SS"));
}

TEST(PermitsTest, AMovingVesselNeedsNoPlaceAtSea) {
  const Decision decision = Classify(
      RealRuleset(), With(Activity("03110", BusinessScale::kMicro), [](BusinessActivity& a) {
        a.locations = {LocationType::kSea};
        a.scope = ScopeChoice{Code("03110"), 1};
        a.moving_vessel = true;
      }));
  EXPECT_THAT(PermitCodes(decision), ElementsAre("NIB", "UKL_UPL", "SS"));
}

TEST(PermitsTest, ReleasedForestIsAskedForItsLandToo) {
  // PP 21/2021 art 109(2): until the plan shows the release, as if there were no RDTR.
  const Decision decision = Classify(
      RealRuleset(), With(Activity("01262", BusinessScale::kLarge), [](BusinessActivity& a) {
        a.locations = {LocationType::kForest};
        a.scope = ScopeChoice{Code("01262"), 2};
        a.forest_function = ForestFunction::kConvertibleProduction;
        a.forest_use = ForestUse::kPlantation;
        a.rdtr = RdtrStatus::kIntegrated;
      }));
  EXPECT_THAT(PermitCodes(decision),
              ElementsAre("NIB", "PELEPASAN_KAWASAN_HUTAN", "PKKPR", "AMDAL", "IZIN",
                          // What the page of the code says may apply.
                          "UMKU_PELEPASAN_VARIETAS_PERKEBUNAN", "UMKU_SP2BKS"));
}

TEST(PermitsTest, ATenantInIndustryIsAnsweredAsOrdinary) {
  const Decision decision = Classify(
      RealRuleset(), With(Activity("10761", BusinessScale::kSmall), [](BusinessActivity& a) {
        a.land_condition = LandCondition::kTenantInManagedBuilding;
      }));
  EXPECT_THAT(PermitCodes(decision), Contains("PKKPR"));
  EXPECT_THAT(WarningCodes(decision), Contains("TENANT_RULE_IS_FOR_TRADE_AND_SERVICES"));
}

TEST(PermitsTest, ATenantInTradeNeedsNoBaseRequirement) {
  const Decision decision = Classify(
      RealRuleset(), With(Activity("62199", BusinessScale::kMicro), [](BusinessActivity& a) {
        a.land_condition = LandCondition::kTenantInManagedBuilding;
      }));
  EXPECT_THAT(PermitCodes(decision), ElementsAre("NIB", "SS"));
}

TEST(RefusalTest, OpenPitInProtectionForest) {
  const Decision decision = Classify(
      RealRuleset(), With(Activity("62199", BusinessScale::kMicro), [](BusinessActivity& a) {
        a.locations = {LocationType::kLand, LocationType::kForest};
        a.forest_function = ForestFunction::kProtection;
        a.forest_use = ForestUse::kOpenPitMining;
      }));
  EXPECT_EQ(decision.outcome, Outcome::kRefused);  // one place refuses the whole project
  EXPECT_EQ(decision.risk_level, RiskLevel::kMediumLow);
  EXPECT_THAT(decision.permits, IsEmpty());
  EXPECT_THAT(decision.commitments, IsEmpty());
  EXPECT_THAT(WarningCodes(decision), Contains("FORBIDDEN_HERE"));
}

TEST(RefusalTest, CoreZoneOfASeaConservationArea) {
  const Decision decision = Classify(
      RealRuleset(), With(Activity("62199", BusinessScale::kMicro), [](BusinessActivity& a) {
        a.locations = {LocationType::kSea};
        a.conservation_core_zone = true;
        a.settled_days = 30;
      }));
  EXPECT_EQ(decision.outcome, Outcome::kRefused);
}

TEST(RefusalTest, AnEstateIsNotRunByACv) {
  const auto with_form = [](const char* form) {
    return With(Activity("68122", BusinessScale::kLarge),
                [form](BusinessActivity& a) { a.legal_form = form; });
  };
  EXPECT_EQ(Classify(RealRuleset(), with_form("CV")).outcome, Outcome::kRefused);
  EXPECT_NE(Classify(RealRuleset(), with_form("PT")).outcome, Outcome::kRefused);
  EXPECT_NE(Classify(RealRuleset(), with_form("")).outcome, Outcome::kRefused);
}

struct OfficeCase {
  const char* name;
  std::function<void(BusinessActivity&)> change;
  AuthorityKind kind;
};

class LicenceOffice : public ::testing::TestWithParam<OfficeCase> {};

TEST_P(LicenceOffice, FollowsTheOrderOfArticle138) {
  const Decision decision =
      Classify(RealRuleset(), With(Activity("01430", BusinessScale::kLarge), GetParam().change));
  ASSERT_NE(decision.authority.office, nullptr);
  EXPECT_EQ(decision.authority.office->kind, GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    Article138, LicenceOffice,
    ::testing::Values(
        OfficeCase{"Ordinary", [](BusinessActivity&) {}, AuthorityKind::kRegentOrMayor},
        OfficeCase{"CrossRegency",
                   [](BusinessActivity& a) { a.extent = AdministrativeExtent::kCrossRegency; },
                   AuthorityKind::kGovernor},
        OfficeCase{"CrossProvince",
                   [](BusinessActivity& a) { a.extent = AdministrativeExtent::kCrossProvince; },
                   AuthorityKind::kMinister},
        OfficeCase{"Foreign", [](BusinessActivity& a) { a.foreign = true; },
                   AuthorityKind::kOssInstitution},
        OfficeCase{"ForeignInKek",
                   [](BusinessActivity& a) {
                     a.foreign = true;
                     a.zone = Zone::kSpecialEconomicZone;
                   },
                   AuthorityKind::kKekAdministrator},
        OfficeCase{"FreeTradeZone", [](BusinessActivity& a) { a.zone = Zone::kFreeTradeZone; },
                   AuthorityKind::kKpbpbAgency},
        OfficeCase{"JakartaHasNoRegencyOffice",
                   [](BusinessActivity& a) { a.region_codes = {"3171"}; },
                   AuthorityKind::kGovernor},
        OfficeCase{"Medan", [](BusinessActivity& a) { a.region_codes = {"1271"}; },
                   AuthorityKind::kRegentOrMayor}),
    [](const auto& tested) { return tested.param.name; });

TEST(StagesTest, OpenAsPermitsAreHeld) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.construction = Construction::kNewBuilding;
  Decision decision = Classify(RealRuleset(), activity);
  EXPECT_FALSE(decision.stages.may_prepare);
  EXPECT_THAT(Blocking(decision), ElementsAre("NIB", "PKKPR"));

  activity.held_permits = {"NIB", "PKKPR"};
  decision = Classify(RealRuleset(), activity);
  EXPECT_TRUE(decision.stages.may_prepare);
  EXPECT_FALSE(decision.stages.may_build);
  EXPECT_THAT(Blocking(decision), ElementsAre("UKL_UPL", "PBG"));

  activity.held_permits = {"NIB", "PBG", "PKKPR", "UKL_UPL"};
  decision = Classify(RealRuleset(), activity);
  EXPECT_TRUE(decision.stages.may_build);
  EXPECT_FALSE(decision.stages.may_operate);
  EXPECT_THAT(Blocking(decision), ElementsAre("SLF", "SS"));

  activity.held_permits = {"NIB", "PBG", "PKKPR", "SLF", "SS", "UKL_UPL"};
  decision = Classify(RealRuleset(), activity);
  EXPECT_TRUE(decision.stages.may_operate);
  EXPECT_THAT(Blocking(decision), IsEmpty());
}

TEST(StagesTest, BorrowedForestIsNotWorkedBeforeItsBoundary) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.locations = {LocationType::kForest};
  activity.forest_function = ForestFunction::kProduction;
  activity.forest_use = ForestUse::kOtherListed;
  activity.construction = Construction::kNewBuilding;
  activity.held_permits = {"NIB", "PBG", "PPKH", "UKL_UPL"};
  EXPECT_FALSE(Classify(RealRuleset(), activity).stages.may_build);
  activity.held_permits = {"NIB", "PBG", "PPKH", "TATA_BATAS", "UKL_UPL"};
  EXPECT_TRUE(Classify(RealRuleset(), activity).stages.may_build);
}

int LkpmMonths(BusinessScale scale) {
  const Decision decision = Classify(RealRuleset(), Activity("62199", scale));
  for (const CommitmentDecision& decided : decision.commitments) {
    if (decided.commitment->code == "LKPM") return decided.commitment->every_months;
  }
  return 0;
}

TEST(CommitmentsTest, ReportsFollowTheScale) {
  EXPECT_EQ(LkpmMonths(BusinessScale::kMicro), 0);
  EXPECT_EQ(LkpmMonths(BusinessScale::kSmall), 6);
  EXPECT_EQ(LkpmMonths(BusinessScale::kMedium), 3);
  EXPECT_EQ(LkpmMonths(BusinessScale::kLarge), 3);
}

TEST(WarningsTest, StandByCode) {
  BusinessActivity activity = Of2020("32907", BusinessScale::kLarge);
  activity.foreign = true;
  activity.capital_idr = 10'000'000'000;  // "larger than": exactly ten billion is too little
  activity.settled_days = 5;              // no SEA
  const std::vector<std::string> codes = WarningCodes(Classify(RealRuleset(), activity));
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_THAT(codes, Contains("SCALE_BELOW_PMA"));
  EXPECT_THAT(codes, Contains("INPUT_IGNORED"));
}

TEST(WarningsTest, MoreThanTenBillionIsEnough) {
  BusinessActivity activity = Activity("62199", BusinessScale::kLarge);
  activity.foreign = true;
  activity.capital_idr = 10'000'000'001;
  EXPECT_THAT(WarningCodes(Classify(RealRuleset(), activity)), Not(Contains("SCALE_BELOW_PMA")));
}

TEST(WarningsTest, AddedOnesFallIntoPlace) {
  Decision decision = Classify(RealRuleset(), Activity("62199", BusinessScale::kLarge));
  AddWarning(decision, EngineNotice::kFutureDate);
  const std::vector<std::string> codes = WarningCodes(decision);
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_THAT(codes, Contains("FUTURE_DATE"));
}

}  // namespace
}  // namespace izin
