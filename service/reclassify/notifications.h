// What to tell a business about a change: short enough for a text message, and at length.

#ifndef IZIN_SERVICE_RECLASSIFY_NOTIFICATIONS_H_
#define IZIN_SERVICE_RECLASSIFY_NOTIFICATIONS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "service/reclassify/comparison.h"
#include "service/request/validate_request.h"

namespace izin {

// A text message holds so many characters of the GSM alphabet. Ours are ASCII.
inline constexpr std::size_t kSmsCharacters = 160;
// A longer id of a business is left out of its text messages.
inline constexpr std::size_t kMaxIdInSms = 32;

// The texts of one comparison. `{id}` stands where the id of the business goes, and nothing else of
// the business is named.
struct Notification {
  std::string sms_id;
  std::string sms_en;
  std::string long_id;
  std::string long_en;
};

// Of a change; of a row that is unchanged all texts are empty.
//
// The longer form names what changed and why, the permits to apply for in the order of acting
// (without those held, issued by themselves, or that an old document stands for), what becomes of
// old documents, and what a person must choose.
Notification NotificationOf(const Comparison& comparison);

// The head of the file of notifications.
std::string NotificationHeader();
// What stands on its line between the ids and the line break; `{id}` is still in it.
std::string NotificationTail(const Comparison& comparison);
// Appends a whole line.
void AppendNotification(absl::string_view business_id, absl::string_view project_id,
                        absl::string_view tail, std::string& out);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_NOTIFICATIONS_H_
