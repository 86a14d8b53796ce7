// Whether what is being worked out is still wanted.

#ifndef IZIN_SERVICE_BASE_CANCELLATION_H_
#define IZIN_SERVICE_BASE_CANCELLATION_H_

#include "absl/functional/function_ref.h"

namespace izin {

// Asked again and again by work that takes long, in steps of a millisecond at most. Once it said
// that the work is over it goes on saying so: what was made by then is to be thrown away.
// Single-threaded.
//
//   Cancellation cancellation([&context] { return context.IsCancelled(); });
//   for (...) {
//     if (cancellation.IsOver()) return;
//     ...
//   }
class Cancellation {
 public:
  // What `is_cancelled` refers to must outlive it.
  explicit Cancellation(absl::FunctionRef<bool()> is_cancelled) : is_cancelled_(is_cancelled) {}

  bool IsOver() {
    is_over_ = is_over_ || is_cancelled_();
    return is_over_;
  }
  // Without asking.
  bool is_over() const { return is_over_; }

 private:
  const absl::FunctionRef<bool()> is_cancelled_;
  bool is_over_ = false;
};

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_CANCELLATION_H_
