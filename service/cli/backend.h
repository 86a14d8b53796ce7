// Where the CLI gets its answers: the rulesets in this process, a server's data, or a server.

#ifndef IZIN_SERVICE_CLI_BACKEND_H_
#define IZIN_SERVICE_CLI_BACKEND_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include <CLI/CLI.hpp>

#include "classifier/working_days.h"
#include "izin/v1/decision.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/oss_payload.pb.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "izin/v1/reference.pb.h"
#include "izin/v1/ruleset.pb.h"

namespace izin::cli {

// What answers activities. Thread-safe. A status is what the service says, or UNAVAILABLE and
// DEADLINE_EXCEEDED of a server.
class ActivityBackend {
 public:
  virtual ~ActivityBackend() = default;
  virtual absl::StatusOr<izin::v1::Classification> Classify(
      const izin::v1::ClassifyActivityRequest& request) = 0;
  // At most 1,000 requests; a status is the failure of the whole call.
  virtual absl::StatusOr<izin::v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const izin::v1::BatchClassifyActivitiesRequest& request) = 0;
};

// And everything else. Thread-safe, with the same statuses.
class Backend : public ActivityBackend {
 public:
  // False ends the replay.
  using Found = std::function<bool(const izin::v1::ReplayDecisionsResponse&)>;

  virtual absl::StatusOr<izin::v1::ClassifyOssPayloadResponse> ClassifyOssPayload(
      const izin::v1::ClassifyOssPayloadRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::AssessRiskResponse> Assess(
      const izin::v1::AssessRiskRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::ConvertKbliCodeResponse> Convert(
      const izin::v1::ConvertKbliCodeRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::SearchKbliEntriesResponse> Search(
      const izin::v1::SearchKbliEntriesRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::ListReferenceValuesResponse> ListReferenceValues(
      const izin::v1::ListReferenceValuesRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::DiffRulesetsResponse> DiffRulesets(
      const izin::v1::DiffRulesetsRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::ListRulesetsResponse> ListRulesets(
      const izin::v1::ListRulesetsRequest& request) = 0;
  // A server alone changes what answers; without one FAILED_PRECONDITION.
  virtual absl::StatusOr<izin::v1::ActivateRulesetResponse> ActivateRuleset(
      const izin::v1::ActivateRulesetRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::RollbackRulesetResponse> RollbackRuleset(
      const izin::v1::RollbackRulesetRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::Decision> GetDecision(
      const izin::v1::GetDecisionRequest& request) = 0;
  // What of the log cannot be read is added to `lost`, in words.
  virtual absl::StatusOr<izin::v1::ListDecisionsResponse> ListDecisions(
      const izin::v1::ListDecisionsRequest& request, std::vector<std::string>& lost) = 0;
  virtual absl::Status ReplayDecisions(const izin::v1::ReplayDecisionsRequest& request,
                                       const Found& found) = 0;
};

struct BackendOptions {
  std::string server;                 // "127.0.0.1:8980" or "unix:PATH"; empty = this process
  std::string rulesets;               // data folder to use in place of the embedded rulesets
  std::vector<std::string> overlays;  // folders with what regions add
  std::string data_dir;         // database of a server, read beside it; empty = nothing is kept
  double timeout_seconds = 30;  // of each call to a server
  // PEM files of TLS to the server; without the first it is plain text.
  std::string tls_ca;    // authority of its certificate; "system" = those this machine believes
  std::string tls_cert;  // the client's own, with its key, where the server wants one
  std::string tls_key;
  std::string token_file;   // with the bearer token of each call; empty = none is sent
  std::string traceparent;  // of the span that calls; empty: what the environment says
  JointLeave joint_leave = JointLeave::kSkipped;
};

// Adds --server, and --timeout, --token-file, --traceparent and those of TLS, which need it.
void AddServerOptions(CLI::App& command, BackendOptions& options);

// Adds --data-dir, which means the same in every command: the folder that `izind --data-dir` keeps
// its database in.
CLI::Option* AddDataDirOption(CLI::App& command, std::string& data_dir);

// The server that the options name; without one the rulesets and data in this process.
absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(const BackendOptions& options);

// The two kinds. Errors as RulesetLibrary's and Store::OpenReadOnly's.
absl::StatusOr<std::unique_ptr<Backend>> LocalBackend(const BackendOptions& options);
// Nothing is connected before the first call. Errors as ClientTo's.
absl::StatusOr<std::unique_ptr<Backend>> ServerBackend(const BackendOptions& options);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_BACKEND_H_
