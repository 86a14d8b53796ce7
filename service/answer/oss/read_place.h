// A location of a project as an activity: what its own object says, that of its project and that of
// the NIB.

#ifndef IZIN_SERVICE_ANSWER_OSS_READ_PLACE_H_
#define IZIN_SERVICE_ANSWER_OSS_READ_PLACE_H_

#include <string>
#include <vector>

#include "absl/types/span.h"

#include "izin/v1/activity.pb.h"
#include "service/answer/oss/guide_codes.h"
#include "service/answer/oss/payload.h"
#include "service/answer/oss/payload_fields.h"

namespace izin {

// What dataNIB says of all projects.
struct OssBusiness {
  izin::v1::BusinessActivity activity;  // actor, legal form, foreign capital; its scale
  izin::v1::Zone zone_kind = izin::v1::ZONE_UNSPECIFIED;  // of jenis_kawasan, Lampiran 21
  std::vector<Remark> remarks;
};

// What a project says of all its locations.
struct OssProject {
  std::string path;
  std::string id;
  std::string stated_risk;
  bool crosses_boundaries = false;      // jenis_lokasi Y
  izin::v1::BusinessActivity activity;  // of the business, with code, scale and capital
  std::vector<Remark> remarks;          // of the business, and of the project
};

OssBusiness ReadBusiness(const PayloadFields& nib, const GuideCodes& codes);
OssProject ReadProject(const PayloadFields& fields, const OssBusiness& business,
                       const GuideCodes& codes);
// Without regions, which PutRegions adds.
OssPlace ReadPlace(const PayloadFields& fields, const OssProject& project,
                   const OssBusiness& business, const GuideCodes& codes);

// The regions of all locations of a project: of one that lies across boundaries those of the whole
// project if they are several; else none, because one alone would deny it.
void PutRegions(const OssProject& project, absl::Span<OssPlace> places);

// The digits of a code of a region, `least` to ten of them, with or without dots. Empty, and a
// fault, for anything else.
std::string RegionOf(const PayloadFields& fields, absl::string_view name, std::size_t least);

// The value of a code of the guide as a number of the enum, 0 where there is none; a fault for what
// is no code.
int CodedValue(const PayloadFields& fields, absl::string_view name, absl::string_view kind,
               const GuideCodes& codes, const google::protobuf::EnumDescriptor& values);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_READ_PLACE_H_
