// From a ClassifyActivityRequest to what is decided and how it is answered.

#ifndef IZIN_SERVICE_REQUEST_VALIDATE_REQUEST_H_
#define IZIN_SERVICE_REQUEST_VALIDATE_REQUEST_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "classifier/activity.h"
#include "classifier/ruleset.h"
#include "classifier/working_days.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

enum class Language : std::uint8_t { kIndonesian, kEnglish };

// How an answer is written.
struct AnswerForm {
  Language language = Language::kIndonesian;
  bool is_basic = false;  // codes only: no texts, no legal basis
  bool explain = false;
  std::optional<absl::CivilDay> filed_on;  // due dates are counted from it
  std::optional<absl::CivilDay> as_of;     // the day of texts that differ by day; none: the latest
  WorkingCalendar calendar;
};

struct ValidatedRequest {
  std::shared_ptr<const Ruleset> ruleset;  // the pinned snapshot
  BusinessActivity activity;
  AnswerForm form;
  bool is_future = false;      // as_of lies after today
  bool predates_data = false;  // as_of lies before the snapshot of the ruleset's data
};

// Every fault of the request in one status: see RequestFaults. `today` is the date in Asia/Jakarta.
absl::StatusOr<ValidatedRequest> ValidateRequest(const izin::v1::ClassifyActivityRequest& request,
                                                 const RulesetLibrary& library,
                                                 absl::CivilDay today, JointLeave joint_leave);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_VALIDATE_REQUEST_H_
