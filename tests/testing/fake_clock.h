// A clock for tests.

#ifndef IZIN_TESTS_TESTING_FAKE_CLOCK_H_
#define IZIN_TESTS_TESTING_FAKE_CLOCK_H_

#include <atomic>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "service/base/clock.h"

namespace izin::testing {

// Stands still until told to move. Thread-safe.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time now) : now_(now) {}
  // Noon in Jakarta on `day`.
  static absl::Time NoonInJakarta(absl::CivilDay day) {
    return absl::FromCivil(absl::CivilHour(day) + 12, absl::FixedTimeZone(7 * 60 * 60));
  }

  absl::Time Now() const override { return now_.load(); }
  void Set(absl::Time now) { now_.store(now); }
  void AdvanceBy(absl::Duration step) { now_.store(now_.load() + step); }

 private:
  std::atomic<absl::Time> now_;
};

}  // namespace izin::testing

#endif  // IZIN_TESTS_TESTING_FAKE_CLOCK_H_
