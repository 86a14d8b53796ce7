// What each caller has taken of late, so that one of them does not take it all.

#ifndef IZIN_SERVICE_SERVER_ADMISSION_CALLER_TABLE_H_
#define IZIN_SERVICE_SERVER_ADMISSION_CALLER_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace izin {

// Callers by name, each with a bucket of tokens and the calls that it has under way. A token comes
// back `rate` times a second, up to a second's worth. A call takes as many as it weighs, more than
// there are too: then the caller waits until its debt is paid, and a call that weighs more than the
// bucket holds is not refused for ever.
//
// Memory is bounded: of more than `most` callers those leave that were seen longest ago, and begin
// anew when they come back. Thread-safe.
class CallerTable {
 public:
  struct Limits {
    double rate = 0;          // weight a second; 0 = any
    int calls = 0;            // under way at once; 0 = any
    std::size_t most = 4096;  // callers remembered
  };
  enum class Verdict { kAdmitted, kTooFast, kTooMany };

  // One caller. Opaque; of the table that gave it.
  class Caller;
  struct Taken {
    Verdict verdict = Verdict::kAdmitted;
    absl::Duration retry_after;      // where it was refused
    std::shared_ptr<Caller> caller;  // where it was admitted: for Charge and Return
  };

  explicit CallerTable(const Limits& limits) : limits_(limits) {}

  bool is_limited() const { return limits_.rate > 0 || limits_.calls > 0; }

  // A call that begins. `now` is of a clock that never goes back, in nanoseconds.
  Taken Take(absl::string_view caller, double weight, std::int64_t now);

  // More of a call that was admitted, as a message of its stream: how long the caller is to rest
  // until its debt is paid; zero where it has none.
  absl::Duration Charge(Caller& caller, double weight, std::int64_t now);

  // Such a call has ended.
  void Return(Caller& caller);

  // Callers remembered.
  std::size_t size() const;

 private:
  using Order = std::list<std::shared_ptr<Caller>>;  // the last one seen first

  const std::shared_ptr<Caller>& Find(absl::string_view name, std::int64_t now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void MakeRoom() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Refill(Caller& caller, std::int64_t now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Until `caller` has a token again.
  absl::Duration RestOf(const Caller& caller) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Limits limits_;
  mutable absl::Mutex mutex_;
  Order order_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, Order::iterator> by_name_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ADMISSION_CALLER_TABLE_H_
