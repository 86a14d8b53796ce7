#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "service/answer/batch.h"
#include "service/answer/oss/oss_handler.h"
#include "service/answer/pipeline.h"
#include "service/base/clock.h"
#include "service/cli/backend.h"
#include "service/decisions/decision_handler.h"
#include "service/decisions/stored_decision.h"
#include "service/lifecycle/ruleset_activator.h"
#include "service/lifecycle/ruleset_handler.h"
#include "service/lookup/kbli_handler.h"
#include "service/lookup/kbli_indexes.h"
#include "service/lookup/reference_handler.h"
#include "service/lookup/risk_handler.h"
#include "service/lookup/search_handler.h"
#include "service/rulesets/overlaid_rulesets.h"
#include "service/rulesets/ruleset_holder.h"
#include "service/store/store.h"

namespace izin::cli {
namespace {

bool IsNeverCancelled() { return false; }

class Local final : public Backend {
 public:
  Local(std::shared_ptr<const RulesetLibrary> library, JointLeave joint_leave,
        std::unique_ptr<const Store> store, std::shared_ptr<const KbliIndexes> indexes)
      : store_(std::move(store)),
        indexes_(std::move(indexes)),
        rulesets_(library),
        activator_({.trusts_store = true}, {.base = std::move(library),
                                            .store = store_.get(),
                                            .clock = clock_,
                                            .holder = rulesets_}),
        pipeline_(rulesets_, clock_, joint_leave, {}),
        oss_handler_(pipeline_),
        kbli_handler_(rulesets_, clock_),
        search_handler_(rulesets_, *indexes_, clock_),
        risk_handler_(rulesets_, clock_),
        reference_handler_(rulesets_),
        ruleset_handler_(rulesets_, &activator_),
        decision_handler_(rulesets_, store_.get(), pipeline_.redecide()) {}

  // What is active in the data folder answers here too.
  absl::Status Restore() { return activator_.Restore(); }

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    return pipeline_.Classify(request);
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    const absl::StatusOr<std::vector<grpc::Slice>> pieces =
        AnswerBatch(pipeline_, request, std::numeric_limits<std::size_t>::max(), IsNeverCancelled,
                    /*given=*/nullptr);
    if (!pieces.ok()) return pieces.status();
    v1::BatchClassifyActivitiesResponse response;
    for (const grpc::Slice& piece : *pieces) {
      // A piece is one result as a field of the whole: read one by one they add up.
      v1::BatchClassifyActivitiesResponse part;
      part.ParseFromArray(piece.begin(), static_cast<int>(piece.size()));
      response.mutable_results()->Add(std::move(*part.mutable_results(0)));
    }
    return response;
  }
  absl::StatusOr<v1::ClassifyOssPayloadResponse> ClassifyOssPayload(
      const v1::ClassifyOssPayloadRequest& request) override {
    return oss_handler_.Classify(request, {.max_bytes = std::numeric_limits<std::size_t>::max(),
                                           .is_cancelled = IsNeverCancelled});
  }
  absl::StatusOr<v1::AssessRiskResponse> Assess(const v1::AssessRiskRequest& request) override {
    return risk_handler_.Assess(request);
  }
  absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(
      const v1::ConvertKbliCodeRequest& request) override {
    return kbli_handler_.Convert(request);
  }
  absl::StatusOr<v1::SearchKbliEntriesResponse> Search(
      const v1::SearchKbliEntriesRequest& request) override {
    return search_handler_.Search(request);
  }
  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request) override {
    return reference_handler_.List(request);
  }
  absl::StatusOr<v1::DiffRulesetsResponse> DiffRulesets(
      const v1::DiffRulesetsRequest& request) override {
    return ruleset_handler_.Diff(request);
  }
  absl::StatusOr<v1::ListRulesetsResponse> ListRulesets(
      const v1::ListRulesetsRequest& request) override {
    return ruleset_handler_.List(request);
  }
  absl::StatusOr<v1::ActivateRulesetResponse> ActivateRuleset(
      const v1::ActivateRulesetRequest& /*request*/) override {
    return absl::FailedPreconditionError("want --server: a server alone takes rulesets");
  }
  absl::StatusOr<v1::RollbackRulesetResponse> RollbackRuleset(
      const v1::RollbackRulesetRequest& /*request*/) override {
    return absl::FailedPreconditionError("want --server: a server alone goes back");
  }
  absl::StatusOr<v1::Decision> GetDecision(const v1::GetDecisionRequest& request) override {
    return decision_handler_.Get(request);
  }
  absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(const v1::ListDecisionsRequest& request,
                                                          std::vector<std::string>& lost) override {
    std::vector<LostSpan> spans;
    absl::StatusOr<v1::ListDecisionsResponse> page = decision_handler_.List(request, spans);
    for (const LostSpan& span : spans) lost.push_back(Describe(span));
    return page;
  }
  absl::Status ReplayDecisions(const v1::ReplayDecisionsRequest& request,
                               const Found& found) override {
    absl::StatusOr<Replay> replay = decision_handler_.Replay(request);
    if (!replay.ok()) return replay.status();
    std::vector<v1::ReplayDecisionsResponse> differing;
    while (!replay->is_done()) {
      differing.clear();
      absl::Status status = replay->Step(IsNeverCancelled, differing);
      for (const v1::ReplayDecisionsResponse& one : differing) {
        if (!found(one)) return absl::OkStatus();
      }
      if (!status.ok()) return status;
    }
    return replay->Outcome();
  }

 private:
  const RealClock clock_;
  const std::unique_ptr<const Store> store_;
  const std::shared_ptr<const KbliIndexes> indexes_;
  RulesetHolder rulesets_;
  RulesetActivator activator_;
  const Pipeline pipeline_;
  const OssHandler oss_handler_;
  const KbliHandler kbli_handler_;
  const SearchHandler search_handler_;
  const RiskHandler risk_handler_;
  const ReferenceHandler reference_handler_;
  const RulesetHandler ruleset_handler_;
  const DecisionHandler decision_handler_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> LocalBackend(const BackendOptions& options) {
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library =
      LibraryWithOverlays(options.rulesets, options.overlays);
  if (!library.ok()) return library.status();
  std::unique_ptr<const Store> store;
  if (!options.data_dir.empty()) {
    Store::Options kept;
    kept.path = options.data_dir;
    absl::StatusOr<std::unique_ptr<Store>> opened = Store::OpenReadOnly(kept);
    if (!opened.ok()) return opened.status();
    store = *std::move(opened);
  }
  absl::StatusOr<std::shared_ptr<const KbliIndexes>> indexes =
      KbliIndexesOf(options.rulesets, (*library)->latest());
  if (!indexes.ok()) return indexes.status();
  auto backend = std::make_unique<Local>(*std::move(library), options.joint_leave, std::move(store),
                                         *std::move(indexes));
  if (absl::Status restored = backend->Restore(); !restored.ok()) return restored;
  return backend;
}

}  // namespace izin::cli
