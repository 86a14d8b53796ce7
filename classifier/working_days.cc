#include "classifier/working_days.h"

#include <algorithm>

namespace izin {
namespace {

bool IsBefore(const Holiday& holiday, absl::CivilDay day) { return holiday.day < day; }

}  // namespace

std::optional<absl::CivilDay> WorkingCalendar::DayAfter(absl::CivilDay start,
                                                        int working_days) const {
  absl::CivilDay day = start;
  for (int counted = 0; counted < working_days;) {
    ++day;
    if (!KnowsYear(day.year())) return std::nullopt;
    if (IsWorkingDay(day)) ++counted;
  }
  return day;
}

bool WorkingCalendar::KnowsYear(absl::civil_year_t year) const {
  const auto first =
      std::lower_bound(holidays_.begin(), holidays_.end(), absl::CivilDay(year), IsBefore);
  return first != holidays_.end() && first->day.year() == year;
}

bool WorkingCalendar::IsWorkingDay(absl::CivilDay day) const {
  const absl::Weekday weekday = absl::GetWeekday(day);
  if (weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday) return false;
  auto holiday = std::lower_bound(holidays_.begin(), holidays_.end(), day, IsBefore);
  for (; holiday != holidays_.end() && holiday->day == day; ++holiday) {
    if (!holiday->is_joint_leave || joint_leave_ == JointLeave::kSkipped) return false;
  }
  return true;
}

}  // namespace izin
