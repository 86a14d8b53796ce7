// What there is to say of how a payload was read, in both languages.

#ifndef IZIN_SERVICE_ANSWER_OSS_REMARKS_H_
#define IZIN_SERVICE_ANSWER_OSS_REMARKS_H_

#include <cstdint>
#include <string>

#include "izin/v1/oss_payload.pb.h"

namespace izin {

// In the order in which they are listed.
enum class RemarkKind : std::uint8_t {
  kEditionByTheGuide,
  kOtherVersion,
  kUnknownMembers,
  kNoChecklist,
  kNibWithoutCode,
  kKbliConverted,
  kScaleOfTheNib,
  kScaleDerived,
  kCapitalNotRead,
  kCapitalStatusNotStated,
  kNeitherForeignNorDomestic,
  kZoneKindNotStated,
  kExtentNotStated,
  kAreaWithoutUnit,
  kSpatialPlanNotRead,
  kRequirementsNotCompared,
  kOfficeWithoutCode,
  kOfficeNotStated,
  kNotCompared,
  kScopeOpen,
  kInputsOpen,
};

struct Remark {
  RemarkKind kind = RemarkKind::kEditionByTheGuide;
  std::string path;   // may be empty
  std::string value;  // what stands for "$0" in its text; may be empty
};

// As the API says it.
v1::OssNote ToNote(const Remark& remark, bool is_english);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_REMARKS_H_
