// Who issues each permit: by the catalogue, with the licence, or by the tables of base requirements
// and environment.

#include <functional>
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
using testing::FindPermit;
using testing::FindWarning;
using testing::OfficeId;
using testing::OldRuleset;
using testing::RealRuleset;
using testing::TableOf;
using testing::WarningCodes;

using Change = std::function<void(BusinessActivity&)>;
using Extent = AdministrativeExtent;

std::string OfficeOf(const Decision& decision, const char* permit) {
  const PermitDecision* decided = FindPermit(decision, permit);
  return decided == nullptr ? "no " + std::string(permit) : OfficeId(decided->office.office);
}

struct Case {
  const char* name;
  Change change;
  const char* permit;
  const char* office;
};

class PermitOffice : public ::testing::TestWithParam<Case> {};

// 01430 (camels) has no page and no pattern: what decides is the extent, or the law.
TEST_P(PermitOffice, FollowsTheTables) {
  BusinessActivity activity = Activity("01430", BusinessScale::kLarge);
  activity.construction = Construction::kNewBuilding;
  GetParam().change(activity);
  EXPECT_EQ(OfficeOf(Classify(RealRuleset(), activity), GetParam().permit), GetParam().office);
}

void Nothing(BusinessActivity& /*activity*/) {}
void CrossRegency(BusinessActivity& a) { a.extent = Extent::kCrossRegency; }
void CrossProvince(BusinessActivity& a) { a.extent = Extent::kCrossProvince; }
void Kek(BusinessActivity& a) { a.zone = Zone::kSpecialEconomicZone; }
void Kpbpb(BusinessActivity& a) { a.zone = Zone::kFreeTradeZone; }
void Jakarta(BusinessActivity& a) {
  a.region_codes = {"3171"};
  a.extent = Extent::kWithinRegency;
}

// PP 28/2025 arts 12, 26, 37, 108, 206; PP 21/2021 arts 98, 136.
INSTANTIATE_TEST_SUITE_P(
    BaseRequirements, PermitOffice,
    ::testing::Values(
        Case{"TheNibIsTheInstitutions", Nothing, "NIB", "LEMBAGA_OSS"},
        Case{"TheNibInAZoneToo", Kek, "NIB", "LEMBAGA_OSS"},
        Case{"LandOfOneRegency", Nothing, "PKKPR", "REGENT_OR_MAYOR"},
        Case{"LandOverRegencies", CrossRegency, "PKKPR", "GOVERNOR"},
        Case{"LandOverProvinces", CrossProvince, "PKKPR", "MENTERI_ATR_BPN"},
        Case{"LandInAKek", Kek, "PKKPR", "KEK_ADMINISTRATOR"},
        Case{"LandInAKpbpb", Kpbpb, "PKKPR", "KPBPB_AGENCY"},
        Case{"LandInJakarta", Jakarta, "PKKPR", "GOVERNOR"},
        Case{"AConfirmationIsTheInstitutions",
             [](BusinessActivity& a) { a.rdtr = RdtrStatus::kIntegrated; }, "KKPR_KONFIRMASI",
             "LEMBAGA_OSS"},
        Case{"AConfirmationInJakartaToo",
             [](BusinessActivity& a) {
               Jakarta(a);
               a.rdtr = RdtrStatus::kIntegrated;
             },
             "KKPR_KONFIRMASI", "LEMBAGA_OSS"},
        Case{"ABuilding", Nothing, "PBG", "REGENT_OR_MAYOR"},
        Case{"ABuildingInJakarta", Jakarta, "SLF", "GOVERNOR"},
        Case{"ABuildingInAKpbpb", Kpbpb, "PBG", "KPBPB_AGENCY"},
        Case{"TheSea", [](BusinessActivity& a) { a.locations = {LocationType::kSea}; }, "PKKPRL",
             "MENTERI_KP"},
        Case{"TheForest", [](BusinessActivity& a) { a.locations = {LocationType::kForest}; },
             "PPKH", "MENTERI_KEHUTANAN"},
        Case{"TheForestInAKpbpb",
             [](BusinessActivity& a) {
               Kpbpb(a);
               a.locations = {LocationType::kForest};
             },
             "PPKH", "KPBPB_AGENCY"},
        Case{"AStrategicProject",
             [](BusinessActivity& a) { a.land_condition = LandCondition::kNationalStrategic; },
             "RKKPR", "MENTERI_ATR_BPN"}),
    [](const auto& tested) { return tested.param.name; });

void Amdal(BusinessActivity& a) { a.environment = EnvironmentalScreening::kAmdal; }

