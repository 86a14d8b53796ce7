// What the pipeline finds wrong with the activity of a place, in the paths of the payload.

#ifndef IZIN_SERVICE_ANSWER_OSS_PLACE_FAULTS_H_
#define IZIN_SERVICE_ANSWER_OSS_PLACE_FAULTS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "service/answer/oss/payload.h"
#include "service/answer/oss/payload_fields.h"

namespace izin {

// Where in the payload the field of an activity was read: "activity.kbli_code" of a place ->
// "dataNIB.data_proyek[0].kbli". Fields of the request itself stay as they are.
std::string PayloadPath(absl::string_view field_path, const OssPlace& place);

// Adds the faults of `status`, which the pipeline gave for `place`.
void AddPlaceFaults(const absl::Status& status, const OssPlace& place, PayloadFaults& faults);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_PLACE_FAULTS_H_
