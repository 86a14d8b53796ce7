#include "service/transport/json_fault.h"

#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/permit_classification_service.pb.h"
#include "service/request/request_faults.h"
#include "service/transport/json_mapping.h"

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct FaultCase {
  const char* name;
  const char* json;
  const char* path;  // of the violation; empty: there is none
  const char* message;
};
std::ostream& operator<<(std::ostream& out, const FaultCase& fault) { return out << fault.json; }

class JsonFaultTest : public ::testing::TestWithParam<FaultCase> {};

// What protobuf says of JSON that is wrong in that way, in our words.
TEST_P(JsonFaultTest, NamesPathValueAndWhatIsWanted) {
  const FaultCase& fault = GetParam();
  const absl::Status status =
      JsonMapping().ToBytes(*v1::ClassifyActivityRequest::descriptor(), fault.json).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), fault.message);
  const auto details = BadRequestOf(status);
  const std::string path = details.has_value() ? details->field_violations(0).field() : "";
  EXPECT_EQ(path, fault.path);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, JsonFaultTest,
    ::testing::Values(
        FaultCase{"NothingAtAll", "", "",
                  "the body is no JSON: Unexpected end of string. Expected a value"},
        FaultCase{"HalfAnObject", "{\"activity\":{", "",
                  "the body is no JSON: Unexpected end of string. Expected an object key or }"},
        FaultCase{"NoColon", "{\"activity\" 1}", "",
                  "the body is no JSON: Expected : between key:value pair, at \"1}\""},
        FaultCase{"MoreBehindIt", "{} x", "",
                  "the body is no JSON: Parsing terminated before end of input, at \"x\""},
        FaultCase{"NoUtf8", "{\"ruleset\":\"\xff\"}", "",
                  "the body is no JSON: Encountered non UTF-8 code points, at \"\\377\\\"}\""},
        FaultCase{"AList", "[]", "", "want an object: izin.v1.ClassifyActivityRequest"},
        FaultCase{"ANumber", "3", "", "want an object: izin.v1.ClassifyActivityRequest"},
        FaultCase{"UnknownMember", R"({"aktivitas":1})", "aktivitas",
                  "aktivitas: no such field of izin.v1.ClassifyActivityRequest"},
        FaultCase{"UnknownMemberWithin", R"({"activity":{"sea":{"depth":1}}})",
                  "activity.sea.depth", "activity.sea.depth: no such field of izin.v1.SeaUse"},
        FaultCase{"NumberForString", R"({"activity":{"kbliCode":56101}})", "activity.kbli_code",
                  "activity.kbli_code: 56101: want a string"},
        FaultCase{"ListForString", R"({"activity":{"kbliCode":["56101"]}})", "activity.kbli_code",
                  "activity.kbli_code: a list: want a string"},
        FaultCase{"ObjectForString", R"({"activity":{"kbliCode":{"x":1}}})", "activity.kbli_code",
                  "activity.kbli_code: an object: want a string"},
        FaultCase{"ListForObject", R"({"activity":[]})", "activity",
                  "activity: a list: want an object"},
        FaultCase{"StringForObject", R"({"activity":"x"})", "activity",
                  "activity: \"x\": want an object"},
        FaultCase{"NoNameOfAnEnum", R"({"activity":{"scale":"mikro"}})", "activity.scale",
                  "activity.scale: \"mikro\": want one of BUSINESS_SCALE_MICRO, "
                  "BUSINESS_SCALE_SMALL, BUSINESS_SCALE_MEDIUM, BUSINESS_SCALE_LARGE"},
        FaultCase{"NoNameInAList", R"({"activity":{"locations":["LOCATION_TYPE_LAND","DARAT"]}})",
                  "activity.locations[1]",
                  "activity.locations[1]: \"DARAT\": want one of LOCATION_TYPE_LAND, "
                  "LOCATION_TYPE_SEA, LOCATION_TYPE_FOREST"},
        FaultCase{"FractionForWholeNumber", R"({"activity":{"investment":{"capitalIdr":1.5}}})",
                  "activity.investment.capital_idr",
                  "activity.investment.capital_idr: 1.5: want a whole number"},
        FaultCase{"TooLargeANumber",
                  R"({"activity":{"investment":{"capitalIdr":"99999999999999999999"}}})",
                  "activity.investment.capital_idr",
                  "activity.investment.capital_idr: \"99999999999999999999\": want a whole number"},
        FaultCase{"WordForNumber", R"({"activity":{"sea":{"distanceNm":"far"}}})",
                  "activity.sea.distance_nm", "activity.sea.distance_nm: \"far\": want a number"},
        FaultCase{"NumberForTruth", R"({"explain":1})", "explain",
                  "explain: 1: want true or false"}),
    [](const auto& tested) { return tested.param.name; });

TEST(JsonFaultTextTest, QuotesWhatTheClientSentWithoutItsControlCharacters) {
  const absl::Status status = JsonMapping()
                                  .ToBytes(*v1::ClassifyActivityRequest::descriptor(),
                                           "{\"a\\u0007\\n" + std::string(5000, 'x') + "\":1}")
                                  .status();
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("\n")));
  EXPECT_THAT(std::string(status.message()), HasSubstr("no such field"));
  EXPECT_LT(status.message().size(), 300U);
}

}  // namespace
}  // namespace izin
