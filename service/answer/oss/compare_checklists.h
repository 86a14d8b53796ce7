// The checklist of a payload beside the one that the rules imply.

#ifndef IZIN_SERVICE_ANSWER_OSS_COMPARE_CHECKLISTS_H_
#define IZIN_SERVICE_ANSWER_OSS_COMPARE_CHECKLISTS_H_

#include <vector>

#include "absl/types/span.h"

#include "izin/v1/oss_payload.pb.h"
#include "service/answer/oss/payload.h"
#include "service/answer/oss/permit_names.h"

namespace izin {

// The items of each place, by its position, and those of no place. An item belongs to all places of
// its project whose region lies in its own, or, where it names neither, to all that there are; an
// item without a project to the only one.
struct PlacedItems {
  std::vector<std::vector<const OssItem*>> of_place;
  std::vector<const OssItem*> unplaced;
};
PlacedItems PlaceItems(const OssPayload& payload);

// Compares `stated` with the items of `place`, whose found_path it fills, and adds findings and
// remarks to it. A licence is found by its jenis_izin, everything else by its name.
void CompareChecklists(absl::Span<const OssItem* const> stated, PermitNames& names, bool is_english,
                       v1::OssLocationClassification& place);

// The finding that an item belongs to no place.
v1::OssChecklistFinding UnplacedFinding(const OssItem& item, bool is_english);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_COMPARE_CHECKLISTS_H_
