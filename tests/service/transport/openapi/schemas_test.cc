#include "service/transport/openapi/schemas.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include <gtest/gtest.h>

#include "izin/v1/permit_classification_service.pb.h"

namespace izin {
namespace {

OpenApiJson SchemaOf(const google::protobuf::Descriptor& type) {
  OpenApiSchemas schemas;
  EXPECT_EQ(schemas.Ref(type), (OpenApiJson{{"$ref", "#/components/schemas/" + type.full_name()}}));
  return schemas.schemas().at(type.full_name());
}

TEST(OpenApiSchemasTest, NamesMembersAsJsonDoes) {
  const OpenApiJson schema = SchemaOf(*v1::BusinessActivity::descriptor());
  EXPECT_EQ(schema["properties"]["kbliCode"]["type"], "string");
  EXPECT_EQ(schema["properties"]["landAreaHa"]["type"], "number");
  EXPECT_EQ(schema["properties"]["locations"]["type"], "array");
  EXPECT_EQ(schema["properties"]["locations"]["items"]["$ref"],
            "#/components/schemas/izin.v1.LocationType");
}

TEST(OpenApiSchemasTest, TakesLargeNumbersEitherWay) {
  const OpenApiJson schema = SchemaOf(*v1::Investment::descriptor());
  EXPECT_EQ(schema["properties"]["capitalIdr"]["type"], (OpenApiJson{"string", "integer"}));
}

TEST(OpenApiSchemasTest, HasMapsAndWellKnownTypes) {
  EXPECT_EQ(SchemaOf(*google::rpc::ErrorInfo::descriptor())["properties"]["metadata"]
                                                           ["additionalProperties"]["type"],
            "string");
  EXPECT_EQ(SchemaOf(*google::rpc::RetryInfo::descriptor())["properties"]["retryDelay"]["type"],
            "string");
}

TEST(OpenApiSchemasTest, ListsTheNamesOfAnEnum) {
  OpenApiSchemas schemas;
  schemas.Ref(*v1::BusinessActivity::descriptor());
  const OpenApiJson& scale = schemas.schemas().at("izin.v1.BusinessScale");
  EXPECT_EQ(scale["enum"][1], "BUSINESS_SCALE_MICRO");
  EXPECT_EQ(scale["enum"].size(), 5U);
}

// A file without its comments, as those compiled into a program.
TEST(OpenApiSchemasTest, HasNoCommentWhereTheFilesHoldNone) {
  EXPECT_EQ(CommentOf(*v1::BusinessActivity::descriptor()), "");
}

}  // namespace
}  // namespace izin
