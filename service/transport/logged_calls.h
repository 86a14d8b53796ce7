// The end of calls whose answers the log of decisions has records of.

#ifndef IZIN_SERVICE_TRANSPORT_LOGGED_CALLS_H_
#define IZIN_SERVICE_TRANSPORT_LOGGED_CALLS_H_

#include "absl/status/status.h"
#include <grpcpp/grpcpp.h>

#include "service/decisions/decision_log.h"
#include "service/transport/calls.h"

namespace izin {

// Thread-safe.
class LoggedCalls {
 public:
  // Both must outlive it; a null `log` logs nothing.
  LoggedCalls(Calls& calls, DecisionLog* log) : calls_(calls), log_(log) {}

  // Records are wanted.
  bool is_logged() const { return log_ != nullptr && log_->mode() != DecisionLogMode::kOff; }

  DecisionLog* log() const { return log_; }  // null: nothing is logged

  // For the call that this thread answers, empty; its buffers serve the next one.
  static GivenRecords& FreshRecords();

  // Ends a call that was answered, once the log allows it: with the id of its first record in the
  // trailer `izin-decision-id`, or UNAVAILABLE where that must be written and cannot be.
  void End(grpc::CallbackServerContext* context, const OpenCall& call, GivenRecords& given);

 private:
  void EndLogged(grpc::CallbackServerContext* context, const OpenCall& call, DecisionId id,
                 const absl::Status& status);

  Calls& calls_;
  DecisionLog* const log_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_LOGGED_CALLS_H_
