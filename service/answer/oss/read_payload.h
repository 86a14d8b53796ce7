// From the text of a payload to activities that can be asked and items that can be compared.

#ifndef IZIN_SERVICE_ANSWER_OSS_READ_PAYLOAD_H_
#define IZIN_SERVICE_ANSWER_OSS_READ_PAYLOAD_H_

#include "absl/strings/string_view.h"

#include "izin/v1/activity.pb.h"
#include "service/answer/oss/guide_codes.h"
#include "service/answer/oss/payload.h"
#include "service/answer/oss/payload_fields.h"

namespace izin {

// Locations, and items of data_checklist, of a payload, at most.
inline constexpr std::size_t kMaxOssPlaces = 1000;
inline constexpr std::size_t kMaxOssItems = 2000;

// What the guide is silent on is left as the API has it for what is not known, and told in a
// remark; nothing is made up. Every fault goes into `faults`, and what could be read is returned
// all the same, so that it can be checked too. `edition` is that of the codes; UNSPECIFIED = KBLI
// 2020.
OssPayload ReadOssPayload(absl::string_view json, const GuideCodes& codes,
                          izin::v1::KbliEdition edition, PayloadFaults& faults);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_READ_PAYLOAD_H_
