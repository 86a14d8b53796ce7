// The time of day, injected.

#ifndef IZIN_SERVICE_BASE_CLOCK_H_
#define IZIN_SERVICE_BASE_CLOCK_H_

#include <cstdint>
#include <limits>

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace izin {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class RealClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

// The date in Asia/Jakarta: UTC+7 all year since 1964.
inline absl::CivilDay TodayInJakarta(const Clock& clock) {
  constexpr std::int64_t kAheadOfUtc = std::int64_t{7} * 60 * 60;
  constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60;
  const std::int64_t seconds = absl::ToUnixSeconds(clock.Now()) + kAheadOfUtc;
  const std::int64_t number = seconds / kDay - (seconds % kDay < 0 ? 1 : 0);  // 1970-01-01 is 0
  // Every request asks, and the answer changes once a day.
  thread_local std::int64_t known = std::numeric_limits<std::int64_t>::min();
  thread_local absl::CivilDay day;
  if (number != known) {
    day = absl::CivilDay(1970, 1, 1) + number;
    known = number;
  }
  return day;
}

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_CLOCK_H_
