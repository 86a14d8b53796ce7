// The time of day, injected.

#include "service/base/clock.h"

#include <gtest/gtest.h>

#include "tests/testing/fake_clock.h"

namespace izin {
namespace {

using ::izin::testing::FakeClock;

TEST(TodayInJakartaTest, ChangesAtSeventeenHoursUtc) {
  FakeClock clock(absl::FromCivil(absl::CivilHour(2026, 11, 24, 16), absl::UTCTimeZone()));
  EXPECT_EQ(TodayInJakarta(clock), absl::CivilDay(2026, 11, 24));
  clock.AdvanceBy(absl::Minutes(60) - absl::Nanoseconds(1));
  EXPECT_EQ(TodayInJakarta(clock), absl::CivilDay(2026, 11, 24));
  clock.AdvanceBy(absl::Nanoseconds(1));
  EXPECT_EQ(TodayInJakarta(clock), absl::CivilDay(2026, 11, 25));
}

TEST(TodayInJakartaTest, IsTheDayOfItsZoneWhateverTheYear) {
  const absl::TimeZone jakarta = absl::FixedTimeZone(7 * 60 * 60);
  FakeClock clock(absl::FromUnixSeconds(-7 * 60 * 60 - 1));  // the last second of 1969 there
  EXPECT_EQ(TodayInJakarta(clock), absl::CivilDay(1969, 12, 31));
  for (int hours = 0; hours < 24 * 400; hours += 11) {
    clock.Set(absl::FromCivil(absl::CivilHour(1968, 2, 1), jakarta) + absl::Hours(hours * 60));
    EXPECT_EQ(TodayInJakarta(clock), absl::ToCivilDay(clock.Now(), jakarta));
  }
}

TEST(FakeClockTest, MovesOnlyWhenTold) {
  FakeClock clock(absl::FromUnixSeconds(10));
  EXPECT_EQ(clock.Now(), clock.Now());
  clock.AdvanceBy(absl::Seconds(5));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(15));
  clock.Set(FakeClock::NoonInJakarta(absl::CivilDay(2026, 11, 24)));
  EXPECT_EQ(TodayInJakarta(clock), absl::CivilDay(2026, 11, 24));
}

TEST(RealClockTest, GoesForward) {
  const RealClock clock;
  const absl::Time before = clock.Now();
  EXPECT_LE(before, clock.Now());
}

}  // namespace
}  // namespace izin
