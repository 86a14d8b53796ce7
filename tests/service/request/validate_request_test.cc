#include "service/request/validate_request.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/encoded_answer.h"
#include "tests/service/answering.h"
#include "tests/service/request/faults.h"

namespace izin {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::CodesOf;
using ::izin::testing::ExpectRefused;
using ::izin::testing::Fault;
using ::izin::testing::FromText;
using ::izin::testing::PathsOf;
using ::izin::testing::SoundRequest;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

// --- one fault --------------------------------------------------------------------------------

class OneFault : public ::testing::TestWithParam<Fault> {};

TEST_P(OneFault, IsRefusedWithPathValueAndExpectation) { ExpectRefused(GetParam()); }

const Fault kFaults[] = {
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
        {"MissingScaleBeatsGap",
         "activity { scale: BUSINESS_SCALE_UNSPECIFIED } as_of: '2022-01-01'",
         kInvalid,
         {"activity.scale"}},
        {"MissingScaleBesidePin",
         "activity { scale: BUSINESS_SCALE_UNSPECIFIED } ruleset: 'nope'",
         kInvalid,
         {"activity.scale", "ruleset"}},
        {"AmountsAreEnoughBesideGap",
         "activity { scale: BUSINESS_SCALE_UNSPECIFIED investment { capital_idr: 1 } } "
         "as_of: '2022-01-01'",
         kPrecondition,
         {"as_of"}},
        {"GapHidesWhatNoRulesetKnows",
         "activity { kbli_code: '99998' } as_of: '2022-01-01'",
         kPrecondition,
         {"as_of"}},
        {"PinBesideAbsence",
         "activity { kbli_code: '99998' } ruleset: 'nope'",
         kNotFound,
         {"ruleset"}},
        {"PinBesideAMissingScale",
         "activity { scale: BUSINESS_SCALE_UNSPECIFIED investment { capital_idr: 0 } } "
         "ruleset: 'nope'",
         kInvalid,
         {"activity.scale", "ruleset"}},
        {"GapBesideAScaleToDerive",
         "activity { scale: BUSINESS_SCALE_UNSPECIFIED investment { capital_idr: 1 } } "
         "as_of: '2022-01-01'",
         kPrecondition,
         {"as_of"}},
        {"GapBesideForeignCapitalWithoutScale",
         "activity { scale: BUSINESS_SCALE_UNSPECIFIED investment { foreign: true } } "
         "as_of: '2022-01-01'",
         kPrecondition,
         {"as_of"}},
        {"PinBesideContradictions",
         "activity { scale: BUSINESS_SCALE_MICRO investment { foreign: true } locations: "
         "LOCATION_TYPE_LAND extent: ADMINISTRATIVE_EXTENT_WITHIN_REGENCY region_codes: '1271' "
         "region_codes: '1275' zone: ZONE_NONE land_condition: LAND_CONDITION_REGISTERED_ESTATE "
         "sea { settled_days: 3 moving_vessel: true } } ruleset: 'nope'",
         kInvalid,
         {"activity.scale", "activity.locations[1]", "activity.extent", "activity.land_condition",
          "activity.sea.settled_days", "ruleset"}},
        {"PinBesideForm",
         "activity { kbli_code: '9' } ruleset: 'nope'",
         kInvalid,
         {"activity.kbli_code", "ruleset"}},
    }),
    [](const auto& test) { return test.param.name; });

// --- what is sound ----------------------------------------------------------------------------

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
        {"OneRegionNamedTwice",
         "activity { extent: ADMINISTRATIVE_EXTENT_WITHIN_REGENCY region_codes: '1271' "
         "region_codes: '1271' }",
         {}},
        {"WiderExtentThanOneRegionNamedTwice",
         "activity { extent: ADMINISTRATIVE_EXTENT_CROSS_PROVINCE region_codes: '1271' "
         "region_codes: '1271' }",
         {}},
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
