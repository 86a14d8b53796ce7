// Notices that calls queue, and says which of them are to be refused until they do no more.

#ifndef IZIN_SERVICE_SERVER_ADMISSION_LOAD_SHEDDER_H_
#define IZIN_SERVICE_SERVER_ADMISSION_LOAD_SHEDDER_H_

#include <atomic>
#include <cstdint>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace izin {

// What waited is measured from the arrival of a call to its start. Where most calls of a window
// waited longer than the target there is a standing queue, and not a burst (CoDel asks that of all
// of them; here those that are read first in each round wait for nobody). Until a window is without
// one, a call that waited longer than twice the target is refused: those behind it are answered
// while their callers wait, instead of all of them too late.
//
// Only what refusing saves is refused: what the transport spends on a call is spent before anybody
// asks here. A call that is expected to take less than kWorthNs of its handler is answered however
// long it waited. See deploy/adr/0017.
//
// Times are nanoseconds of a clock that never goes back. Thread-safe; a call takes no lock.
class LoadShedder {
 public:
  struct Options {
    absl::Duration target = absl::Milliseconds(10);  // of waiting; zero = nothing is ever shed
    absl::Duration window = absl::Milliseconds(100);
  };
  // Of a handler.
  static constexpr std::int64_t kWorthNs = 50'000;
  // Calls of a window; of fewer that took little it says nothing: one client whose messages come
  // long after their headers looks like a queue.
  static constexpr int kFewCalls = 16;

  explicit LoadShedder(const Options& options);

  // A call that begins at `now`, came at `arrived` and is expected to take `expected`: false where
  // it is to be refused.
  bool Admit(std::int64_t now, std::int64_t arrived, std::int64_t expected);

  // A call for a thread of its own, which handlers do not wait for: false while there is a queue.
  bool AdmitAside(std::int64_t now) const { return !has_queue(now); }

  // What a call that was admitted took.
  void Took(std::int64_t took) { took_.fetch_add(took, std::memory_order_relaxed); }

  // Calls queued of late.
  bool has_queue(std::int64_t now) const {
    return has_queue_.load(std::memory_order_relaxed) &&
           now - ends_.load(std::memory_order_relaxed) <= kForgotten * window_;
  }
  // How long a call may have waited at the moment; InfiniteDuration = as long as it likes.
  absl::Duration limit(std::int64_t now) const;

 private:
  // After that many windows without a call nothing is known any more.
  static constexpr std::int64_t kForgotten = 20;

  void EndWindow(std::int64_t now);

  const std::int64_t target_;
  const std::int64_t window_;
  std::atomic<bool> has_queue_{false};
  // Of this window. Each is exact; together they may be of two windows for a moment.
  std::atomic<std::int64_t> ends_{0};
  std::atomic<int> calls_{0};
  std::atomic<int> late_{0};           // of them, that waited longer than the target
  std::atomic<std::int64_t> took_{0};  // of handlers
  absl::Mutex ending_;                 // held by the thread that ends a window
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ADMISSION_LOAD_SHEDDER_H_
