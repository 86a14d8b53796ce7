#include "classifier/working_days.h"

#include <gtest/gtest.h>

#include "tests/classifier/real_ruleset.h"

namespace izin {
namespace {

WorkingCalendar Calendar(JointLeave joint_leave = JointLeave::kSkipped) {
  return {testing::RealRuleset().data().holidays, joint_leave};
}

TEST(WorkingDaysTest, CountingStartsOnTheDayAfter) {
  // Tuesday, 24 November 2026.
  EXPECT_EQ(Calendar().DayAfter(absl::CivilDay(2026, 11, 24), 1), absl::CivilDay(2026, 11, 25));
  EXPECT_EQ(Calendar().DayAfter(absl::CivilDay(2026, 11, 24), 3), absl::CivilDay(2026, 11, 27));
}

TEST(WorkingDaysTest, WeekendsDoNotCount) {
  // Friday to Monday.
  EXPECT_EQ(Calendar().DayAfter(absl::CivilDay(2026, 11, 27), 1), absl::CivilDay(2026, 11, 30));
  EXPECT_EQ(Calendar().DayAfter(absl::CivilDay(2026, 11, 28), 1), absl::CivilDay(2026, 11, 30));
}

TEST(WorkingDaysTest, HolidaysDoNotCount) {
  // Christmas 2026 is a Friday; 24 December is joint leave.
  EXPECT_FALSE(Calendar().IsWorkingDay(absl::CivilDay(2026, 12, 25)));
  EXPECT_EQ(Calendar().DayAfter(absl::CivilDay(2026, 12, 23), 1), absl::CivilDay(2026, 12, 28));
}

TEST(WorkingDaysTest, JointLeaveCountsByChoice) {
  EXPECT_FALSE(Calendar().IsWorkingDay(absl::CivilDay(2026, 12, 24)));
  EXPECT_TRUE(Calendar(JointLeave::kCounted).IsWorkingDay(absl::CivilDay(2026, 12, 24)));
  EXPECT_EQ(Calendar(JointLeave::kCounted).DayAfter(absl::CivilDay(2026, 12, 23), 1),
            absl::CivilDay(2026, 12, 24));
}

TEST(WorkingDaysTest, AMissingYearIsNoGuess) {
  EXPECT_FALSE(Calendar().DayAfter(absl::CivilDay(2027, 12, 30), 5).has_value());
  EXPECT_FALSE(Calendar().DayAfter(absl::CivilDay(2019, 5, 1), 1).has_value());
  EXPECT_FALSE(WorkingCalendar().DayAfter(absl::CivilDay(2026, 5, 1), 1).has_value());
}

TEST(WorkingDaysTest, TheTableHoldsThreeYears) {
  for (int year : {2025, 2026, 2027}) EXPECT_TRUE(Calendar().KnowsYear(year)) << year;
  EXPECT_FALSE(Calendar().KnowsYear(2024));
  EXPECT_FALSE(Calendar().KnowsYear(2028));
}

}  // namespace
}  // namespace izin
