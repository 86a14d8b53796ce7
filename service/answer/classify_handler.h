// Answers classification requests: validate -> pin -> decide -> respond. One path for the API, the
// CLI and batches.

#ifndef IZIN_SERVICE_ANSWER_CLASSIFY_HANDLER_H_
#define IZIN_SERVICE_ANSWER_CLASSIFY_HANDLER_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

#include "classifier/decision.h"
#include "classifier/working_days.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "service/base/clock.h"
#include "service/request/validate_request.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

// Thread-safe.
class ClassifyHandler {
 public:
  static constexpr int kMaxBatch = 1000;

  // `clock` must outlive the handler.
  ClassifyHandler(std::shared_ptr<const RulesetLibrary> library, const Clock& clock,
                  JointLeave joint_leave = JointLeave::kSkipped);

  // INVALID_ARGUMENT, NOT_FOUND or FAILED_PRECONDITION with a BadRequest of every fault
  // (RequestFaults).
  absl::StatusOr<izin::v1::Classification> Classify(
      const izin::v1::ClassifyActivityRequest& request) const;

  // The two halves of it. `activity_key` is what AppendActivityKey gives for the request.
  absl::StatusOr<ValidatedRequest> Validate(const izin::v1::ClassifyActivityRequest& request) const;
  izin::v1::Classification Decide(const ValidatedRequest& validated,
                                  const std::string& activity_key) const;

  // Decides a past request under `ruleset`, read in `edition`; nothing if that ruleset cannot take
  // it.
  std::optional<Decision> DecideAgain(izin::v1::ClassifyActivityRequest request,
                                      const std::string& ruleset,
                                      izin::v1::KbliEdition edition) const;

  // Each request answered or refused on its own, in order. INVALID_ARGUMENT for more than
  // kMaxBatch; CANCELLED as soon as `is_cancelled` says so.
  absl::StatusOr<izin::v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const izin::v1::BatchClassifyActivitiesRequest& request,
      absl::FunctionRef<bool()> is_cancelled) const;

 private:
  const std::shared_ptr<const RulesetLibrary> library_;
  const Clock& clock_;
  const JointLeave joint_leave_;
};

// INVALID_ARGUMENT for a batch of more than ClassifyHandler::kMaxBatch requests.
absl::Status CheckBatchSize(const izin::v1::BatchClassifyActivitiesRequest& batch);

// The item of a batch, stream or file that was refused: code, message and the path of the first
// fault.
izin::v1::ItemError ToItemError(const absl::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_CLASSIFY_HANDLER_H_
