// An activity is held against the ruleset that is to answer, and against no other.

#include "service/request/validate_activity.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/pipeline.h"
#include "tests/service/answering.h"
#include "tests/service/request/faults.h"
#include "tests/service/rulesets/versions.h"

namespace izin::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kNotFound = absl::StatusCode::kNotFound;

// --- one fault --------------------------------------------------------------------------------

class OneFaultOfTheActivity : public ::testing::TestWithParam<Fault> {};

TEST_P(OneFaultOfTheActivity, IsRefusedWithPathValueAndExpectation) { ExpectRefused(GetParam()); }

const Fault kFaults[] = {
    // Scale and money.
    {"ScaleMissing",
     "activity { scale: BUSINESS_SCALE_UNSPECIFIED }",
     kInvalid,
     "activity.scale",
     {"missing", "MICRO", "investment"}},
    {"ScaleMissingWithZeroes",
     "activity { scale: BUSINESS_SCALE_UNSPECIFIED investment { capital_idr: 0 } }",
     kInvalid,
     "activity.scale",
     {"missing"}},
    {"ScaleOutOfRange",
     "activity { scale: 5 }",
     kInvalid,
     "activity.scale",
     {"5", "want BUSINESS_SCALE_MICRO, BUSINESS_SCALE_SMALL"}},
    {"ScaleBelowLargeWithForeignCapital",
     "activity { scale: BUSINESS_SCALE_MEDIUM investment { foreign: true } }",
     kInvalid,
     "activity.scale",
     {"foreign", "LARGE"}},
    {"ScaleBelowLargeOfForeignEntity",
     "activity { actor_type: ACTOR_TYPE_FOREIGN_ENTITY }",
     kInvalid,
     "activity.scale",
     {"LARGE"}},
    {"ScaleBelowLargeOfRepresentative",
     "activity { actor_type: ACTOR_TYPE_REPRESENTATIVE_OFFICE }",
     kInvalid,
     "activity.scale",
     {"LARGE"}},
    {"CapitalNegative",
     "activity { investment { capital_idr: -1 } }",
     kInvalid,
     "activity.investment.capital_idr",
     {"-1", "0 or more", "rupiah"}},
    {"SalesNegative",
     "activity { investment { annual_sales_idr: -9223372036854775808 } }",
     kInvalid,
     "activity.investment.annual_sales_idr",
     {"-9223372036854775808"}},
    // Place.
    {"LocationUnspecified",
     "activity { locations: LOCATION_TYPE_UNSPECIFIED }",
     kInvalid,
     "activity.locations[1]",
     {"0", "want LOCATION_TYPE_LAND, LOCATION_TYPE_SEA"}},
    {"LocationOutOfRange",
     "activity { locations: 4 }",
     kInvalid,
     "activity.locations[1]",
     {"4", "LOCATION_TYPE_FOREST"}},
    {"LocationTwice",
     "activity { locations: LOCATION_TYPE_SEA locations: LOCATION_TYPE_LAND }",
     kInvalid,
     "activity.locations[2]",
     {"LAND", "twice"}},
    {"ZoneOutOfRange", "activity { zone: 5 }", kInvalid, "activity.zone", {"5"}},
    {"ExtentOutOfRange", "activity { extent: 99 }", kInvalid, "activity.extent", {"99"}},
    {"ExtentAgainstRegions",
     "activity { extent: ADMINISTRATIVE_EXTENT_WITHIN_REGENCY region_codes: '1271' region_codes: "
     "'1275' }",
     kInvalid,
     "activity.extent",
     {"CROSS_REGENCY"}},
    {"ExtentAgainstProvinces",
     "activity { extent: ADMINISTRATIVE_EXTENT_CROSS_REGENCY region_codes: '1271' region_codes: "
     "'3171' }",
     kInvalid,
     "activity.extent",
     {"CROSS_PROVINCE"}},
    {"ExtentWiderThanRegions",
     "activity { extent: ADMINISTRATIVE_EXTENT_CROSS_PROVINCE region_codes: '1271' region_codes: "
     "'1275' }",
     kInvalid,
     "activity.extent",
     {"CROSS_REGENCY"}},
    {"RdtrOutOfRange", "activity { rdtr: 4 }", kInvalid, "activity.rdtr", {"4"}},
    {"LandConditionOutOfRange",
     "activity { land_condition: 8 }",
     kInvalid,
     "activity.land_condition",
     {"8"}},
    {"EstateInNoZone",
     "activity { zone: ZONE_NONE land_condition: LAND_CONDITION_REGISTERED_ESTATE }",
     kInvalid,
     "activity.land_condition",
     {"REGISTERED_ESTATE", "NONE"}},
    {"SettledDaysNegative",
     "activity { sea { settled_days: -1 } }",
     kInvalid,
     "activity.sea.settled_days",
     {"-1", "0 or more"}},
    {"MovingVesselSettles",
     "activity { sea { settled_days: 30 moving_vessel: true } }",
     kInvalid,
     "activity.sea.settled_days",
     {"moving_vessel"}},
    {"DistanceNegative",
     "activity { sea { distance_nm: -0.5 } }",
     kInvalid,
     "activity.sea.distance_nm",
     {"-0.5", "nautical miles"}},
    {"DistanceNan",
     "activity { sea { distance_nm: nan } }",
     kInvalid,
     "activity.sea.distance_nm",
     {"nan"}},
    {"DistanceInfinite",
     "activity { sea { distance_nm: inf } }",
     kInvalid,
     "activity.sea.distance_nm",
     {"inf"}},
    {"ForestFunctionOutOfRange",
     "activity { forest { function: 5 } }",
     kInvalid,
     "activity.forest.function",
     {"5"}},
    {"ForestUseOutOfRange",
     "activity { forest { use: 7 } }",
     kInvalid,
     "activity.forest.use",
     {"7"}},
    {"ConstructionOutOfRange",
     "activity { construction: 5 }",
     kInvalid,
     "activity.construction",
     {"5"}},
    {"EnvironmentOutOfRange",
     "activity { environment: 4 }",
     kInvalid,
     "activity.environment",
     {"4"}},
    {"LandAreaNegative",
     "activity { land_area_ha: -1 }",
     kInvalid,
     "activity.land_area_ha",
     {"-1", "hectares"}},
    {"LandAreaNan", "activity { land_area_ha: nan }", kInvalid, "activity.land_area_ha", {"nan"}},
    {"LandAreaInfinite",
     "activity { land_area_ha: -inf }",
     kInvalid,
     "activity.land_area_ha",
     {"inf"}},
    // Who, and what is held.
    {"HeldUnknown",
     "activity { held_permits: 'NIB' held_permits: 'nib' }",
     kInvalid,
     "activity.held_permits[1]",
     {"\"nib\"", "PKKPR"}},
    {"HeldEmpty", "activity { held_permits: '' }", kInvalid, "activity.held_permits[0]", {"\"\""}},
    {"HeldCommitmentThatBlocksNothing", "activity { held_permits: 'LKPM' }", kInvalid,
     "activity.held_permits[0]"},
    {"RegionOfTwoDigits",
     "activity { region_codes: '31' }",
     kInvalid,
     "activity.region_codes[0]",
     {"\"31\"", "4 digits"}},
    {"RegionWithLetters",
     "activity { region_codes: '12a1' }",
     kInvalid,
     "activity.region_codes[0]",
     {"4 digits"}},
    {"RegionUnknown",
     "activity { region_codes: '1271' region_codes: '9999' }",
     kNotFound,
     "activity.region_codes[1]",
     {"\"9999\""}},
    {"ActorOutOfRange", "activity { actor_type: 5 }", kInvalid, "activity.actor_type", {"5"}},
    {"LegalFormUnknown",
     "activity { legal_form: 'GMBH' }",
     kInvalid,
     "activity.legal_form",
     {"\"GMBH\"", "PT"}},
    {"LegalFormQuestionMark",
     "activity { legal_form: '?' }",
     kInvalid,
     "activity.legal_form",
     {"\"?\""}},
    {"FiledOnOfNoDay",
     "activity { filed_on: '2026-02-29' }",
     kInvalid,
     "activity.filed_on",
     {"\"2026-02-29\"", "YYYY-MM-DD"}},
    {"FiledOnWithTime",
     "activity { filed_on: '2026-02-28T00:00' }",
     kInvalid,
     "activity.filed_on",
     {"YYYY-MM-DD"}},
    {"ParameterUnknown",
     "activity { authority_parameters: 'ap-000000' }",
     kNotFound,
     "activity.authority_parameters[0]",
     {"\"ap-000000\""}},
};

