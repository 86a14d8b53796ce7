// A backend of the CLI over the embedded rulesets whose day is always kToday, so that pages do not
// change with the calendar.

#ifndef IZIN_TESTS_SERVICE_CLI_LOCAL_ANSWERS_H_
#define IZIN_TESTS_SERVICE_CLI_LOCAL_ANSWERS_H_

#include <string>
#include <vector>

#include "service/cli/backend.h"
#include "service/lookup/reference_handler.h"
#include "tests/service/answering.h"

namespace izin::testing {

// Answers activities one by one and in batches, and reference values. Everything else is
// UNIMPLEMENTED. Counts the calls of batches.
class LocalAnswers : public cli::Backend {
 public:
  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    return Answer(request);
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    ++batches;
    v1::BatchClassifyActivitiesResponse response;
    for (const v1::ClassifyActivityRequest& one : request.requests()) {
      v1::BatchClassifyActivitiesResult& result = *response.add_results();
      if (auto answer = Answer(one); answer.ok()) {
        *result.mutable_classification() = *std::move(answer);
      } else {
        result.mutable_error()->set_message(std::string(answer.status().message()));
      }
    }
    return response;
  }
  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request) override {
    return ReferenceHandler(Rulesets()).List(request);
  }

  absl::StatusOr<v1::ClassifyOssPayloadResponse> ClassifyOssPayload(
      const v1::ClassifyOssPayloadRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::AssessRiskResponse> Assess(const v1::AssessRiskRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(const v1::ConvertKbliCodeRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::SearchKbliEntriesResponse> Search(
      const v1::SearchKbliEntriesRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::DiffRulesetsResponse> DiffRulesets(const v1::DiffRulesetsRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::ListRulesetsResponse> ListRulesets(const v1::ListRulesetsRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::ActivateRulesetResponse> ActivateRuleset(
      const v1::ActivateRulesetRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::RollbackRulesetResponse> RollbackRuleset(
      const v1::RollbackRulesetRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::Decision> GetDecision(const v1::GetDecisionRequest&) override {
    return absl::UnimplementedError("");
  }
  absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(const v1::ListDecisionsRequest&,
                                                          std::vector<std::string>&) override {
    return absl::UnimplementedError("");
  }
  absl::Status ReplayDecisions(const v1::ReplayDecisionsRequest&, const Found&) override {
    return absl::UnimplementedError("");
  }

  int batches = 0;
};

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_CLI_LOCAL_ANSWERS_H_
