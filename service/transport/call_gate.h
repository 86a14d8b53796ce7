// Who a call is let in by: what is asked of each call before anything of it is read.

#ifndef IZIN_SERVICE_TRANSPORT_CALL_GATE_H_
#define IZIN_SERVICE_TRANSPORT_CALL_GATE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

#include "service/base/trace_context.h"
#include "service/transport/contract_methods.h"

namespace izin {

// Who calls, as a gate found out. One object serves many calls. Immutable.
struct Caller {
  std::string name;                 // recorded with decisions; empty: nobody in particular
  bool reads_all_decisions = true;  // false: those that are recorded with its own name
};

// What an admin call did, told by its service to whoever keeps account of such calls. Written by
// the thread that ends the call alone.
struct CallNotes {
  std::vector<std::pair<std::string, std::string>> what;  // {"ruleset", "rulesets/pp28-2025@..."}
};

// What admission keeps of a call that it let in: its own words, which need no memory of their own
// where callers are not told apart.
struct CallPlace {
  int method = -1;  // CalledMethod::number; -1: nothing is kept
  double weight = 0;
  std::int64_t expected_ns = 0;
  std::shared_ptr<void> caller;
};

// The trace that a call came with, and what is told of the call under it. Written by the thread
// that ends the call alone.
struct CallTrace {
  TraceContext parent;      // of who calls
  std::string state;        // its tracestate; empty: none that is well-formed
  std::string decision_id;  // of the first record of the call; empty: it left none
};

// What the gates gave a call that they admitted; goes with it to its end. Cheap to copy.
struct CallPass {
  std::shared_ptr<const Caller> caller;  // null: no gate asked who calls
  std::shared_ptr<CallNotes> notes;      // null: nobody keeps account of it
  CallPlace place;
  std::shared_ptr<CallTrace> trace;  // null: neither came with a trace nor is told of
};

// A call as it came. The context gives its metadata, deadline, peer and the peer's certificate;
// calls over HTTP come by the server's own channel, with their headers as metadata.
struct ArrivingCall {
  CalledMethod method;
  const grpc::CallbackServerContext& context;
  std::size_t bytes = 0;  // of its message; of a stream, none has come
  std::int64_t now = 0;   // MonotonicNanos, read once for all gates
};

// One that has ended. Of a stream the code of the status alone is known.
struct EndedCall {
  CalledMethod method;
  const grpc::Status& status;
  std::int64_t begun_ns = 0;  // ArrivingCall::now
  std::int64_t ended_ns = 0;
};

// One reason for which calls are refused: who calls, or how many there are. Thread-safe.
class CallGate {
 public:
  virtual ~CallGate() = default;

  // Nothing admits it, and may write into `pass`, where the gates before this one have written. A
  // status is what the call is answered. Waits for no other call.
  virtual std::optional<grpc::Status> Refuses(const ArrivingCall& call, CallPass& pass) = 0;

  // Of each call that this gate admitted, once: it has ended, or a gate behind this one refused it
  // so. On any thread.
  virtual void Ended(const EndedCall& /*call*/, const CallPass& /*pass*/) {}

  // A message of so many bytes came on a stream that this gate admitted: how long its caller is to
  // rest before the next one is read.
  virtual absl::Duration Charge(const CallPass& /*pass*/, std::size_t /*bytes*/) {
    return absl::ZeroDuration();
  }
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CALL_GATE_H_
