#include "service/request/validate_request.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::CodesOf;
using ::izin::testing::FakeClock;
using ::izin::testing::FromText;
using ::izin::testing::SoundRequest;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

std::vector<std::string> PathsOf(const absl::Status& status) {
  std::vector<std::string> paths;
  const auto details = BadRequestOf(status);
  if (!details.has_value()) return paths;
  for (const auto& violation : details->field_violations()) paths.push_back(violation.field());
  return paths;
}

// --- one fault
// ------------------------------------------------------------------------------------------------------

struct Fault {
  std::string name;
  std::string changes;  // to a sound request
  absl::StatusCode code;
  std::string path;
  std::vector<std::string> says = {};  // what the message must name
};

class OneFault : public ::testing::TestWithParam<Fault> {};

TEST_P(OneFault, IsRefusedWithPathValueAndExpectation) {
  const Fault& fault = GetParam();
  const absl::Status status = Answer(SoundRequest(fault.changes)).status();
  EXPECT_EQ(status.code(), fault.code) << status;
  EXPECT_THAT(PathsOf(status), ElementsAre(fault.path)) << status;
  EXPECT_THAT(std::string(status.message()), ::testing::StartsWith(fault.path + ": "));
  for (const std::string& part : fault.says)
    EXPECT_THAT(std::string(status.message()), HasSubstr(part));
}

