// izind with clients, for tests of what it keeps.

#ifndef IZIN_TESTS_INTEGRATION_SERVED_H_
#define IZIN_TESTS_INTEGRATION_SERVED_H_

#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "izin/v1/decision.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "tests/integration/process.h"

namespace izin::testing {

inline std::unique_ptr<grpc::ClientContext> Within(int seconds) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(seconds));
  return context;
}

inline v1::ClassifyActivityRequest Asking(const std::string& code) {
  v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_kbli_code(code);
  request.mutable_activity()->set_scale(v1::BUSINESS_SCALE_MICRO);
  request.mutable_activity()->add_locations(v1::LOCATION_TYPE_LAND);
  return request;
}

// A channel that shares its connection with no other.
inline std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

// A server with a data folder.
class Served {
 public:
  explicit Served(std::vector<std::string> flags)
      : process_("izind", WithListen(std::move(flags))) {
    address_ = process_.ListeningAddress();
    EXPECT_NE(address_, "") << process_.err();
    const std::shared_ptr<grpc::Channel> channel = ChannelTo(address_);
    permits_ = v1::PermitClassificationService::NewStub(channel);
    decisions_ = v1::DecisionService::NewStub(channel);
  }

  const std::string& address() const { return address_; }
  // What it said until now.
  std::string err() const { return process_.err(); }
  std::string out() const { return process_.out(); }
  v1::DecisionService::Stub& decisions() const { return *decisions_; }

  // The answer; the id of its record, or "" where the trailer has none, in `id`.
  grpc::Status Classify(const v1::ClassifyActivityRequest& request,
                        v1::ClassifyActivityResponse& response, std::string& id) const {
    const auto context = Within(60);
    const grpc::Status status = permits_->ClassifyActivity(context.get(), request, &response);
    id = IdIn(*context);
    return status;
  }
  // The same of several at once; the id is that of the first one's record.
  grpc::Status ClassifyBatch(const std::vector<v1::ClassifyActivityRequest>& requests,
                             v1::BatchClassifyActivitiesResponse& response, std::string& id) const {
    v1::BatchClassifyActivitiesRequest batch;
    batch.mutable_requests()->Add(requests.begin(), requests.end());
    const auto context = Within(60);
    const grpc::Status status = permits_->BatchClassifyActivities(context.get(), batch, &response);
    id = IdIn(*context);
    return status;
  }
  // The id alone of an answer that must come.
  std::string IdOf(const v1::ClassifyActivityRequest& request) const {
    v1::ClassifyActivityResponse response;
    std::string id;
    const grpc::Status status = Classify(request, response, id);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return id;
  }
  grpc::Status GetClassification(const std::string& name, v1::Classification& out) const {
    v1::GetClassificationRequest request;
    request.set_name(name);
    v1::GetClassificationResponse response;
    const grpc::Status status = permits_->GetClassification(Within(60).get(), request, &response);
    out = response.classification();
    return status;
  }

  // Ends it as a service manager would.
  void Stop() {
    permits_.reset();  // an idle connection would be waited for
    decisions_.reset();
    process_.Signal(SIGTERM);
    EXPECT_EQ(process_.Wait(), 0) << process_.err();
  }
  void Kill() {
    process_.Signal(SIGKILL);
    EXPECT_EQ(process_.Wait(), -1);
  }

 private:
  static std::string IdIn(const grpc::ClientContext& context) {
    const auto& trailer = context.GetServerTrailingMetadata();
    const auto at = trailer.find("izin-decision-id");
    return at == trailer.end() ? "" : std::string(at->second.data(), at->second.size());
  }
  static std::vector<std::string> WithListen(std::vector<std::string> flags) {
    flags.insert(flags.end(), {"--listen", "127.0.0.1:0"});
    return flags;
  }

  Process process_;
  std::string address_;
  std::unique_ptr<v1::PermitClassificationService::Stub> permits_;
  std::unique_ptr<v1::DecisionService::Stub> decisions_;
};

// Waits until the background writer has kept an answer.
inline grpc::Status KeptWithin(int seconds, const Served& server, const std::string& name,
                               v1::Classification& out) {
  grpc::Status status;
  for (int i = 0; i < seconds * 100; ++i) {
    status = server.GetClassification(name, out);
    if (status.ok()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return status;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_INTEGRATION_SERVED_H_
