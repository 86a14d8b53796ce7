// The time of day, injected.

#ifndef IZIN_SERVICE_BASE_CLOCK_H_
#define IZIN_SERVICE_BASE_CLOCK_H_

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
  static const absl::TimeZone kJakarta = absl::FixedTimeZone(7 * 60 * 60);
  return absl::ToCivilDay(clock.Now(), kJakarta);
}

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_CLOCK_H_
