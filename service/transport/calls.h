// The calls under way, and the way in which they end when the server ends.

#ifndef IZIN_SERVICE_TRANSPORT_CALLS_H_
#define IZIN_SERVICE_TRANSPORT_CALLS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

#include "service/transport/arrival.h"
#include "service/transport/call_gate.h"
#include "service/transport/contract_methods.h"

namespace izin {

// Gets what became of each call, on the thread that ended it. Thread-safe.
class CallObserver {
 public:
  virtual ~CallObserver() = default;
  virtual void CallEnded(const CalledMethod& method, grpc::StatusCode code,
                         absl::Duration took) = 0;
};

// One that is under way.
struct OpenCall {
  grpc::ServerUnaryReactor* reactor = nullptr;  // null: a stream
  CalledMethod method;
  std::int64_t begun_ns = 0;  // MonotonicNanos
  bool is_refused = false;    // by a gate: it has ended already
  CallPass pass;              // of the gates; empty where there is none
};

// Every unary call begins and ends here; a stream is counted from one to the other. Who begins one
// asks the gates: one after the other, until one refuses.
//
// From the moment at which it is told to shut down, the library cancels calls that it reads later,
// though clients sent them before they could know. So the last answers are held back: a client with
// as many calls out as it has at once sends no more. Once it is quiet the library is told, which
// tells the clients to go, and then the answers follow.
//
// Thread-safe.
class Calls {
 public:
  // `observer` may be null. All must outlive them. Without gates every call is admitted.
  explicit Calls(CallObserver* observer = nullptr, std::vector<CallGate*> gates = {})
      : observer_(observer), gates_(std::move(gates)) {}

  // Of a unary call, once, before its request is read. One that a gate refuses has ended, and its
  // reactor is all that is left to return.
  OpenCall Begin(const CalledMethod& method, grpc::CallbackServerContext* context,
                 const grpc::ByteBuffer* request = nullptr) {
    OpenCall call = BeginWith(method, context->DefaultReactor());
    if (!gates_.empty()) {
      std::optional<grpc::Status> refusal =
          Ask(*context, request == nullptr ? 0 : request->Length(), call);
      if (refusal.has_value()) Finish(call, *std::move(refusal));
    }
    return call;
  }
  // Of the same call, once, on any thread.
  void Finish(const OpenCall& call, grpc::Status status) {
    TellEnd(call, status);
    if (is_holding_.load(std::memory_order_acquire) && Keep(call.reactor, status)) return;
    call.reactor->Finish(std::move(status));
    under_way_.fetch_sub(1, std::memory_order_release);
  }

  // Of a stream, once, before anything of it is read. One that a gate refuses has ended, and is
  // answered with `refusal`.
  OpenCall BeginStream(const CalledMethod& method, const grpc::CallbackServerContext& context,
                       grpc::Status& refusal) {
    OpenCall call = BeginWith(method, nullptr);
    if (!gates_.empty()) {
      std::optional<grpc::Status> refused = Ask(context, 0, call);
      if (refused.has_value()) {
        refusal = *std::move(refused);
        EndStream(call, refusal.error_code());
      }
    }
    return call;
  }
  // A message of so many bytes came on it: how long its caller is to rest before the next is read.
  absl::Duration Charge(const OpenCall& call, std::size_t bytes) const;
  void EndStream(const OpenCall& call, grpc::StatusCode code) {
    TellEnd(call, grpc::Status(code, ""));
    under_way_.fetch_sub(1, std::memory_order_release);
  }

  // While there is nothing to answer by, each call but those of RulesetService that change that is
  // refused.
  void SetReady(bool is_ready) { is_ready_.store(is_ready, std::memory_order_relaxed); }
  bool is_ready() const { return is_ready_.load(std::memory_order_relaxed); }

  int under_way() const { return under_way_.load(std::memory_order_acquire); }

  // Holds answers back from here on, until no call has ended for `quiet`: then true. False where
  // that is not so at `deadline`.
  bool HoldUntilQuiet(absl::Duration quiet, absl::Time deadline);

  // Lets go what was held, and holds nothing from here on.
  void Release();

 private:
  OpenCall BeginWith(const CalledMethod& method, grpc::ServerUnaryReactor* reactor) {
    under_way_.fetch_add(1, std::memory_order_relaxed);
    return {reactor, method, MonotonicNanos()};
  }
  // Into `call`; what it is to be answered where a gate refuses it.
  std::optional<grpc::Status> Ask(const grpc::CallbackServerContext& context, std::size_t bytes,
                                  OpenCall& call) const;
  // The observer, and the gates where none of them has refused it.
  void TellEnd(const OpenCall& call, const grpc::Status& status) const;
  // The first `count` gates.
  void TellGates(const EndedCall& ended, const CallPass& pass, std::size_t count) const;
  bool Keep(grpc::ServerUnaryReactor* reactor, const grpc::Status& status);

  CallObserver* const observer_;
  const std::vector<CallGate*> gates_;
  std::atomic<int> under_way_ = 0;
  std::atomic<bool> is_ready_ = true;
  std::atomic<bool> is_holding_ = false;
  absl::Mutex mutex_;
  std::vector<std::pair<grpc::ServerUnaryReactor*, grpc::Status>> held_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CALLS_H_
