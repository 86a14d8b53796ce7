// All that is wrong with a body of JSON, told in one answer.

#include "service/transport/json_faults.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/permit_classification_service.pb.h"
#include "izin/v1/ruleset.pb.h"
#include "service/transport/json_mapping.h"

namespace izin {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// "path: what is wrong" of each fault, as the door of HTTP says it.
std::vector<std::string> Faults(
    const std::string& json, bool is_english = true,
    const google::protobuf::Descriptor& type = *v1::BatchClassifyActivitiesRequest::descriptor()) {
  const absl::Status status = JsonMapping().ToBytes(type, json).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  std::vector<std::string> faults;
  const auto details = BadRequestOf(status);
  if (!details.has_value()) return faults;
  for (const auto& violation : details->field_violations()) {
    faults.push_back(
        violation.field() + ": " +
        (is_english ? violation.description() : violation.localized_message().message()));
  }
  return faults;
}

constexpr char kManyFaults[] = R"({"requests":[
    {"activity":{"kbliCode":56101,"scale":"mikro","locations":["DARAT",[]],"warna":1,
                 "investment":{"capitalIdr":1.5,"foreign":"ya"}}},
    "kedua",
    {"activity":[],"asOf":20261124}]})";

TEST(JsonFaultsTest, TellsAllOfThemByNumberOfTheirFieldsThenUnknownMembers) {
  EXPECT_THAT(Faults(kManyFaults),
              ElementsAre("requests[0].activity.kbli_code: 56101: want a string",
                          HasSubstr("requests[0].activity.scale: \"mikro\": want one of BUSINESS_"),
                          HasSubstr("requests[0].activity.locations[0]: \"DARAT\": want one of "),
                          HasSubstr("requests[0].activity.locations[1]: a list: want one of "),
                          "requests[0].activity.investment.capital_idr: 1.5: want a whole number",
                          "requests[0].activity.investment.foreign: \"ya\": want true or false",
                          "requests[0].activity.warna: no such field of izin.v1.BusinessActivity",
                          "requests[1]: \"kedua\": want an object",
                          "requests[2].activity: a list: want an object",
                          "requests[2].as_of: 20261124: want a string"));
}

TEST(JsonFaultsTest, SpeaksIndonesianToo) {
  const std::vector<std::string> faults = Faults(kManyFaults, /*is_english=*/false);
  ASSERT_EQ(faults.size(), 10U);
  EXPECT_EQ(faults[0], "requests[0].activity.kbli_code: 56101: kirim teks");
  EXPECT_EQ(faults[6], "requests[0].activity.warna: bukan isian izin.v1.BusinessActivity");
  EXPECT_EQ(faults[8], "requests[2].activity: daftar: kirim objek");
}

TEST(JsonFaultsTest, SaysInIndonesianThatSomethingIsNoJson) {
  EXPECT_THAT(Faults("{\"requests\":", /*is_english=*/false),
              ElementsAre(": isi permintaan bukan JSON: baris 1, kolom 13: berakhir terlalu dini"));
  EXPECT_THAT(Faults(std::string(40, '['), /*is_english=*/false),
              ElementsAre(": objek dan daftar bersarang 40 tingkat: paling banyak 32"));
  EXPECT_THAT(Faults("[]", /*is_english=*/false),
              ElementsAre(": kirim objek: izin.v1.BatchClassifyActivitiesRequest"));
}

// What protobuf reads though it is no JSON by the letter still names its path.
TEST(JsonFaultsTest, NamesThePathWhereQuotesAreMissing) {
  EXPECT_THAT(Faults("{requests:[{activity:{kbliCode:1}}]}"),
              ElementsAre("requests[0].activity.kbli_code: 1: want a string"));
}

TEST(JsonFaultsTest, ReadsNamesEitherWayAndNullAsAbsent) {
  EXPECT_THAT(Faults(R"({"requests":[{"as_of":1,"activity":null}]})"),
              ElementsAre("requests[0].as_of: 1: want a string"));
}

TEST(JsonFaultsTest, KnowsWhatNumbersFit) {
  const auto fault = [](const std::string& value) {
    return Faults(R"({"requests":[{"activity":{"sea":{"settledDays":)" + value + "}}}]}");
  };
  for (const char* value : {"2147483648", "-2147483649", "\"x\"", "1.5", "true"})
    EXPECT_THAT(fault(value), ElementsAre(HasSubstr("settled_days: "))) << value;
}

TEST(JsonFaultsTest, WantsBase64ForBytes) {
  EXPECT_THAT(Faults(R"({"bundle":"%%%","validateOnly":"ja"})", true,
                     *v1::ActivateRulesetRequest::descriptor()),
              ElementsAre("bundle: \"%%%\": want a string in base64",
                          "validate_only: \"ja\": want true or false"));
}

TEST(JsonFaultsTest, CountsWhatIsMoreThanAHundred) {
  std::string json = "{\"requests\":[1";
  for (int i = 0; i < 149; ++i) json += ",1";
  const std::vector<std::string> faults = Faults(json + "]}");
  ASSERT_EQ(faults.size(), 101U);
  EXPECT_EQ(faults.back(), ": and 50 more faults");
}

}  // namespace
}  // namespace izin
