// An item of data_checklist, as it stands in a payload.

#ifndef IZIN_SERVICE_ANSWER_OSS_READ_ITEM_H_
#define IZIN_SERVICE_ANSWER_OSS_READ_ITEM_H_

#include "service/answer/oss/guide_codes.h"
#include "service/answer/oss/payload.h"
#include "service/answer/oss/payload_fields.h"

namespace izin {

// A fault for each code that is none of its Lampiran.
OssItem ReadItem(const PayloadFields& fields, const GuideCodes& codes);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_READ_ITEM_H_
