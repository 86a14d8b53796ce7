#include <utility>

#include "service/cli/backend.h"
#include "service/cli/channel.h"
#include "service/client/client.h"
#include "service/transport/decision_service.h"

namespace izin::cli {
namespace {

class Remote final : public Backend {
 public:
  explicit Remote(Client client) : client_(std::move(client)) {}

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    absl::StatusOr<v1::ClassifyActivityResponse> response = client_.ClassifyActivity(request);
    if (!response.ok()) return response.status();
    return std::move(*response->mutable_classification());
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    return client_.BatchClassifyActivities(request);
  }
  absl::StatusOr<v1::ClassifyOssPayloadResponse> ClassifyOssPayload(
      const v1::ClassifyOssPayloadRequest& request) override {
    return client_.ClassifyOssPayload(request);
  }
  absl::StatusOr<v1::AssessRiskResponse> Assess(const v1::AssessRiskRequest& request) override {
    return client_.AssessRisk(request);
  }
  absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(
      const v1::ConvertKbliCodeRequest& request) override {
    return client_.ConvertKbliCode(request);
  }
  absl::StatusOr<v1::SearchKbliEntriesResponse> Search(
      const v1::SearchKbliEntriesRequest& request) override {
    return client_.SearchKbliEntries(request);
  }
  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request) override {
    return client_.ListReferenceValues(request);
  }
  absl::StatusOr<v1::DiffRulesetsResponse> DiffRulesets(
      const v1::DiffRulesetsRequest& request) override {
    return client_.DiffRulesets(request);
  }
  absl::StatusOr<v1::ListRulesetsResponse> ListRulesets(
      const v1::ListRulesetsRequest& request) override {
    return client_.ListRulesets(request);
  }
  absl::StatusOr<v1::ActivateRulesetResponse> ActivateRuleset(
      const v1::ActivateRulesetRequest& request) override {
    return client_.ActivateRuleset(request);
  }
  absl::StatusOr<v1::RollbackRulesetResponse> RollbackRuleset(
      const v1::RollbackRulesetRequest& request) override {
    return client_.RollbackRuleset(request);
  }
  absl::StatusOr<v1::Decision> GetDecision(const v1::GetDecisionRequest& request) override {
    absl::StatusOr<v1::GetDecisionResponse> response = client_.GetDecision(request);
    if (!response.ok()) return response.status();
    return std::move(*response->mutable_decision());
  }
  absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(const v1::ListDecisionsRequest& request,
                                                          std::vector<std::string>& lost) override {
    CallOptions call;
    call.on_trailers = [&lost](const CallOptions::Trailers& trailers) {
      const auto named = trailers.equal_range(kDataLossTrailer);
      for (auto it = named.first; it != named.second; ++it) lost.push_back(it->second);
    };
    return client_.ListDecisions(request, call);
  }
  absl::Status ReplayDecisions(const v1::ReplayDecisionsRequest& request,
                               const Found& found) override {
    return client_.ReplayDecisions(request, found);
  }

 private:
  const Client client_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> ServerBackend(const BackendOptions& options) {
  absl::StatusOr<Client> client = ClientTo(options);
  if (!client.ok()) return client.status();
  return std::make_unique<Remote>(*std::move(client));
}

}  // namespace izin::cli
