#include "service/cli/backend.h"

#include <chrono>
#include <utility>

#include <grpcpp/grpcpp.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/reference.grpc.pb.h"
#include "izin/v1/ruleset.grpc.pb.h"
#include "service/answer/classify_handler.h"
#include "service/lifecycle/ruleset_handler.h"
#include "service/lookup/kbli_handler.h"
#include "service/lookup/reference_handler.h"
#include "service/lookup/risk_handler.h"
#include "service/rulesets/ruleset_library.h"
#include "service/transport/grpc_status.h"

namespace izin::cli {
namespace {

constexpr std::chrono::seconds kDeadline{30};

class Local final : public Backend {
 public:
  Local(const std::shared_ptr<const RulesetLibrary>& library, JointLeave joint_leave)
      : handler_(library, clock_, joint_leave),
        kbli_handler_(library, clock_),
        risk_handler_(library, clock_),
        reference_handler_(library),
        ruleset_handler_(library) {}

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    return handler_.Classify(request);
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    return handler_.ClassifyBatch(request, [] { return false; });
  }
  absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(
      const v1::ConvertKbliCodeRequest& request) override {
    return kbli_handler_.Convert(request);
  }
  absl::StatusOr<v1::AssessRiskResponse> Assess(const v1::AssessRiskRequest& request) override {
    return risk_handler_.Assess(request);
  }
  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request) override {
    return reference_handler_.List(request);
  }
  absl::StatusOr<v1::DiffRulesetsResponse> DiffRulesets(
      const v1::DiffRulesetsRequest& request) override {
    return ruleset_handler_.Diff(request);
  }

 private:
  const RealClock clock_;
  const ClassifyHandler handler_;
  const KbliHandler kbli_handler_;
  const RiskHandler risk_handler_;
  const ReferenceHandler reference_handler_;
  const RulesetHandler ruleset_handler_;
};

class Remote final : public Backend {
 public:
  explicit Remote(const std::string& address)
      : channel_(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())),
        stub_(v1::PermitClassificationService::NewStub(channel_)),
        kbli_stub_(v1::KbliService::NewStub(channel_)),
        reference_stub_(v1::ReferenceService::NewStub(channel_)),
        ruleset_stub_(v1::RulesetService::NewStub(channel_)) {}

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
  absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(
      const v1::ConvertKbliCodeRequest& request) override {
    grpc::ClientContext context;
    Prepare(context);
    v1::ConvertKbliCodeResponse response;
    const grpc::Status status = kbli_stub_->ConvertKbliCode(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }
  absl::StatusOr<v1::AssessRiskResponse> Assess(const v1::AssessRiskRequest& request) override {
    grpc::ClientContext context;
    Prepare(context);
    v1::AssessRiskResponse response;
    const grpc::Status status = stub_->AssessRisk(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }
  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request) override {
    grpc::ClientContext context;
    Prepare(context);
    v1::ListReferenceValuesResponse response;
    const grpc::Status status = reference_stub_->ListReferenceValues(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }
  absl::StatusOr<v1::DiffRulesetsResponse> DiffRulesets(
      const v1::DiffRulesetsRequest& request) override {
    grpc::ClientContext context;
    Prepare(context);
    v1::DiffRulesetsResponse response;
    const grpc::Status status = ruleset_stub_->DiffRulesets(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

 private:
  static void Prepare(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  }

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::PermitClassificationService::Stub> stub_;
  const std::unique_ptr<v1::KbliService::Stub> kbli_stub_;
  const std::unique_ptr<v1::ReferenceService::Stub> reference_stub_;
  const std::unique_ptr<v1::RulesetService::Stub> ruleset_stub_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> LocalBackend(const std::string& rulesets_dir,
                                                      JointLeave joint_leave) {
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library =
      rulesets_dir.empty() ? RulesetLibrary::Embedded() : RulesetLibrary::FromFolder(rulesets_dir);
  if (!library.ok()) return library.status();
  return std::make_unique<Local>(*library, joint_leave);
}

std::unique_ptr<Backend> ServerBackend(const std::string& address) {
  return std::make_unique<Remote>(address);
}

absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(const BackendOptions& options) {
  if (options.server.empty()) return LocalBackend(options.rulesets, options.joint_leave);
  return ServerBackend(options.server);
}

}  // namespace izin::cli
