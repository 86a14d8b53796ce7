#include "service/transport/openapi/openapi.h"

#include <string>

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

// That the whole document is OpenAPI 3.1, and fits the contract's cases, is checked by ctest
// openapi_document.

namespace izin {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

google::protobuf::FileDescriptorSet Files() {
  google::protobuf::FileDescriptorSet files;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        file {
          name: "a.proto"
          package: "a.v1"
          syntax: "proto3"
          message_type {
            name: "Question"
            field { name: "kbli_code" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
          }
          message_type {
            name: "Answer"
            field {
              name: "again"
              number: 1
              type: TYPE_MESSAGE
              type_name: ".a.v1.Answer"
              label: LABEL_REPEATED
            }
          }
          message_type { name: "Unused" }
          service {
            name: "Asking"
            method {
              name: "Ask"
              input_type: ".a.v1.Question"
              output_type: ".a.v1.Answer"
              options { idempotency_level: NO_SIDE_EFFECTS }
            }
            method { name: "Change" input_type: ".a.v1.Question" output_type: ".a.v1.Answer" }
            method {
              name: "Watch"
              input_type: ".a.v1.Question"
              output_type: ".a.v1.Answer"
              server_streaming: true
            }
          }
          source_code_info {
            location {
              path: [ 6, 0, 2, 0 ]
              span: [ 1, 1, 1 ]
              leading_comments: " Asks\n once.\n\n Errors:\n - none.\n"
            }
          }
        })pb",
      &files));
  return files;
}

Json Document() {
  const absl::StatusOr<std::string> text = OpenApi(Files(), "a.v1", "1.2.3");
  EXPECT_TRUE(text.ok()) << text.status();
  return Json::parse(text.ok() ? *text : "{}");
}

TEST(OpenApiTest, HasEachUnaryMethod) {
  const Json paths = Document()["paths"];
  EXPECT_EQ(paths.size(), 2U);
  const Json ask = paths["/a.v1.Asking/Ask"];
  EXPECT_EQ(ask["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/a.v1.Question");
  EXPECT_EQ(ask["post"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/a.v1.Answer");
  EXPECT_TRUE(paths.contains("/a.v1.Asking/Change"));
}

TEST(OpenApiTest, HasGetWhereNothingIsChanged) {
  const Json paths = Document()["paths"];
  EXPECT_TRUE(paths["/a.v1.Asking/Ask"].contains("get"));
  EXPECT_FALSE(paths["/a.v1.Asking/Change"].contains("get"));
}

TEST(OpenApiTest, NamesStreams) {
  EXPECT_EQ(Document()["tags"][0]["description"], "\n\nStreams, over gRPC alone: Watch.");
}

TEST(OpenApiTest, TellsCommentsAsParagraphs) {
  EXPECT_EQ(Document()["paths"]["/a.v1.Asking/Ask"]["post"]["description"],
            "Asks once.\n\nErrors:\n- none.");
}

TEST(OpenApiTest, HasWhatIsReachedAndNothingElse) {
  const Json schemas = Document()["components"]["schemas"];
  EXPECT_TRUE(schemas.contains("a.v1.Question"));
  EXPECT_FALSE(schemas.contains("a.v1.Unused"));
  EXPECT_TRUE(schemas.contains("connect.Error"));
}

TEST(OpenApiTest, SaysItsVersion) {
  EXPECT_EQ(Document()["info"]["version"], "1.2.3");
  EXPECT_EQ(Document()["openapi"], "3.1.0");
}

TEST(OpenApiTest, RefusesFilesWithoutServices) {
  EXPECT_EQ(OpenApi(Files(), "b.v1", "1").status().code(), absl::StatusCode::kInvalidArgument);
  google::protobuf::FileDescriptorSet files = Files();
  files.mutable_file(0)->add_dependency("b.proto");
  EXPECT_THAT(std::string(OpenApi(files, "a.v1", "1").status().message()), HasSubstr("a.proto"));
}

}  // namespace
}  // namespace izin
