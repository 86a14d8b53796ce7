// Reads the log of decisions.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_
#define IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "izin/v1/decision.pb.h"
#include "service/decisions/decision_id.h"
#include "service/decisions/decision_log.h"
#include "service/decisions/decision_reader.h"
#include "service/decisions/redecide.h"
#include "service/decisions/replay.h"
#include "service/rulesets/ruleset_holder.h"
#include "service/store/store.h"

namespace izin {

// Thread-safe.
class DecisionHandler {
 public:
  static constexpr int kMaxPage = 1000;
  static constexpr std::size_t kMaxPageBytes = std::size_t{3} << 20;  // a client takes 4 MiB

  // `rulesets` and `store` must outlive the handler; null: nothing is kept, and every call is
  // NOT_FOUND or empty. So must `log`, which writes to the store; null: nobody does.
  DecisionHandler(const RulesetHolder& rulesets, const Store* store, Redecide redecide,
                  const DecisionLog* log = nullptr)
      : rulesets_(rulesets), store_(store), log_(log), redecide_(std::move(redecide)) {}

  // A decision that waits to be written too, if `reader` may read it: one that it may not is as if
  // the log did not hold it. INVALID_ARGUMENT for a malformed id, NOT_FOUND for one that the log
  // does not hold, DATA_LOSS where it is damaged, UNAVAILABLE if it cannot be read now.
  absl::StatusOr<izin::v1::Decision> Get(const izin::v1::GetDecisionRequest& request,
                                         const DecisionReader& reader = {}) const;

  // Of what is written, and `reader` may read. By time, at most kMaxPage and about kMaxPageBytes.
  // What cannot be read for damage ends no page: the spans that a page met are added to `lost`.
  // INVALID_ARGUMENT for a time, code, page size or token that cannot be; CANCELLED soon after
  // `is_cancelled` says so: a code that the log has few decisions of is looked for in all of it.
  absl::StatusOr<izin::v1::ListDecisionsResponse> List(
      const izin::v1::ListDecisionsRequest& request, absl::FunctionRef<bool()> is_cancelled,
      std::vector<LostSpan>& lost, const DecisionReader& reader = {}) const;
  absl::StatusOr<izin::v1::ListDecisionsResponse> List(
      const izin::v1::ListDecisionsRequest& request, std::vector<LostSpan>& lost,
      const DecisionReader& reader = {}) const {
    return List(
        request, [] { return false; }, lost, reader);
  }

  // To answer the decisions of a span that `reader` may read again. INVALID_ARGUMENT for a time
  // that cannot be or what is no name of a ruleset, NOT_FOUND for a ruleset that is not held. The
  // handler must outlive it.
  absl::StatusOr<izin::Replay> Replay(const izin::v1::ReplayDecisionsRequest& request,
                                      DecisionReader reader = {}) const {
    return izin::Replay::Start(request, *rulesets_.Current(), store_, redecide_, std::move(reader));
  }

 private:
  // The record as it lies in the store, or will.
  absl::StatusOr<std::string> Record(DecisionId id) const;

  const RulesetHolder& rulesets_;
  const Store* const store_;
  const DecisionLog* const log_;
  const Redecide redecide_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_HANDLER_H_
