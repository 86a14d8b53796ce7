#include "service/transport/connect_error.h"

#include <algorithm>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/request/request_faults.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

using Json = nlohmann::json;

struct CodeCase {
  grpc::StatusCode code;
  const char* name;
  int http_status;
};

class ConnectCodeTest : public ::testing::TestWithParam<CodeCase> {};

// The table of https://connectrpc.com/docs/protocol#error-codes.
TEST_P(ConnectCodeTest, IsThatOfTheProtocol) {
  EXPECT_EQ(ConnectCode(GetParam().code), GetParam().name);
  EXPECT_EQ(HttpStatusOf(GetParam().code), GetParam().http_status);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, ConnectCodeTest,
    ::testing::Values(CodeCase{grpc::StatusCode::CANCELLED, "canceled", 499},
                      CodeCase{grpc::StatusCode::UNKNOWN, "unknown", 500},
                      CodeCase{grpc::StatusCode::INVALID_ARGUMENT, "invalid_argument", 400},
                      CodeCase{grpc::StatusCode::DEADLINE_EXCEEDED, "deadline_exceeded", 504},
                      CodeCase{grpc::StatusCode::NOT_FOUND, "not_found", 404},
                      CodeCase{grpc::StatusCode::ALREADY_EXISTS, "already_exists", 409},
                      CodeCase{grpc::StatusCode::PERMISSION_DENIED, "permission_denied", 403},
                      CodeCase{grpc::StatusCode::RESOURCE_EXHAUSTED, "resource_exhausted", 429},
                      CodeCase{grpc::StatusCode::FAILED_PRECONDITION, "failed_precondition", 400},
                      CodeCase{grpc::StatusCode::ABORTED, "aborted", 409},
                      CodeCase{grpc::StatusCode::OUT_OF_RANGE, "out_of_range", 400},
                      CodeCase{grpc::StatusCode::UNIMPLEMENTED, "unimplemented", 501},
                      CodeCase{grpc::StatusCode::INTERNAL, "internal", 500},
                      CodeCase{grpc::StatusCode::UNAVAILABLE, "unavailable", 503},
                      CodeCase{grpc::StatusCode::DATA_LOSS, "data_loss", 500},
                      CodeCase{grpc::StatusCode::UNAUTHENTICATED, "unauthenticated", 401}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(ConnectErrorTest, SaysCodeMessageAndDetails) {
  const HttpResponse response =
      ErrorResponse(FieldError(FaultKind::kInvalid, "activity.scale", "want one"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(Json::parse(response.body), Json::parse(R"({
    "code": "invalid_argument",
    "message": "activity.scale: want one",
    "details": [{
      "type": "google.rpc.BadRequest",
      "value": "ChoKDmFjdGl2aXR5LnNjYWxlEgh3YW50IG9uZQ",
      "debug": {"fieldViolations": [{"field": "activity.scale", "description": "want one"}]}
    }]
  })"));
}

TEST(ConnectErrorTest, SaysWhenToComeBackInWholeSeconds) {
  const HttpResponse response = ErrorResponse(
      RetryLater(grpc::StatusCode::RESOURCE_EXHAUSTED, "full", absl::Milliseconds(1200)));
  EXPECT_EQ(response.status, 429);
  const std::pair<std::string, std::string> header = {"Retry-After", "2"};
  EXPECT_EQ(std::count(response.headers.begin(), response.headers.end(), header), 1);
  EXPECT_EQ(Json::parse(response.body)["details"][0]["debug"]["retryDelay"], "1.200s");
}

TEST(ConnectErrorTest, HasNoDetailsWhereThereAreNone) {
  EXPECT_EQ(ErrorJson(grpc::Status(grpc::StatusCode::NOT_FOUND, "gone")),
            R"({"code":"not_found","message":"gone"})");
  EXPECT_EQ(ErrorJson(grpc::Status(grpc::StatusCode::INTERNAL, "")), R"({"code":"internal"})");
}

// Not all that stands in a message came from us.
TEST(ConnectErrorTest, ReplacesBytesThatAreNoText) {
  const std::string json = ErrorJson(grpc::Status(grpc::StatusCode::INTERNAL, "a\xff\"b\n"));
  EXPECT_EQ(Json::parse(json)["message"], "a\xEF\xBF\xBD\"b\n");
}

TEST(ConnectErrorTest, LeavesOutDetailsThatCannotBeRead) {
  EXPECT_EQ(ErrorJson(grpc::Status(grpc::StatusCode::INTERNAL, "x", "\xff\xff")),
            R"({"code":"internal","message":"x"})");
}

}  // namespace
}  // namespace izin
