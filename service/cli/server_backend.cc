#include <chrono>
#include <utility>

#include <grpcpp/grpcpp.h>

#include "izin/v1/decision.grpc.pb.h"
#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/oss_payload.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/reference.grpc.pb.h"
#include "izin/v1/ruleset.grpc.pb.h"
#include "service/cli/backend.h"
#include "service/cli/channel.h"
#include "service/transport/decision_service.h"
#include "service/transport/grpc_status.h"

namespace izin::cli {
namespace {

class Remote final : public Backend {
 public:
  Remote(std::shared_ptr<grpc::Channel> channel, double timeout_seconds)
      : timeout_(timeout_seconds), channel_(std::move(channel)) {}

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    absl::StatusOr<v1::ClassifyActivityResponse> response =
        Call(permits_, &v1::PermitClassificationService::Stub::ClassifyActivity, request);
    if (!response.ok()) return response.status();
    return std::move(*response->mutable_classification());
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    return Call(permits_, &v1::PermitClassificationService::Stub::BatchClassifyActivities, request);
  }
  absl::StatusOr<v1::ClassifyOssPayloadResponse> ClassifyOssPayload(
      const v1::ClassifyOssPayloadRequest& request) override {
    return Call(payloads_, &v1::OssPayloadService::Stub::ClassifyOssPayload, request);
  }
  absl::StatusOr<v1::AssessRiskResponse> Assess(const v1::AssessRiskRequest& request) override {
    return Call(permits_, &v1::PermitClassificationService::Stub::AssessRisk, request);
  }
  absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(
      const v1::ConvertKbliCodeRequest& request) override {
    return Call(kbli_, &v1::KbliService::Stub::ConvertKbliCode, request);
  }
  absl::StatusOr<v1::SearchKbliEntriesResponse> Search(
      const v1::SearchKbliEntriesRequest& request) override {
    return Call(kbli_, &v1::KbliService::Stub::SearchKbliEntries, request);
  }
  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request) override {
    return Call(references_, &v1::ReferenceService::Stub::ListReferenceValues, request);
  }
  absl::StatusOr<v1::DiffRulesetsResponse> DiffRulesets(
      const v1::DiffRulesetsRequest& request) override {
    return Call(rulesets_, &v1::RulesetService::Stub::DiffRulesets, request);
  }
  absl::StatusOr<v1::Decision> GetDecision(const v1::GetDecisionRequest& request) override {
    absl::StatusOr<v1::GetDecisionResponse> response =
        Call(decisions_, &v1::DecisionService::Stub::GetDecision, request);
    if (!response.ok()) return response.status();
    return std::move(*response->mutable_decision());
  }
  absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(const v1::ListDecisionsRequest& request,
                                                          std::vector<std::string>& lost) override {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListDecisionsResponse response;
    const grpc::Status status = decisions_->ListDecisions(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    const auto named = context.GetServerTrailingMetadata().equal_range(kDataLossTrailer);
    for (auto it = named.first; it != named.second; ++it)
      lost.emplace_back(it->second.data(), it->second.size());
    return response;
  }
  absl::Status ReplayDecisions(const v1::ReplayDecisionsRequest& request,
                               const Found& found) override {
    grpc::ClientContext context;
    SetDeadline(context);
    const auto reader = decisions_->ReplayDecisions(&context, request);
    v1::ReplayDecisionsResponse response;
    bool is_wanted = true;
    while (is_wanted && reader->Read(&response)) is_wanted = found(response);
    if (!is_wanted) context.TryCancel();
    const grpc::Status status = reader->Finish();
    return is_wanted ? FromGrpcStatus(status) : absl::OkStatus();
  }

 private:
  void SetDeadline(grpc::ClientContext& context) const {
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::duration_cast<std::chrono::system_clock::duration>(timeout_));
  }

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(const std::unique_ptr<Stub>& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) const {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const grpc::Status status = (*stub.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  const std::chrono::duration<double> timeout_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::PermitClassificationService::Stub> permits_ =
      v1::PermitClassificationService::NewStub(channel_);
  const std::unique_ptr<v1::OssPayloadService::Stub> payloads_ =
      v1::OssPayloadService::NewStub(channel_);
  const std::unique_ptr<v1::KbliService::Stub> kbli_ = v1::KbliService::NewStub(channel_);
  const std::unique_ptr<v1::ReferenceService::Stub> references_ =
      v1::ReferenceService::NewStub(channel_);
  const std::unique_ptr<v1::RulesetService::Stub> rulesets_ = v1::RulesetService::NewStub(channel_);
  const std::unique_ptr<v1::DecisionService::Stub> decisions_ =
      v1::DecisionService::NewStub(channel_);
};

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> ServerBackend(const BackendOptions& options) {
  absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = ChannelTo(options);
  if (!channel.ok()) return channel.status();
  return std::make_unique<Remote>(*std::move(channel), options.timeout_seconds);
}

}  // namespace izin::cli
