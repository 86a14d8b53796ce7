// Reads the log of decisions, and answers past requests again under other rules.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_
#define IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "izin/v1/decision.pb.h"
#include "service/ruleset_library.h"
#include "service/store/store.h"

namespace izin {

// Thread-safe.
class DecisionHandler {
 public:
  static constexpr int kMaxPage = 1000;

  // `store` must outlive the handler; null: nothing is kept, and every call is NOT_FOUND or empty.
  DecisionHandler(std::shared_ptr<const RulesetLibrary> library, const Store* store)
      : library_(std::move(library)), store_(store) {}

  // INVALID_ARGUMENT for a malformed id, NOT_FOUND for one that the log does not hold, UNAVAILABLE
  // if it cannot be read now.
  absl::StatusOr<izin::v1::Decision> Get(const izin::v1::GetDecisionRequest& request) const;

  // By time. INVALID_ARGUMENT for a time, code, page size or token that cannot be.
  absl::StatusOr<izin::v1::ListDecisionsResponse> List(
      const izin::v1::ListDecisionsRequest& request) const;

  // Calls `found` for each decision of the span that would differ under the ruleset, until it says
  // false or `is_cancelled` says true. INVALID_ARGUMENT, NOT_FOUND or UNAVAILABLE.
  absl::Status Replay(
      const izin::v1::ReplayDecisionsRequest& request, absl::FunctionRef<bool()> is_cancelled,
      absl::FunctionRef<bool(const izin::v1::ReplayDecisionsResponse&)> found) const;

 private:
  std::shared_ptr<const RulesetLibrary> library_;
  const Store* store_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_
