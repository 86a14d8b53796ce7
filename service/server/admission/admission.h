// Which calls are let in: each caller within its share, and all together as many as can be answered
// while their callers wait.

#ifndef IZIN_SERVICE_SERVER_ADMISSION_ADMISSION_H_
#define IZIN_SERVICE_SERVER_ADMISSION_ADMISSION_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "service/server/admission/caller_table.h"
#include "service/server/admission/load_shedder.h"
#include "service/server/admission/method_weights.h"
#include "service/transport/call_gate.h"

namespace izin {

// Why a call was refused.
enum class RefusedFor : std::uint8_t { kRate, kCalls, kLoad };
inline constexpr std::size_t kRefusedForCount = 3;
// "rate", "calls", "load": as the metrics name them.
absl::string_view NameOf(RefusedFor reason);

// Thread-safe.
class Admission {
 public:
  struct Options {
    CallerTable::Limits callers = {};
    LoadShedder::Options load = {};
  };
  // A call that asks, before a byte of its message is read. Times are nanoseconds of a clock that
  // never goes back.
  struct Asked {
    int method = -1;           // CalledMethod::number
    absl::string_view caller;  // not looked at unless wants_callers
    std::size_t bytes = 0;     // of its message
    std::int64_t arrived = 0;
    std::int64_t now = 0;
  };
  // One that was admitted, until it ends: the number of its method, and the caller in the table,
  // null where callers are not told apart.
  using Ticket = CallPlace;
  struct Verdict {
    bool is_admitted = true;
    RefusedFor reason = RefusedFor::kLoad;
    absl::Duration retry_after;
    Ticket ticket;
  };
  struct Counters {
    std::array<std::uint64_t, kRefusedForCount> refused{};  // by RefusedFor
    absl::Duration wait_limit = absl::InfiniteDuration();   // LoadShedder::limit
    std::size_t callers = 0;                                // remembered
  };

  explicit Admission(const Options& options);

  // Callers are told apart: Asked::caller is needed.
  bool wants_callers() const { return callers_.is_limited(); }

  Verdict Ask(const Asked& asked);

  // Of a call that was admitted, once, whose handler took so long.
  void End(const Ticket& ticket, std::int64_t took_ns);

  // A message of so many bytes on a stream that was admitted: how long its caller is to rest before
  // the next one is read.
  absl::Duration Charge(const Ticket& ticket, std::size_t bytes, std::int64_t now);

  Counters counters(std::int64_t now) const;

 private:
  struct Method {
    MethodWeight weight;                   // without a name: of a method that is not served
    std::atomic<std::int64_t> unit_ns{0};  // of handlers for each unit of weight, as seen of late
  };

  Verdict Refuse(RefusedFor reason, absl::Duration retry_after);

  CallerTable callers_;
  LoadShedder load_;
  const std::size_t method_count_;
  std::unique_ptr<Method[]> methods_;  // by CalledMethod::number
  std::array<std::atomic<std::uint64_t>, kRefusedForCount> refused_{};
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ADMISSION_ADMISSION_H_