// PP 22/2021 arts 57 and 79; PP 28/2025 arts 12(4), 104.
INSTANTIATE_TEST_SUITE_P(Environment, PermitOffice,
                         ::testing::Values(Case{"OfARegencysLicence", Amdal, "AMDAL",
                                                "REGENT_OR_MAYOR"},
                                           Case{"OfAGovernorsLicence",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  CrossRegency(a);
                                                },
                                                "AMDAL", "GOVERNOR"},
                                           Case{"OfAMinistersLicence",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  CrossProvince(a);
                                                },
                                                "AMDAL", "MENTERI_LH"},
                                           Case{"OfForeignCapital",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  a.foreign = true;
                                                },
                                                "AMDAL", "MENTERI_LH"},
                                           Case{"InAKek",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  Kek(a);
                                                },
                                                "AMDAL", "KEK_ADMINISTRATOR"},
                                           Case{"InAKpbpb",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  Kpbpb(a);
                                                },
                                                "AMDAL", "KPBPB_AGENCY"},
                                           Case{"UpToTwelveMilesTheGovernor",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  a.locations = {LocationType::kSea};
                                                },
                                                "AMDAL", "GOVERNOR"},
                                           Case{"BeyondTwelveMilesTheMinister",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  a.locations = {LocationType::kSea};
                                                  a.distance_nm = 13;
                                                },
                                                "AMDAL", "MENTERI_LH"},
                                           Case{"InJakarta",
                                                [](BusinessActivity& a) {
                                                  Amdal(a);
                                                  Jakarta(a);
                                                },
                                                "AMDAL", "GOVERNOR"},
                                           Case{"AnEstatesDetailedPlanIsItsManagers",
                                                [](BusinessActivity& a) {
                                                  a.land_condition =
                                                      LandCondition::kRegisteredEstate;
                                                },
                                                "RKL_RPL_RINCI", "ESTATE_MANAGER"}),
                         [](const auto& tested) { return tested.param.name; });

TEST(PermitOfficeTest, AnAutomaticApprovalIsTheInstitutions) {
  // PP 28/2025 arts 98(2), 99(1): at MEDIUM_LOW the form itself is the approval, wherever the
  // licence comes from.
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  const Decision automatic = Classify(RealRuleset(), activity);
  EXPECT_EQ(OfficeOf(automatic, "UKL_UPL"), "LEMBAGA_OSS");
  EXPECT_EQ(FindPermit(automatic, "UKL_UPL")->office.row->id, "env-12-umk");
  // Assessed at MEDIUM_HIGH, it follows the licence's office.
  const Decision assessed = Classify(RealRuleset(), Activity("13911", BusinessScale::kLarge));
  EXPECT_EQ(OfficeOf(assessed, "UKL_UPL"), "GOVERNOR");
  EXPECT_EQ(FindPermit(assessed, "UKL_UPL")->office.row->id, "ea-4");
}

TEST(PermitOfficeTest, ThePastNamesOfficesInItsRows) {
  // Lembaga OSS issues for all (PP 24/2018 art 19(2)), but the land on commitment is the regency's.
  BusinessActivity activity = Activity("01111", BusinessScale::kLarge);
  Decision decision = Classify(OldRuleset(), activity);
  EXPECT_EQ(OfficeId(decision.authority.office), "LEMBAGA_OSS");
  EXPECT_EQ(OfficeOf(decision, "IZIN_LOKASI"), "REGENT_OR_MAYOR");
  ASSERT_NE(FindPermit(decision, "IZIN_LOKASI")->office.row, nullptr);
  EXPECT_EQ(FindPermit(decision, "IZIN_LOKASI")->office.row->id, "p24l-5");
  EXPECT_EQ(OfficeOf(decision, "IZIN_USAHA"), "LEMBAGA_OSS");
  activity.region_codes = {"3171"};
  EXPECT_EQ(OfficeOf(Classify(OldRuleset(), activity), "IZIN_LOKASI"), "GOVERNOR");
  activity.rdtr = RdtrStatus::kIntegrated;  // without commitment
  EXPECT_EQ(OfficeOf(Classify(OldRuleset(), activity), "IZIN_LOKASI"), "LEMBAGA_OSS");
}

TEST(PermitOfficeTest, ARowMayNameTheFirstOfficeOfTheCatalogue) {
  const auto ruleset = Changed(OldRuleset(), [](RulesetData& data) {
    ASSERT_EQ(data.offices.front().id, "ESTATE_MANAGER");
    for (TableRow& row : TableOf(data, TableRole::kLand).rows) {
      for (RowPermit& line : row.permits) line.office = 0;
    }
  });
  const Decision decision = Classify(*ruleset, Activity("01111", BusinessScale::kLarge));
  EXPECT_EQ(OfficeOf(decision, "IZIN_LOKASI"), "ESTATE_MANAGER");
}

TEST(LicenceOfficeTest, TheLawsOwnDoubtIsSaid) {
  // aut-1 (KEK) is the text; aut-2 (foreign capital in a KEK) is inference.
  BusinessActivity activity = Activity("01430", BusinessScale::kLarge);
  activity.zone = Zone::kSpecialEconomicZone;
  EXPECT_EQ(FindWarning(Classify(RealRuleset(), activity), "AUTHORITY_NOT_CONFIRMED"), nullptr);
  activity.foreign = true;
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(OfficeId(decision.authority.office), "KEK_ADMINISTRATOR");
  ASSERT_NE(FindWarning(decision, "AUTHORITY_NOT_CONFIRMED"), nullptr);
  EXPECT_EQ(FindWarning(decision, "AUTHORITY_NOT_CONFIRMED")->row->id, "aut-2");
}