INSTANTIATE_TEST_SUITE_P(Validation, OneFaultOfTheActivity, ::testing::ValuesIn(kFaults),
                         [](const auto& test) { return test.param.name; });

TEST(OneFaultByHand, NoActivity) {
  const absl::Status status = Answer({}).status();
  EXPECT_EQ(status.code(), kInvalid);
  EXPECT_THAT(PathsOf(status),
              ElementsAre("activity.kbli_code", "activity.scale", "activity.locations"));
}

TEST(OneFaultByHand, NoLocation) {
  v1::ClassifyActivityRequest request = SoundRequest();
  request.mutable_activity()->clear_locations();
  const absl::Status status = Answer(request).status();
  EXPECT_EQ(status.code(), kInvalid);
  EXPECT_THAT(PathsOf(status), ElementsAre("activity.locations"));
}

// --- the pinned ruleset alone -----------------------------------------------------------------

// An earlier version of pp28-2025 has a legal form, a parameter, a region and a permit that the
// later one has no more, and lacks those that took their place.
const std::shared_ptr<const RulesetLibrary>& TwoVersions() {
  static const auto* const library = new std::shared_ptr<const RulesetLibrary>(LibraryOf({
      Version(
          [](RulesetData& data) {
            data.legal_forms = {"?", "MAATSCHAP"};
            data.authority_parameters.front().id = "ap-000001";
            for (Region& region : data.regions) {
              if (region.code == "1271") region.code = "1270";
            }
            data.permits.back().code = "IZIN_LAMA";
          },
          '1'),
      Version([](RulesetData&) {}, '2'),
  }));
  return *library;
}

