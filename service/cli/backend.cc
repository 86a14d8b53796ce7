#include "service/cli/backend.h"

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <utility>

#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/classify_handler.h"
#include "service/grpc_status.h"
#include "service/ruleset_library.h"

namespace izin::cli {
namespace {

constexpr std::chrono::seconds kDeadline{30};

class Local final : public Backend {
 public:
  explicit Local(std::shared_ptr<const RulesetLibrary> library) : handler_(std::move(library), clock_) {}

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    return handler_.Classify(request);
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    return handler_.ClassifyBatch(request, [] { return false; });
  }

 private:
  const RealClock clock_;
  const ClassifyHandler handler_;
};

class Remote final : public Backend {
 public:
  explicit Remote(const std::string& address)
      : stub_(v1::PermitClassificationService::NewStub(
            grpc::CreateChannel(address, grpc::InsecureChannelCredentials()))) {}

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    grpc::ClientContext context;
    Prepare(context);
    v1::ClassifyActivityResponse response;
    const grpc::Status status = stub_->ClassifyActivity(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return std::move(*response.mutable_classification());
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    grpc::ClientContext context;
    Prepare(context);
    v1::BatchClassifyActivitiesResponse response;
    const grpc::Status status = stub_->BatchClassifyActivities(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

 private:
  static void Prepare(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  }

  const std::unique_ptr<v1::PermitClassificationService::Stub> stub_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> LocalBackend(const std::string& rulesets_dir) {
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library =
      rulesets_dir.empty() ? RulesetLibrary::Embedded() : RulesetLibrary::FromFolder(rulesets_dir);
  if (!library.ok()) return library.status();
  return std::make_unique<Local>(*std::move(library));
}

std::unique_ptr<Backend> ServerBackend(const std::string& address) { return std::make_unique<Remote>(address); }

}  // namespace izin::cli
