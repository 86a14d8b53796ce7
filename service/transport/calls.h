// The calls under way, and the way in which they end when the server ends.

#ifndef IZIN_SERVICE_TRANSPORT_CALLS_H_
#define IZIN_SERVICE_TRANSPORT_CALLS_H_

#include <atomic>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

namespace izin {

// Every unary call begins and ends here; a stream is counted from one to the other.
//
// From the moment at which it is told to shut down, the library cancels calls that it reads later,
// though clients sent them before they could know. So the last answers are held back: a client with
// as many calls out as it has at once sends no more. Once it is quiet the library is told, which
// tells the clients to go, and then the answers follow.
//
// Thread-safe.
class Calls {
 public:
  // Of a unary call, once.
  grpc::ServerUnaryReactor* Begin(grpc::CallbackServerContext* context) {
    BeginStream();
    return context->DefaultReactor();
  }
  // Of the same call, once, on any thread.
  void Finish(grpc::ServerUnaryReactor* reactor, const grpc::Status& status) {
    if (is_holding_.load(std::memory_order_acquire) && Keep(reactor, status)) return;
    reactor->Finish(status);
    EndStream();
  }
  void BeginStream() { under_way_.fetch_add(1, std::memory_order_relaxed); }
  void EndStream() { under_way_.fetch_sub(1, std::memory_order_release); }

  int under_way() const { return under_way_.load(std::memory_order_acquire); }

  // Holds answers back from here on, until no call has ended for `quiet`: then true. False where
  // that is not so at `deadline`.
  bool HoldUntilQuiet(absl::Duration quiet, absl::Time deadline);

  // Lets go what was held, and holds nothing from here on.
  void Release();

 private:
  bool Keep(grpc::ServerUnaryReactor* reactor, const grpc::Status& status);

  std::atomic<int> under_way_ = 0;
  std::atomic<bool> is_holding_ = false;
  absl::Mutex mutex_;
  std::vector<std::pair<grpc::ServerUnaryReactor*, grpc::Status>> held_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CALLS_H_