// What `changes` to a sound request come to under one of them.
absl::Status Under(char version, const std::string& changes) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  const RulesetHolder holder(TwoVersions());
  return Pipeline(holder, clock)
      .Classify(SoundRequest("ruleset: '" + PinOf(version) + "' activity { " + changes + " }"))
      .status();
}

struct OfOneVersion {
  std::string name;
  std::string in_the_first;
  std::string in_the_second;
  absl::StatusCode code;
  std::string path;
};

class PinnedCatalogues : public ::testing::TestWithParam<OfOneVersion> {};

TEST_P(PinnedCatalogues, AloneDecide) {
  const OfOneVersion& tested = GetParam();
  EXPECT_TRUE(Under('1', tested.in_the_first).ok()) << Under('1', tested.in_the_first);
  EXPECT_TRUE(Under('2', tested.in_the_second).ok()) << Under('2', tested.in_the_second);
  for (const absl::Status& refused :
       {Under('1', tested.in_the_second), Under('2', tested.in_the_first)}) {
    EXPECT_EQ(refused.code(), tested.code) << refused;
    EXPECT_THAT(std::string(refused.message()), HasSubstr(tested.path));
  }
}

INSTANTIATE_TEST_SUITE_P(Validation, PinnedCatalogues,
                         ::testing::ValuesIn(std::vector<OfOneVersion>{
                             {"LegalForm", "legal_form: 'MAATSCHAP'", "legal_form: 'PT'", kInvalid,
                              "activity.legal_form"},
                             {"Parameter", "authority_parameters: 'ap-000001'",
                              "authority_parameters: 'ap-062e0b'", kNotFound,
                              "activity.authority_parameters[0]"},
                             {"Region", "region_codes: '1270'", "region_codes: '1271'", kNotFound,
                              "activity.region_codes[0]"},
                         }),
                         [](const auto& tested) { return tested.param.name; });

// The forms that are named as wanted are the pinned ruleset's too.
TEST(PinnedCatalogues, AreWhatTheMessageNames) {
  EXPECT_THAT(std::string(Under('1', "legal_form: 'PT'").message()),
              HasSubstr("\"PT\": want one of MAATSCHAP"));
}

// Not those of the rulesets that answer alone: a superseded version may be pinned too.
TEST(HeldPermits, OfAPinnedRulesetThatIsSupersededMayBeHeld) {
  EXPECT_TRUE(Under('1', "held_permits: 'IZIN_LAMA'").ok())
      << Under('1', "held_permits: 'IZIN_LAMA'");
  EXPECT_EQ(Answer(SoundRequest("activity { held_permits: 'IZIN_LAMA' }")).status().code(),
            kInvalid)
      << "no ruleset held has it";
}

TEST(HeldPermits, OfAnyRulesetThatAnswersMayBeHeld) {
  for (const char* ruleset : {"pp24-2018", "pp28-2025"}) {
    for (const char* code : {"IZIN_LOKASI", "PKKPR", "TATA_BATAS"}) {
      const auto answer = Answer(SoundRequest(std::string("ruleset: '") + ruleset +
                                              "' activity { held_permits: '" + code + "' }"));
      EXPECT_TRUE(answer.ok()) << answer.status();
    }
  }
}

// --- what an activity becomes -----------------------------------------------------------------

// `activity` held against pp28-2025; no fault is expected.
BusinessActivity Become(const std::string& activity) {
  RequestFaults faults;
  BusinessActivity out =
      ValidateActivity(SoundRequest("activity { " + activity + " }").activity(),
                       {.library = *Library(), .ruleset = &Library()->latest()}, faults);
  EXPECT_TRUE(faults.empty()) << faults.ToStatus();
  return out;
}

