#include "service/transport/json_mapping.h"

#include <string>

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "izin/v1/permit_classification_service.pb.h"

namespace izin {
namespace {

using ::testing::HasSubstr;

const google::protobuf::Descriptor& Type() { return *v1::ClassifyActivityRequest::descriptor(); }

v1::ClassifyActivityRequest Read(const std::string& json) {
  const absl::StatusOr<std::string> bytes = JsonMapping().ToBytes(Type(), json);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  v1::ClassifyActivityRequest request;
  EXPECT_TRUE(request.ParseFromString(bytes.value_or("")));
  return request;
}

std::string Fault(const std::string& json) {
  const absl::StatusOr<std::string> bytes = JsonMapping().ToBytes(Type(), json);
  EXPECT_EQ(bytes.status().code(), absl::StatusCode::kInvalidArgument) << json;
  return std::string(bytes.status().message());
}

TEST(JsonMappingTest, ReadsNumbersWrittenEitherWay) {
  for (const char* capital : {"\"5000000000\"", "5000000000"}) {
    const std::string json =
        std::string(R"({"activity":{"investment":{"capitalIdr":)") + capital + "}}}";
    EXPECT_EQ(Read(json).activity().investment().capital_idr(), 5000000000);
  }
}

TEST(JsonMappingTest, ReadsNamesOfProtosToo) {
  EXPECT_EQ(Read(R"({"activity":{"kbli_code":"56101"}})").activity().kbli_code(), "56101");
}

TEST(JsonMappingTest, ReadsNullAsAbsent) {
  EXPECT_FALSE(Read(R"({"activity":null})").has_activity());
}

TEST(JsonMappingTest, WritesWhatProtobufWrites) {
  v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_kbli_code("<é>\"");
  request.mutable_activity()->mutable_investment()->set_capital_idr(1);
  request.mutable_activity()->set_land_area_ha(2.5);
  std::string wanted;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(request, &wanted).ok());
  const absl::StatusOr<std::string> json =
      JsonMapping().ToJson(Type(), request.SerializeAsString());
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_EQ(*json, wanted);
}

TEST(JsonMappingTest, TellsWhereAFaultLies) {
  EXPECT_EQ(Fault(R"({"activity":{"kbliCodee":"1"}})"),
            "activity.kbliCodee: no such field of izin.v1.BusinessActivity");
}

TEST(JsonMappingTest, RefusesWhatLiesTooDeep) {
  const std::string deep = std::string(1000000, '[') + std::string(1000000, ']');
  EXPECT_EQ(Fault("{\"x\":" + deep + "}"),
            "objects and lists lie 1000001 deep in each other: want at most 32");
  EXPECT_THAT(Fault(std::string(33, '{')), HasSubstr("lie 33 deep"));
  EXPECT_THAT(Fault(std::string(32, '{')), HasSubstr("no JSON"));
}

TEST(JsonMappingTest, CountsNoBracketsInStrings) {
  const std::string text(100, '[');
  EXPECT_EQ(Read(R"({"ruleset":"\")" + text + "\"}").ruleset(), "\"" + text);
}

}  // namespace
}  // namespace izin
