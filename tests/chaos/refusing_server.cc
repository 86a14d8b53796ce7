#include "tests/chaos/refusing_server.h"

#include <iostream>
#include <memory>

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

class RefusingClassification final
    : public Classification::WithRawCallbackMethod_ClassifyActivity<
          Classification::WithRawCallbackMethod_BatchClassifyActivities<Classification::Service>> {
 public:
  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* /*request*/,
                                             grpc::ByteBuffer* /*response*/) override {
    return Refused(context);
  }
  grpc::ServerUnaryReactor* BatchClassifyActivities(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* /*request*/,
                                                    grpc::ByteBuffer* /*response*/) override {
    return Refused(context);
  }
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

int ServeRefusals() {
  RefusingClassification classification;
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