const Fault kFaults[] = {
    // Code, edition and scope.
    {"CodeMissing",
     "activity { kbli_code: '' }",
     kInvalid,
     "activity.kbli_code",
     {"missing", "5 digits"}},
    {"CodeOfFourDigits",
     "activity { kbli_code: '5610' }",
     kInvalid,
     "activity.kbli_code",
     {"\"5610\"", "5 digits"}},
    {"CodeOfSixDigits",
     "activity { kbli_code: '561011' }",
     kInvalid,
     "activity.kbli_code",
     {"\"561011\"", "5 digits"}},
    {"CodeWithLetters",
     "activity { kbli_code: '5610a' }",
     kInvalid,
     "activity.kbli_code",
     {"\"5610a\"", "5 digits"}},
    {"CodeWithBlank",
     "activity { kbli_code: ' 5610' }",
     kInvalid,
     "activity.kbli_code",
     {"5 digits"}},
    {"CodeOfOtherDigits",
     "activity { kbli_code: '٥٦١٠١' }",
     kInvalid,
     "activity.kbli_code",
     {"5 digits"}},
    {"CodeUnknown",
     "activity { kbli_code: '99998' }",
     kNotFound,
     "activity.kbli_code",
     {"\"99998\"", "KBLI 2025"}},
    {"CodeUnknownIn2020",
     "activity { kbli_code: '99998' kbli_edition: KBLI_EDITION_2020 }",
     kNotFound,
     "activity.kbli_code",
     {"\"99998\"", "KBLI 2020"}},
    {"CodeOf2020",
     "activity { kbli_code: '02140' }",
     kNotFound,
     "activity.kbli_code",
     {"no such code in KBLI 2025", "KBLI 2020", "02103"}},
    {"CodeOf2020WithManySuccessors",
     "activity { kbli_code: '01270' }",
     kNotFound,
     "activity.kbli_code",
     {"KBLI 2020", "01271, 01272, 01273, 01279"}},
    {"CodeOf2025",
     "activity { kbli_code: '01615' kbli_edition: KBLI_EDITION_2020 }",
     kNotFound,
     "activity.kbli_code",
     {"no such code in KBLI 2020", "KBLI 2025", "01612"}},
    {"EditionOutOfRange",
     "activity { kbli_edition: 3 }",
     kInvalid,
     "activity.kbli_edition",
     {"3", "0 to 2"}},
    {"EditionNegative", "activity { kbli_edition: -1 }", kInvalid, "activity.kbli_edition", {"-1"}},
    {"ScopeWithoutDash",
     "activity { scope_id: '56101' }",
     kInvalid,
     "activity.scope_id",
     {"\"56101\"", "56101-1"}},
    {"ScopeWithoutNumber",
     "activity { scope_id: '56101-' }",
     kInvalid,
     "activity.scope_id",
     {"<code>-<number>"}},
    {"ScopeWithSign",
     "activity { scope_id: '56101-+1' }",
     kInvalid,
     "activity.scope_id",
     {"<code>-<number>"}},
    {"ScopeOfManyDigits", "activity { scope_id: '56101-99999999999999999999' }", kInvalid,
     "activity.scope_id"},
    {"ScopeOfAnotherCode",
     "activity { scope_id: '47112-1' }",
     kInvalid,
     "activity.scope_id",
     {"\"47112-1\"", "56101"}},
    {"ScopeUnknown",
     "activity { scope_id: '56101-3' }",
     kNotFound,
     "activity.scope_id",
     {"\"56101-3\"", "56101-1, 56101-2"}},
    {"ScopeOfNoSuccessor",
     "activity { kbli_code: '01612' kbli_edition: KBLI_EDITION_2020 scope_id: '56101-1' }",
     kInvalid,
     "activity.scope_id",
     {"01612"}},
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
    {"ScaleOutOfRange", "activity { scale: 5 }", kInvalid, "activity.scale", {"5", "0 to 4"}},
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
     {"0", "LAND (1)"}},
    {"LocationOutOfRange",
     "activity { locations: 4 }",
     kInvalid,
     "activity.locations[1]",
     {"4", "FOREST (3)"}},
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
    {"RegionTwice",
     "activity { region_codes: '1271' region_codes: '1271' }",
     kInvalid,
     "activity.region_codes[1]",
     {"twice"}},
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
    // How it is answered.
    {"RulesetUnknown",
     "ruleset: 'pp99-2030'",
     kNotFound,
     "ruleset",
     {"\"pp99-2030\"", "rulesets/pp28-2025@"}},
    {"RulesetOfOtherFingerprint",
     "ruleset: 'rulesets/pp28-2025@0000'",
     kNotFound,
     "ruleset",
     {"@0000"}},
    {"RulesetOfNoForm", "ruleset: 'pp28 2025'", kInvalid, "ruleset", {"rulesets/<id>"}},
    {"RulesetPrefixOnly", "ruleset: 'rulesets/'", kInvalid, "ruleset", {"rulesets/<id>"}},
    {"AsOfOfNoForm", "as_of: '24-11-2026'", kInvalid, "as_of", {"\"24-11-2026\"", "YYYY-MM-DD"}},
    {"AsOfOfNoDay", "as_of: '2026-04-31'", kInvalid, "as_of", {"YYYY-MM-DD"}},
    {"AsOfWithBlank", "as_of: ' 2026-4-30'", kInvalid, "as_of", {"YYYY-MM-DD"}},
    {"AsOfOfNoFormBesidePin", "ruleset: 'pp28-2025' as_of: 'x'", kInvalid, "as_of", {"\"x\""}},
    {"AsOfBeforeOss", "as_of: '2018-06-20'", kPrecondition, "as_of", {"2018-06-20"}},
    {"AsOfInTheGap", "as_of: '2022-01-01'", kPrecondition, "as_of", {"2022-01-01"}},
    {"AsOfUnderPp5", "as_of: '2023-05-05'", kPrecondition, "as_of", {"2023-05-05"}},
    {"AsOfOnLastDayBefore", "as_of: '2025-06-04'", kPrecondition, "as_of", {"2025-06-04"}},
    {"ViewOutOfRange", "view: 3", kInvalid, "view", {"3", "BASIC"}},
    {"LanguageUnknown", "language_code: 'fr'", kInvalid, "language_code", {"\"fr\"", "id or en"}},
    {"LanguageOfRegion", "language_code: 'en-US'", kInvalid, "language_code", {"\"en-US\""}},
    {"ExplainWithBasic",
     "view: CLASSIFICATION_VIEW_BASIC explain: true",
     kInvalid,
     "explain",
     {"BASIC"}},
};

