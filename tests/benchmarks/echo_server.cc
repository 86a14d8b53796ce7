#include "tests/benchmarks/echo_server.h"

#include <iostream>
#include <memory>

#include <grpcpp/grpcpp.h>

#include "izin/v1/permit_classification_service.grpc.pb.h"

namespace izin {
namespace {

using Service = v1::PermitClassificationService;

// Made of permits as an answer is, then filled up.
v1::ClassifyActivityResponse EchoMessage(int bytes) {
  v1::ClassifyActivityResponse response;
  v1::Classification& classification = *response.mutable_classification();
  classification.set_kbli_code("56101");
  while (static_cast<int>(response.ByteSizeLong()) + 140 < bytes) {
    v1::Permit& permit = *classification.add_permits();
    permit.set_code("PKKPR");
    permit.mutable_text()->set_title(
        "Persetujuan Kesesuaian Kegiatan Pemanfaatan Ruang untuk kegiatan berusaha di darat");
  }
  const int missing = bytes - static_cast<int>(response.ByteSizeLong());
  if (missing > 3)
    classification.set_kbli_title(std::string(static_cast<std::size_t>(missing - 3), 'x'));
  return response;
}

grpc::ByteBuffer OneSlice(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

grpc::ServerUnaryReactor* Finished(grpc::CallbackServerContext* context) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

class CallbackEcho final : public Service::CallbackService {
 public:
  explicit CallbackEcho(int bytes) : answer_(EchoMessage(bytes)) {}
  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const v1::ClassifyActivityRequest* /*request*/,
                                             v1::ClassifyActivityResponse* response) override {
    response->CopyFrom(answer_);
    return Finished(context);
  }

 private:
  const v1::ClassifyActivityResponse answer_;
};

class RawEcho final : public Service::WithRawCallbackMethod_ClassifyActivity<Service::Service> {
 public:
  explicit RawEcho(int bytes) : answer_(OneSlice(EchoMessage(bytes).SerializeAsString())) {}
  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* /*request*/,
                                             grpc::ByteBuffer* response) override {
    *response = answer_;
    return Finished(context);
  }

 private:
  const grpc::ByteBuffer answer_;
};

class BatchEcho final
    : public Service::WithRawCallbackMethod_BatchClassifyActivities<Service::Service> {
 public:
  explicit BatchEcho(int bytes)
      : answer_(OneSlice(std::string(static_cast<std::size_t>(bytes), 'x'))) {}
  grpc::ServerUnaryReactor* BatchClassifyActivities(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* /*request*/,
                                                    grpc::ByteBuffer* response) override {
    *response = answer_;
    return Finished(context);
  }

 private:
  const grpc::ByteBuffer answer_;
};

}  // namespace

int ServeEcho(const std::string& kind, int bytes) {
  std::unique_ptr<grpc::Service> service;
  if (kind == "callback") service = std::make_unique<CallbackEcho>(bytes);
  if (kind == "raw") service = std::make_unique<RawEcho>(bytes);
  if (kind == "batch") service = std::make_unique<BatchEcho>(bytes);
  if (service == nullptr) return 2;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(service.get());
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::cout << "izind listening on 127.0.0.1:" << port << std::endl;
  server->Wait();
  return 0;
}

}  // namespace izin
