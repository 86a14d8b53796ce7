// The client against servers in this process that fail as they are told, over real sockets.

#include "service/client/client.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/base/trace_context.h"

namespace izin {
namespace {

using ::testing::Ge;
using ::testing::HasSubstr;

// Counts its calls. The first `failures` end with UNAVAILABLE; each answer takes `delay`.
class Counted final : public v1::KbliService::Service,
                      public v1::PermitClassificationService::Service {
 public:
  Counted() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(static_cast<v1::KbliService::Service*>(this));
    builder.RegisterService(static_cast<v1::PermitClassificationService::Service*>(this));
    server_ = builder.BuildAndStart();
  }
  grpc::Status GetKbliEntry(grpc::ServerContext* context, const v1::GetKbliEntryRequest* request,
                            v1::GetKbliEntryResponse* response) override {
    context->AddTrailingMetadata("izin-test", "there");
    for (const auto& [name, value] : context->client_metadata()) {
      if (name == "traceparent" || name == "tracestate")
        context->AddTrailingMetadata("izin-test-" + std::string(name.data(), name.size()),
                                     std::string(value.data(), value.size()));
    }
    response->mutable_entry()->set_code(request->code());
    return Answer();
  }
  grpc::Status ClassifyActivity(grpc::ServerContext* /*context*/,
                                const v1::ClassifyActivityRequest* /*request*/,
                                v1::ClassifyActivityResponse* /*response*/) override {
    return Answer();
  }
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }

  std::atomic<int> calls = 0;
  std::atomic<int> failures = 0;
  std::atomic<int> delay_ms = 0;

 private:
  grpc::Status Answer() {
    ++calls;
    absl::SleepFor(absl::Milliseconds(delay_ms.load()));
    return failures-- > 0 ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "for now")
                          : grpc::Status::OK;
  }

  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

Client ClientOf(ClientOptions options) {
  absl::StatusOr<Client> client = Client::Create(options);
  EXPECT_TRUE(client.ok()) << client.status();
  return *std::move(client);
}

v1::GetKbliEntryRequest Entry(const std::string& code) {
  v1::GetKbliEntryRequest request;
  request.set_code(code);
  return request;
}

TEST(ClientTest, RefusesOptionsThatCannotBe) {
  EXPECT_TRUE(absl::IsInvalidArgument(Client::Create({}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      Client::Create({.target = "127.0.0.1:1", .timeout = absl::ZeroDuration()}).status()));
  for (const int attempts : {0, 6}) {
    EXPECT_THAT(Client::Create({.target = "127.0.0.1:1", .attempts = attempts}).status().message(),
                HasSubstr("want 1 to 5"));
  }
}

TEST(ClientTest, AsksAgainWhatHasNoSideEffects) {
  Counted server;
  server.failures = 3;
  const Client client = ClientOf({.target = server.address()});
  const auto response = client.GetKbliEntry(Entry("56101"));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->entry().code(), "56101");
  EXPECT_EQ(server.calls, 4);
}

TEST(ClientTest, EndsAfterTheLastAttempt) {
  Counted server;
  server.failures = 100;
  const Client client = ClientOf({.target = server.address(), .attempts = 2});
  EXPECT_TRUE(absl::IsUnavailable(client.GetKbliEntry(Entry("56101")).status()));
  EXPECT_EQ(server.calls, 2);
}

// A decision may have been noted before the answer was lost.
TEST(ClientTest, NeverRepeatsAClassification) {
  Counted server;
  server.failures = 1;
  const Client client = ClientOf({.target = server.address()});
  EXPECT_TRUE(absl::IsUnavailable(client.ClassifyActivity({}).status()));
  EXPECT_EQ(server.calls, 1);
}

TEST(ClientTest, HasADeadlineThatACallMayChange) {
  Counted server;
  server.delay_ms = 300;
  const Client client = ClientOf({.target = server.address(), .timeout = absl::Milliseconds(50)});
  EXPECT_TRUE(absl::IsDeadlineExceeded(client.GetKbliEntry(Entry("56101")).status()));
  EXPECT_TRUE(client.GetKbliEntry(Entry("56101"), {.timeout = absl::Seconds(30)}).ok());
}

TEST(ClientTest, SendsTheTraceOfWhoCallsOrOneOfItsOwn) {
  Counted server;
  CallOptions::Trailers seen;
  const auto ask = [&seen](const Client& client, CallOptions call) {
    call.on_trailers = [&seen](const CallOptions::Trailers& trailers) { seen = trailers; };
    EXPECT_TRUE(client.GetKbliEntry(Entry("56101"), call).ok());
    const auto found = seen.find("izin-test-traceparent");
    return found == seen.end() ? "" : found->second;
  };
  const std::string given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const Client plain = ClientOf({.target = server.address()});
  const std::string first = ask(plain, {});
  EXPECT_TRUE(ParseTraceparent(first).has_value()) << first;
  EXPECT_NE(ask(plain, {}), first);  // each call is a trace
  EXPECT_EQ(ask(plain, {.traceparent = given, .tracestate = "rojo=1"}), given);
  EXPECT_EQ(seen.count("izin-test-tracestate"), 1U);
  const Client traced = ClientOf({.target = server.address(), .traceparent = given});
  EXPECT_EQ(ask(traced, {}), given);
}

TEST(ClientTest, GivesTheTrailers) {
  Counted server;
  const Client client = ClientOf({.target = server.address()});
  CallOptions::Trailers seen;
  CallOptions call;
  call.on_trailers = [&seen](const CallOptions::Trailers& trailers) { seen = trailers; };
  ASSERT_TRUE(client.GetKbliEntry(Entry("56101"), call).ok());
  ASSERT_EQ(seen.count("izin-test"), 1);
  EXPECT_EQ(seen.find("izin-test")->second, "there");
}

TEST(ClientTest, AsksAllAddressesInTurn) {
  Counted one;
  Counted other;
  const Client client = ClientOf({.target = "ipv4:" + one.address() + "," + other.address()});
  // Both are connected once either has answered several times.
  for (int i = 0; i < 200 && (one.calls < 20 || other.calls < 20); ++i)
    ASSERT_TRUE(client.GetKbliEntry(Entry("56101")).ok());
  EXPECT_THAT(one.calls.load(), Ge(20));
  EXPECT_THAT(other.calls.load(), Ge(20));
}

}  // namespace
}  // namespace izin
