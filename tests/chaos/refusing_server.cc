#include "tests/chaos/refusing_server.h"

#include <atomic>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

using Classification = v1::PermitClassificationService;
using Kbli = v1::KbliService;

grpc::ServerUnaryReactor* Refused(grpc::CallbackServerContext* context) {
  static const grpc::Status kFull = RetryLater(
      grpc::StatusCode::RESOURCE_EXHAUSTED,
      "more is asked than this server can answer; try again in a second", absl::Seconds(1));
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(kFull);
  return reactor;
}

void Work(std::chrono::microseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < until) {
  }
}

class RefusingClassification final
    : public Classification::WithRawCallbackMethod_ClassifyActivity<
          Classification::WithRawCallbackMethod_BatchClassifyActivities<Classification::Service>> {
 public:
  explicit RefusingClassification(const Answering& answering) : answering_(answering) {}
  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* /*request*/,
                                             grpc::ByteBuffer* /*response*/) override {
    return Refused(context);
  }
  grpc::ServerUnaryReactor* BatchClassifyActivities(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* /*request*/,
                                                    grpc::ByteBuffer* response) override {
    if (answering_.every <= 0 || batches_.fetch_add(1) % answering_.every != 0)
      return Refused(context);
    Work(std::chrono::microseconds(answering_.work_us));
    const grpc::Slice answer(std::string(static_cast<std::size_t>(answering_.bytes), 'x'));
    *response = grpc::ByteBuffer(&answer, 1);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const Answering answering_;
  std::atomic<int> batches_ = 0;
};

class RefusingSearch final : public Kbli::WithRawCallbackMethod_SearchKbliEntries<Kbli::Service> {
 public:
  grpc::ServerUnaryReactor* SearchKbliEntries(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* /*request*/,
                                              grpc::ByteBuffer* /*response*/) override {
    return Refused(context);
  }
};

}  // namespace

int ServeRefusals(const Answering& answering) {
  RefusingClassification classification(answering);
  RefusingSearch search;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&classification);
  builder.RegisterService(&search);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::cout << "izind listening on 127.0.0.1:" << port << std::endl;
  server->Wait();
  return 0;
}

}  // namespace izin