INSTANTIATE_TEST_SUITE_P(Validation, OneFault, ::testing::ValuesIn(kFaults),
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

TEST(OneFaultByHand, SuggestsACodeNearby) {
  EXPECT_THAT(
      std::string(Answer(SoundRequest("activity { kbli_code: '5610' }")).status().message()),
      HasSubstr("did you mean 5610"));
}

// --- several faults ---------------------------------------------------------------------------

TEST(SeveralFaults, ComeInOneAnswerInFieldNumberOrder) {
  const auto request = FromText<v1::ClassifyActivityRequest>(R"pb(
    activity {
      kbli_code: "x"
      kbli_edition: 9
      scope_id: "x"
      scale: 9
      locations: 9
      investment { capital_idr: -1 annual_sales_idr: -1 }
      zone: 9
      extent: 9
      rdtr: 9
      land_condition: 9
      sea { settled_days: -1 distance_nm: -1 }
      forest { function: 9 use: 9 }
      construction: 9
      environment: 9
      held_permits: "x"
      region_codes: "x"
      actor_type: 9
      land_area_ha: -1
      filed_on: "x"
      legal_form: "x"
      authority_parameters: "x"
    }
    ruleset: "?"
    as_of: "x"
    view: 9
    language_code: "x"
    explain: true
  )pb");
  const absl::Status status = Answer(request).status();
  EXPECT_EQ(status.code(), kInvalid);
  EXPECT_THAT(PathsOf(status), ElementsAreArray({"activity.kbli_code",
                                                 "activity.kbli_edition",
                                                 "activity.scope_id",
                                                 "activity.scale",
                                                 "activity.locations[0]",
                                                 "activity.investment.capital_idr",
                                                 "activity.investment.annual_sales_idr",
                                                 "activity.zone",
                                                 "activity.extent",
                                                 "activity.rdtr",
                                                 "activity.land_condition",
                                                 "activity.sea.settled_days",
                                                 "activity.sea.distance_nm",
                                                 "activity.forest.function",
                                                 "activity.forest.use",
                                                 "activity.construction",
                                                 "activity.environment",
                                                 "activity.region_codes[0]",
                                                 "activity.actor_type",
                                                 "activity.land_area_ha",
                                                 "activity.filed_on",
                                                 "ruleset",
                                                 "as_of",
                                                 "view",
                                                 "language_code"}));
}

// With a ruleset what its catalogues do not hold is told too; without one only faults of form.
TEST(SeveralFaults, OfCataloguesNeedARuleset) {
  const std::string changes =
      "activity { scope_id: '56101-99' held_permits: 'x' region_codes: '9999' legal_form: 'x' "
      "authority_parameters: 'x' } ";
  const absl::Status with = Answer(SoundRequest(changes)).status();
  EXPECT_THAT(PathsOf(with), ElementsAre("activity.scope_id", "activity.held_permits[0]",
                                         "activity.region_codes[0]", "activity.legal_form",
                                         "activity.authority_parameters[0]"));
  for (const char* without : {"ruleset: 'pp99-2099'", "as_of: '2022-01-01'"}) {
    EXPECT_THAT(PathsOf(Answer(SoundRequest(changes + without)).status()),
                ElementsAre(std::string(without).substr(0, std::string(without).find(':'))))
        << without;
  }
}

TEST(SeveralFaults, ItemErrorIsTheFirst) {
  const v1::ItemError error =
      ToItemError(Answer(SoundRequest("activity { zone: 9 rdtr: 9 } language_code: 'x'")).status());
  EXPECT_EQ(error.code(), 3);
  EXPECT_EQ(error.field_path(), "activity.zone");
  EXPECT_THAT(error.message(), ::testing::StartsWith("activity.zone: 9"));
}

struct Precedence {
  std::string name;
  std::string changes;
  absl::StatusCode code;
  std::vector<std::string> paths;
};

class FaultPrecedence : public ::testing::TestWithParam<Precedence> {};

TEST_P(FaultPrecedence, Decides) {
  const absl::Status status = Answer(SoundRequest(GetParam().changes)).status();
  EXPECT_EQ(status.code(), GetParam().code) << status;
  EXPECT_THAT(PathsOf(status), ElementsAreArray(GetParam().paths));
}

INSTANTIATE_TEST_SUITE_P(
    Validation, FaultPrecedence,
    ::testing::ValuesIn(std::vector<Precedence>{
        {"FormBeatsAbsence",
         "activity { kbli_code: '99998' zone: 9 }",
         kInvalid,
         {"activity.kbli_code", "activity.zone"}},
        {"AbsenceStaysAbsence",
         "activity { kbli_code: '99998' region_codes: '9999' }",
         kNotFound,
         {"activity.kbli_code", "activity.region_codes[0]"}},
        {"FormBeatsGap", "activity { zone: 9 } as_of: '2022-01-01'", kInvalid, {"activity.zone"}},
        {"GapHidesWhatNoRulesetKnows",
         "activity { kbli_code: '99998' } as_of: '2022-01-01'",
         kPrecondition,
         {"as_of"}},
        {"PinBesideAbsence",
         "activity { kbli_code: '99998' } ruleset: 'nope'",
         kNotFound,
         {"ruleset"}},
        {"PinBesideForm",
         "activity { kbli_code: '9' } ruleset: 'nope'",
         kInvalid,
         {"activity.kbli_code", "ruleset"}},
    }),
    [](const auto& test) { return test.param.name; });

// --- what is sound
// --------------------------------------------------------------------------------------------------

struct Sound {
  std::string name;
  std::string changes;
  std::vector<std::string> warnings;
};

class SoundRequests : public ::testing::TestWithParam<Sound> {};

TEST_P(SoundRequests, AreAnswered) {
  const auto answer = Answer(SoundRequest(GetParam().changes));
  ASSERT_TRUE(answer.ok()) << answer.status();
  std::vector<std::string> about_the_request;
  for (const std::string& code : CodesOf(answer->warnings())) {
    // These follow from the rules, whatever the request says beside its activity.
    if (code == "AUTHORITY_NOT_CONFIRMED" || code == "CONDITION_TO_CHECK") continue;
    // And these from the page of the code.
    if (code == "LAND_AREA_LIMIT" || code == "MINIMUM_INVESTMENT") continue;
    about_the_request.push_back(code);
  }
  EXPECT_THAT(about_the_request, ElementsAreArray(GetParam().warnings));
}

INSTANTIATE_TEST_SUITE_P(
    Validation, SoundRequests,
    ::testing::ValuesIn(std::vector<Sound>{
        {"AsItIs", "", {}},
        {"PinnedById", "ruleset: 'pp28-2025'", {}},
        {"PinnedByName", "ruleset: 'rulesets/pp28-2025'", {}},
        {"PinBeatsGap", "ruleset: 'pp28-2025' as_of: '2022-01-01'", {}},
        {"PinBeatsFuture", "ruleset: 'pp28-2025' as_of: '2030-01-01'", {}},
        {"Today", "as_of: '2026-11-24'", {}},
        {"Tomorrow", "as_of: '2026-11-25'", {"FUTURE_DATE"}},
        {"DayOfTheData", "as_of: '2026-09-30'", {}},
        {"DayBeforeTheData", "as_of: '2026-09-29'", {"DATA_NEWER_THAN_DATE"}},
        {"WiderExtentThanOneRegion",
         "activity { extent: ADMINISTRATIVE_EXTENT_CROSS_PROVINCE region_codes: '1271' }",
         {}},
        {"ExtentThatRegionsGive",
         "activity { extent: ADMINISTRATIVE_EXTENT_CROSS_REGENCY region_codes: '1271' "
         "region_codes: '1275' }",
         {}},
        {"LargestNumbers",
         "activity { land_area_ha: 1.7e308 investment { capital_idr: 9223372036854775807 } "
         "scale: BUSINESS_SCALE_LARGE scope_id: '56101-1' }",
         {}},
        {"SeaWithoutSea", "activity { sea { settled_days: 2147483647 } }", {"INPUT_IGNORED"}},
        {"ForestWithoutForest",
         "activity { forest { use: FOREST_USE_FORESTRY } }",
         {"INPUT_IGNORED"}},
        {"HeldOnceMore",
         "activity { held_permits: 'NIB' held_permits: 'NIB' held_permits: 'TATA_BATAS' }",
         {}},
    }),
    [](const auto& test) { return test.param.name; });

TEST(Pin, WithFingerprintAnswersTheSame) {
  const auto plain = Answer(SoundRequest());
  ASSERT_TRUE(plain.ok());
  const auto pinned = Answer(SoundRequest(absl::StrCat("ruleset: '", plain->ruleset(), "'")));
  ASSERT_TRUE(pinned.ok()) << pinned.status();
  EXPECT_EQ(pinned->SerializeAsString(), plain->SerializeAsString());
}

struct Edition {
  std::string name;
  std::string when;
  v1::Outcome outcome;
};

class DefaultEdition : public ::testing::TestWithParam<Edition> {};

// 01612 is a code of both editions; that of 2020 was split.
TEST_P(DefaultEdition, FollowsTheDay) {
  const auto answer = Answer(SoundRequest("activity { kbli_code: '01612' } " + GetParam().when));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Validation, DefaultEdition,
    ::testing::ValuesIn(std::vector<Edition>{
        {"Today", "", v1::OUTCOME_DECIDED},
        {"FirstDay", "as_of: '2026-06-15'", v1::OUTCOME_DECIDED},
        {"DayBefore", "as_of: '2026-06-14'", v1::OUTCOME_CODE_REVIEW_REQUIRED},
        {"PinnedOnDayBefore", "as_of: '2026-06-14' ruleset: 'pp28-2025'", v1::OUTCOME_DECIDED},
        {"StatedOnDayBefore", "as_of: '2026-06-14' activity { kbli_edition: KBLI_EDITION_2025 }",
         v1::OUTCOME_DECIDED},
    }),
    [](const auto& test) { return test.param.name; });

TEST(Today, IsTheDateInJakarta) {
  // 23:00 in Jakarta.
  FakeClock clock(absl::FromCivil(absl::CivilHour(2026, 11, 24, 16), absl::UTCTimeZone()));
  const Pipeline pipeline(testing::Rulesets(), clock);
  const auto request = SoundRequest("as_of: '2026-11-25'");
  EXPECT_THAT(CodesOf(pipeline.Classify(request)->warnings()), Contains("FUTURE_DATE"));
  clock.AdvanceBy(absl::Minutes(59));
  EXPECT_THAT(CodesOf(pipeline.Classify(request)->warnings()), Contains("FUTURE_DATE"));
  clock.AdvanceBy(absl::Minutes(1));
  EXPECT_THAT(CodesOf(pipeline.Classify(request)->warnings()), Not(Contains("FUTURE_DATE")));
}

TEST(FakeClockTest, MovesOnlyWhenTold) {
  FakeClock clock(absl::FromUnixSeconds(10));
  EXPECT_EQ(clock.Now(), clock.Now());
  clock.AdvanceBy(absl::Seconds(5));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(15));
  clock.Set(FakeClock::NoonInJakarta(absl::CivilDay(2026, 11, 24)));
  EXPECT_EQ(TodayInJakarta(clock), absl::CivilDay(2026, 11, 24));
}

// Values of the caller stand in messages; cut short they must still be text that a peer can read.
TEST(Messages, AreCutBetweenCharacters) {
  const std::string long_text = std::string(39, 'a') + "é" + std::string(30, 'b');
  const std::string changes =
      absl::StrCat("activity { kbli_code: '", long_text, "' scope_id: '", long_text,
                   "' region_codes: '", long_text, "' legal_form: '", long_text, "' filed_on: '",
                   long_text, "' } language_code: '", long_text, "'");
  const absl::Status status = Answer(SoundRequest(changes)).status();
  EXPECT_EQ(status.code(), kInvalid);
  EXPECT_THAT(PathsOf(status), Not(IsEmpty()));
  v1::ItemError copy;
  EXPECT_TRUE(copy.ParseFromString(ToItemError(status).SerializeAsString())) << status;
}

}  // namespace
}  // namespace izin
