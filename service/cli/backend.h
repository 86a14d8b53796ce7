// Where the CLI gets its answers: the rulesets in this process, or a server.

#ifndef IZIN_SERVICE_CLI_BACKEND_H_
#define IZIN_SERVICE_CLI_BACKEND_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "classifier/working_days.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "izin/v1/reference.pb.h"
#include "izin/v1/ruleset.pb.h"

namespace izin::cli {

// Thread-safe.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual absl::StatusOr<izin::v1::Classification> Classify(
      const izin::v1::ClassifyActivityRequest& request) = 0;
  // At most 1,000 requests; a status is the failure of the whole call.
  virtual absl::StatusOr<izin::v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const izin::v1::BatchClassifyActivitiesRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::ConvertKbliCodeResponse> Convert(
      const izin::v1::ConvertKbliCodeRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::AssessRiskResponse> Assess(
      const izin::v1::AssessRiskRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::ListReferenceValuesResponse> ListReferenceValues(
      const izin::v1::ListReferenceValuesRequest& request) = 0;
  virtual absl::StatusOr<izin::v1::DiffRulesetsResponse> DiffRulesets(
      const izin::v1::DiffRulesetsRequest& request) = 0;
};

struct BackendOptions {
  std::string server;    // "127.0.0.1:8980" or "unix:PATH"; empty = this process
  std::string rulesets;  // data folder to use in place of the embedded rulesets
  JointLeave joint_leave = JointLeave::kSkipped;
};

// With the rulesets embedded in the binary, or those of `rulesets_dir` if it is not empty.
absl::StatusOr<std::unique_ptr<Backend>> LocalBackend(
    const std::string& rulesets_dir, JointLeave joint_leave = JointLeave::kSkipped);

// The server that the options name, or the local one if they name none.
absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(const BackendOptions& options);

// Over gRPC: "127.0.0.1:8980" or "unix:PATH".
std::unique_ptr<Backend> ServerBackend(const std::string& address);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_BACKEND_H_
