// The names that the OSS integration guide has for the members of `receiveNIB`, level by level.
//
// One thing has several names there, and one name several meanings:
//
//   a region       kd_daerah of the NIB and of an item, proyek_daerah_id of a location
//   a scale        skala_usaha of the NIB and of a project
//   jenis_lokasi   Y or N of a project, 01 or 02 of a location
//   jenis_kawasan  Lampiran 21 (which kind) of the NIB, Lampiran 16 (within or outside) of a
//   location data_lokasi_proyek  the locations of a project, and within one of them its coordinates

#ifndef IZIN_SERVICE_ANSWER_OSS_GUIDE_NAMES_H_
#define IZIN_SERVICE_ANSWER_OSS_GUIDE_NAMES_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace izin {

// Version of the guide that all of it is of.
inline constexpr absl::string_view kGuideVersion = "4.3.22";

// The objects of a payload that are read.
enum class GuideLevel : std::uint8_t { kRoot, kNib, kProject, kLocation, kPosition, kChecklist };

// All names of the level, in the order of the alphabet.
absl::Span<const absl::string_view> GuideNames(GuideLevel level);
bool IsGuideName(GuideLevel level, absl::string_view name);

// The name that was probably meant by one that the level does not have: written otherwise
// ("dataNib", "skala-usaha", "kabli"), or the name that the same thing has at another level
// ("kd_daerah" for "proyek_daerah_id"). Empty if none comes near.
absl::string_view MeantName(GuideLevel level, absl::string_view name);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_GUIDE_NAMES_H_