TEST(ValidateActivityTest, ListsBecomeSets) {
  const BusinessActivity activity = Become(
      "held_permits: ['PKKPR', 'NIB', 'PKKPR'] region_codes: ['3171', '1271'] "
      "locations: LOCATION_TYPE_FOREST locations: LOCATION_TYPE_SEA "
      "authority_parameters: ['ap-dfd8cf', 'ap-743601', 'ap-dfd8cf']");
  EXPECT_THAT(activity.held_permits, ElementsAre("NIB", "PKKPR"));
  EXPECT_THAT(activity.region_codes, ElementsAre("1271", "3171"));
  EXPECT_THAT(activity.authority_parameters, ElementsAre("ap-743601", "ap-dfd8cf"));
  EXPECT_THAT(activity.locations,
              ElementsAre(LocationType::kLand, LocationType::kSea, LocationType::kForest));
}

TEST(ValidateActivityTest, RegionsGiveTheExtent) {
  const auto extent = [](const std::string& activity) { return Become(activity).extent; };
  EXPECT_EQ(extent(""), AdministrativeExtent::kUnspecified);
  EXPECT_EQ(extent("region_codes: '1271'"), AdministrativeExtent::kWithinRegency);
  EXPECT_EQ(extent("region_codes: ['1271', '1275']"), AdministrativeExtent::kCrossRegency);
  EXPECT_EQ(extent("region_codes: ['1271', '3171']"), AdministrativeExtent::kCrossProvince);
  EXPECT_EQ(extent("region_codes: '1271' extent: ADMINISTRATIVE_EXTENT_CROSS_PROVINCE"),
            AdministrativeExtent::kCrossProvince);
}

TEST(ValidateActivityTest, AmountsGiveTheScaleThatIsNotStated) {
  const auto scale = [](const std::string& investment) {
    return Become("scale: BUSINESS_SCALE_UNSPECIFIED investment { " + investment + " }").scale;
  };
  EXPECT_EQ(scale("capital_idr: 1000000000"), BusinessScale::kMicro);
  EXPECT_EQ(scale("capital_idr: 1000000001"), BusinessScale::kSmall);
  EXPECT_EQ(scale("annual_sales_idr: 15000000001"), BusinessScale::kMedium);
  EXPECT_EQ(scale("capital_idr: 1 annual_sales_idr: 50000000001"), BusinessScale::kLarge);
  EXPECT_EQ(scale("foreign: true"), BusinessScale::kLarge);
}

TEST(ValidateActivityTest, AStatedScaleStandsAndTheOtherIsNoted) {
  EXPECT_FALSE(Become("investment { capital_idr: 1 }").scale_mismatch);
  const BusinessActivity larger = Become("investment { capital_idr: 20000000000 }");
  EXPECT_EQ(larger.scale, BusinessScale::kMicro);
  EXPECT_TRUE(larger.scale_mismatch);
}

TEST(ValidateActivityTest, AForeignActorIsForeignCapital) {
  for (const char* actor : {"ACTOR_TYPE_FOREIGN_ENTITY", "ACTOR_TYPE_REPRESENTATIVE_OFFICE"}) {
    EXPECT_TRUE(Become(std::string("scale: BUSINESS_SCALE_LARGE actor_type: ") + actor).foreign);
  }
  EXPECT_FALSE(Become("scale: BUSINESS_SCALE_LARGE actor_type: ACTOR_TYPE_ENTITY").foreign);
}

TEST(ValidateActivityTest, AnEditionThatIsNotNamedIsTheGivenOne) {
  RequestFaults faults;
  const v1::BusinessActivity in = SoundRequest().activity();
  for (const KbliEdition edition : {KbliEdition::k2020, KbliEdition::k2025}) {
    EXPECT_EQ(
        ValidateActivity(
            in,
            {.library = *Library(), .ruleset = &Library()->latest(), .default_edition = edition},
            faults)
            .edition,
        edition);
  }
  EXPECT_TRUE(faults.empty());
}

// Without a ruleset only faults of form are told, and nothing is looked up.
TEST(ValidateActivityTest, WithoutARulesetOnlyTheFormIsHeldAgainst) {
  const auto faults_of = [](const std::string& changes) {
    RequestFaults faults;
    ValidateActivity(SoundRequest("activity { " + changes + " }").activity(),
                     {.library = *Library()}, faults);
    return PathsOf(faults.ToStatus());
  };
  EXPECT_THAT(faults_of("kbli_code: '99998' held_permits: 'x' region_codes: '9999' "
                        "legal_form: 'x' authority_parameters: 'x' scope_id: '56101-9'"),
              IsEmpty());
  EXPECT_THAT(faults_of("kbli_code: 'x' region_codes: 'x' scope_id: 'x' zone: 9"),
              ElementsAre("activity.kbli_code", "activity.scope_id", "activity.zone",
                          "activity.region_codes[0]"));
  EXPECT_THAT(faults_of("scale: BUSINESS_SCALE_UNSPECIFIED"), Contains("activity.scale"));
}

}  // namespace
}  // namespace izin::testing