TEST(LicenceOfficeTest, TheExtentRuleIsNeverConfirmed) {
  BusinessActivity activity = Activity("01430", BusinessScale::kLarge);
  activity.extent = Extent::kCrossRegency;
  const Decision decision = Classify(RealRuleset(), activity);
  ASSERT_NE(FindWarning(decision, "AUTHORITY_NOT_CONFIRMED"), nullptr);
  EXPECT_EQ(FindWarning(decision, "AUTHORITY_NOT_CONFIRMED")->row->id, "aut-6");
}

TEST(LicenceOfficeTest, OfFuturesTradeIsBappebti) {
  // PP 28/2025 art 157, whatever the extent; the NIB stays with Lembaga OSS.
  for (Extent extent : {Extent::kUnspecified, Extent::kWithinRegency, Extent::kCrossProvince}) {
    BusinessActivity activity = Activity("66122", BusinessScale::kLarge);
    activity.extent = extent;
    const Decision decision = Classify(RealRuleset(), activity);
    EXPECT_EQ(OfficeId(decision.authority.office), "BAPPEBTI");
    EXPECT_EQ(OfficeOf(decision, "NIB"), "LEMBAGA_OSS");
  }
}

TEST(LicenceOfficeTest, ATableOfAuthorityMayNameNobody) {
  // A rule without an office leaves the authority open rather than taking the first office there
  // is.
  const auto ruleset = Changed([](RulesetData& data) {
    for (TableRow& row : TableOf(data, TableRole::kAuthority).rows) {
      if (row.id == "aut-3") row.office = -1;
    }
  });
  BusinessActivity activity = Activity("01430", BusinessScale::kLarge);
  activity.zone = Zone::kFreeTradeZone;
  const Decision decision = Classify(*ruleset, activity);
  EXPECT_EQ(decision.authority.office, nullptr);
  EXPECT_EQ(OfficeOf(decision, "NIB"), "LEMBAGA_OSS");
}

// --- parameters that decide nothing
// -----------------------------------------------------------------------------------

std::vector<std::string> IgnoredWith(const std::vector<std::string>& parameters) {
  // The page of 10437 at MEDIUM names ap-374d1f, ap-baef00 and ap-098484.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.extent = Extent::kWithinRegency;
  activity.authority_parameters = parameters;
  std::vector<std::string> fields;
  const Decision decision = Classify(RealRuleset(), activity);
  for (const WarningDecision& warning : decision.warnings) {
    if (warning.notice->code == "INPUT_IGNORED") fields.emplace_back(warning.value);
  }
  return fields;
}

TEST(ParametersTest, OneThatThePageNamesIsNotIgnored) {
  EXPECT_THAT(IgnoredWith({}), ::testing::IsEmpty());
  EXPECT_THAT(IgnoredWith({"ap-098484"}), ::testing::IsEmpty());
  EXPECT_THAT(IgnoredWith({"ap-098484", "ap-baef00"}), ::testing::IsEmpty());
}

TEST(ParametersTest, OthersAreSaidToBeIgnoredOnce) {
  EXPECT_THAT(IgnoredWith({"ap-07354e"}), ::testing::ElementsAre("activity.authority_parameters"));
  EXPECT_THAT(IgnoredWith({"ap-062e0b", "ap-07354e"}),
              ::testing::ElementsAre("activity.authority_parameters"));
  EXPECT_THAT(IgnoredWith({"ap-07354e", "ap-098484"}),
              ::testing::ElementsAre("activity.authority_parameters"));
}

TEST(ParametersTest, TheFirstOfTheCatalogueIsOneAsWell) {
  const auto ruleset = Changed([](RulesetData& data) {
    ASSERT_EQ(data.authority_parameters.front().id, "ap-062e0b");
    testing::PageOf(data, "10437-1", BusinessScale::kMedium).pairs.front().parameter = 0;
  });
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.authority_parameters = {"ap-062e0b"};
  EXPECT_EQ(FindWarning(Classify(*ruleset, activity), "INPUT_IGNORED"), nullptr);
}

TEST(ParametersTest, OneOfAnotherScopeThatStandsIsNotIgnored) {
  // 85593: the scopes name ap-db1dee and ap-ca8dc8; without a choice both stand.
  BusinessActivity activity = Activity("85593", BusinessScale::kMedium);
  for (const char* id : {"ap-db1dee", "ap-ca8dc8"}) {
    activity.scope.reset();
    activity.authority_parameters = {id};
    EXPECT_EQ(FindWarning(Classify(RealRuleset(), activity), "INPUT_IGNORED"), nullptr) << id;
    activity.scope = ScopeChoice{activity.code, 1};
    EXPECT_EQ(FindWarning(Classify(RealRuleset(), activity), "INPUT_IGNORED") == nullptr,
              std::string(id) == "ap-db1dee");
  }
}

}  // namespace
}  // namespace izin
