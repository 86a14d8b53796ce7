// Reads the log of decisions, and answers past requests again under other rules.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_
#define IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "classifier/decision.h"
#include "izin/v1/decision.pb.h"
#include "service/rulesets/ruleset_library.h"
#include "service/store/store.h"

namespace izin {

// Decides a past request anew under the ruleset of that name, read in the edition of KBLI of its
// day; nothing if the ruleset is not held or cannot take it. Thread-safe.
using Redecide =
    std::function<std::optional<Decision>(const v1::ClassifyActivityRequest& request,
                                          const std::string& ruleset, v1::KbliEdition edition)>;

// Thread-safe.
class DecisionHandler {
 public:
  static constexpr int kMaxPage = 1000;

  // `store` must outlive the handler; null: nothing is kept, and every call is NOT_FOUND or empty.
  DecisionHandler(std::shared_ptr<const RulesetLibrary> library, const Store* store,
                  Redecide redecide)
      : library_(std::move(library)), store_(store), redecide_(std::move(redecide)) {}

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
  const Redecide redecide_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_
