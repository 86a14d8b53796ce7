// A thread reads one request after the other into the same memory: nothing of one may be found in
// the next.

#include "service/transport/permit_classification_service.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/server/server.h"
#include "service/transport/grpc_status.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

std::vector<v1::ClassifyActivityRequest> Requests() {
  std::vector<v1::ClassifyActivityRequest> all;
  for (const char* text : {
           R"pb()pb",
           R"pb(activity {})pb",
           R"pb(view: CLASSIFICATION_VIEW_FULL language_code: "en" explain: true)pb",
           R"pb(activity { scale: BUSINESS_SCALE_MICRO locations: LOCATION_TYPE_LAND })pb",
           R"pb(activity {
                  kbli_code: "561"
                  locations: [ 1, 1, 7 ]
                })pb",
           R"pb(activity {
                  kbli_code: "56101"
                  scale: BUSINESS_SCALE_MICRO
                  locations: LOCATION_TYPE_LAND
                })pb",
           R"pb(activity {
                  kbli_code: "03110"
                  scale: BUSINESS_SCALE_LARGE
                  locations: [ LOCATION_TYPE_SEA, LOCATION_TYPE_FOREST ]
                  held_permits: "PKKPR"
                  region_codes: [ "12.71", "12.07" ]
                  sea {}
                  investment { foreign: true }
                }
                view: CLASSIFICATION_VIEW_FULL)pb",
           R"pb(activity {
                  kbli_code: "10711"
                  scope_id: "10711-1"
                  scale: BUSINESS_SCALE_SMALL
                  locations: LOCATION_TYPE_LAND
                }
                ruleset: "rulesets/pp28-2025"
                language_code: "en")pb",
           R"pb(activity {
                  kbli_code: "47111"
                  kbli_edition: KBLI_EDITION_2020
                  scale: BUSINESS_SCALE_MEDIUM
                  locations: LOCATION_TYPE_LAND
                }
                as_of: "2024-01-02")pb",
       })
    all.push_back(FromText<v1::ClassifyActivityRequest>(text));
  return all;
}

// What the server says to a request, whatever it was.
class Asked : public ::testing::Test {
 protected:
  Asked() {
    auto server = Server::Start({.listen = "127.0.0.1:0"}, *RulesetLibrary::Embedded(), clock_);
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    stub_ = v1::PermitClassificationService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  std::string Ask(const v1::ClassifyActivityRequest& request) {
    grpc::ClientContext context;
    v1::ClassifyActivityResponse response;
    const grpc::Status status = stub_->ClassifyActivity(&context, request, &response);
    return absl::StrCat(static_cast<int>(status.error_code()), " ", status.error_message(), " ",
                        status.error_details(), response.classification().DebugString());
  }
  // What is said of it here.
  std::string Expected(const v1::ClassifyActivityRequest& request) {
    const absl::StatusOr<v1::Classification> answer =
        Pipeline(Rulesets(), clock_).Classify(request);
    const grpc::Status status = ToGrpcStatus(answer.status());
    return absl::StrCat(static_cast<int>(status.error_code()), " ", status.error_message(), " ",
                        status.error_details(),
                        answer.ok() ? answer->DebugString() : std::string());
  }

  const FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::PermitClassificationService::Stub> stub_;
};

TEST_F(Asked, EachRequestIsReadByItself) {
  const std::vector<v1::ClassifyActivityRequest> requests = Requests();
  std::vector<std::string> expected;
  expected.reserve(requests.size());
  for (const v1::ClassifyActivityRequest& request : requests) expected.push_back(Expected(request));
  EXPECT_EQ(expected[0], expected[1]) << "none is an empty one";
  EXPECT_NE(expected[3], expected[5]);
  for (const v1::ClassifyActivityRequest& before : requests) {
    for (std::size_t i = 0; i < requests.size(); ++i) {
      Ask(before);
      EXPECT_EQ(Ask(requests[i]), expected[i]) << "after " << before.ShortDebugString();
    }
  }
}

}  // namespace
}  // namespace izin::testing
