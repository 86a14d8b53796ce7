// Every call meets the gates, however it comes.

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "izin/v1/decision.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/oss_payload.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/reclassification.pb.h"
#include "izin/v1/reference.pb.h"
#include "izin/v1/registry_service.pb.h"
#include "izin/v1/ruleset.pb.h"
#include "service/base/clock.h"
#include "service/rulesets/ruleset_library.h"
#include "service/server/server.h"

namespace izin {
namespace {

using google::protobuf::MethodDescriptor;

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> all;
  for (const google::protobuf::FileDescriptor* file :
       {v1::Decision::descriptor()->file(), v1::GetKbliEntryRequest::descriptor()->file(),
        v1::ClassifyOssPayloadRequest::descriptor()->file(),
        v1::ClassifyActivityRequest::descriptor()->file(),
        v1::ReclassificationJob::descriptor()->file(),
        v1::ListReferenceValuesRequest::descriptor()->file(),
        v1::ClassifyActivityColumnsRequest::descriptor()->file(),
        v1::ListRulesetsRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        all.push_back(file->service(s)->method(m));
    }
  }
  return all;
}

std::string PathOf(const MethodDescriptor& method) {
  return "/" + method.service()->full_name() + "/" + method.name();
}

// Says what it is told to, and counts.
class Gate : public CallGate {
 public:
  std::optional<grpc::Status> Refuses(const ArrivingCall& call, CallPass& /*pass*/) override {
    absl::SleepFor(absl::Milliseconds(rests_ms_.load()));
    absl::MutexLock lock(&mutex_);
    ++asked_[call.method.name];
    if (refuses_) return grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "not you");
    ++inside_;
    return std::nullopt;
  }
  void Ended(const EndedCall& /*call*/, const CallPass& /*pass*/) override { --inside_; }

  int Asked(const std::string& method) {
    absl::MutexLock lock(&mutex_);
    return asked_[method];
  }

  std::atomic<bool> refuses_ = true;
  std::atomic<int> rests_ms_ = 0;
  std::atomic<int> inside_ = 0;
  absl::Mutex mutex_;
  std::map<std::string, int> asked_;
};

class ServerGates : public ::testing::Test {
 protected:
  ServerGates() {
    Server::Options options{.listen = "127.0.0.1:0", .http = "127.0.0.1:0"};
    options.gates = {&gate_};
    auto server = Server::Start(options, *RulesetLibrary::Embedded(), clock_);
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  // What a call of no bytes ends with.
  grpc::Status Call(const std::string& path) {
    grpc::GenericStub stub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    const auto stream = stub.PrepareCall(&context, path, &queue);
    grpc::ByteBuffer read;
    grpc::Status status;
    bool is_ok = false;
    void* tag = nullptr;
    stream->StartCall(nullptr);
    queue.Next(&tag, &is_ok);
    const grpc::Slice nothing;
    stream->WriteLast(grpc::ByteBuffer(&nothing, 1), grpc::WriteOptions(), nullptr);
    queue.Next(&tag, &is_ok);
    do {
      stream->Read(&read, nullptr);
      queue.Next(&tag, &is_ok);
    } while (is_ok);
    stream->Finish(&status, nullptr);
    queue.Next(&tag, &is_ok);
    return status;
  }

  const RealClock clock_;
  Gate gate_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerGates, RefuseEveryMethodOfTheContract) {
  for (const MethodDescriptor* method : AllMethods()) {
    const grpc::Status status = Call(PathOf(*method));
    EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED) << method->full_name();
    EXPECT_EQ(status.error_message(), "not you") << method->full_name();
    EXPECT_EQ(gate_.asked_[method->name()], 1) << method->full_name();
  }
}

TEST_F(ServerGates, AreToldOfTheEndOfEveryCall) {
  gate_.refuses_ = false;
  for (const MethodDescriptor* method : AllMethods()) {
    EXPECT_NE(Call(PathOf(*method)).error_message(), "not you") << method->full_name();
    EXPECT_EQ(gate_.asked_[method->name()], 1) << method->full_name();
  }
  EXPECT_TRUE(server_->Stop(absl::Seconds(10)));
  EXPECT_EQ(gate_.inside_, 0);
}

TEST_F(ServerGates, RefuseWhatIsNoMethod) {
  EXPECT_EQ(Call("/izin.v1.NoService/NoMethod").error_message(), "not you");
  EXPECT_EQ(gate_.asked_[""], 1);
  gate_.refuses_ = false;
  EXPECT_EQ(Call("/izin.v1.NoService/NoMethod").error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ServerGates, LetHealthThrough) { EXPECT_TRUE(Call("/grpc.health.v1.Health/Check").ok()); }

TEST_F(ServerGates, RefuseOverHttp) {
  httplib::Client client("http://" + server_->http_address());
  const auto answer =
      client.Post("/izin.v1.KbliService/GetKbliEntry", R"({"code":"56101"})", "application/json");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
  EXPECT_THAT(answer->body, ::testing::HasSubstr("not you"));
  const auto healthy = client.Get("/readyz");
  ASSERT_TRUE(healthy);
  EXPECT_EQ(healthy->status, 200);
}

// The gate that is asked first takes until then.
TEST_F(ServerGates, ACallWhoseDeadlineIsPastIsNotDecided) {
  gate_.refuses_ = false;
  const auto stub = v1::PermitClassificationService::NewStub(
      grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  const auto ask = [&](absl::Duration patience) {
    v1::ClassifyActivityRequest request;
    v1::BusinessActivity& activity = *request.mutable_activity();
    activity.set_kbli_code("56101");
    activity.set_scale(v1::BUSINESS_SCALE_MICRO);
    activity.add_locations(v1::LOCATION_TYPE_LAND);
    v1::ClassifyActivityResponse response;
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
    return stub->ClassifyActivity(&context, request, &response).error_code();
  };
  const auto decided = [&] {
    const ServerCounters counters = server_->counters();
    return counters.cache_hits + counters.cache_misses;
  };
  EXPECT_EQ(ask(absl::Seconds(60)), grpc::StatusCode::OK);
  const auto before = decided();
  EXPECT_EQ(before, 1U);
  gate_.rests_ms_ = 100;
  EXPECT_EQ(ask(absl::Milliseconds(30)), grpc::StatusCode::DEADLINE_EXCEEDED);
  while (gate_.Asked("ClassifyActivity") < 2 || gate_.inside_ > 0)
    absl::SleepFor(absl::Milliseconds(5));
  EXPECT_EQ(decided(), before);
}

}  // namespace
}  // namespace izin
