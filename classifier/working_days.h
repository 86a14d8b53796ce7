// Hari: working days, PP 28/2025 art 1 no 26. Weekends and public holidays do not count; cuti
// bersama by choice.

#ifndef IZIN_CLASSIFIER_WORKING_DAYS_H_
#define IZIN_CLASSIFIER_WORKING_DAYS_H_

#include <optional>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"

#include "classifier/ruleset_data.h"

namespace izin {

// Whether an office works on the days of joint leave (cuti bersama), which bind civil servants.
enum class JointLeave { kSkipped, kCounted };

// A view of a table of holidays, which must outlive it. Cheap to copy.
class WorkingCalendar {
 public:
  WorkingCalendar() = default;  // knows no year
  // `holidays` by day.
  WorkingCalendar(absl::Span<const Holiday> holidays, JointLeave joint_leave)
      : holidays_(holidays), joint_leave_(joint_leave) {}

  // The last of `working_days` (1 or more) when counting starts on the working day after `start`;
  // nothing if a year on the way is not in the table: its holidays would be a guess.
  std::optional<absl::CivilDay> DayAfter(absl::CivilDay start, int working_days) const;

  bool KnowsYear(absl::civil_year_t year) const;
  // REQUIRES: KnowsYear(day.year()).
  bool IsWorkingDay(absl::CivilDay day) const;

 private:
  absl::Span<const Holiday> holidays_;
  JointLeave joint_leave_ = JointLeave::kSkipped;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_WORKING_DAYS_H_
