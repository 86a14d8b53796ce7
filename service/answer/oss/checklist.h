// The data_checklist that an answer implies.

#ifndef IZIN_SERVICE_ANSWER_OSS_CHECKLIST_H_
#define IZIN_SERVICE_ANSWER_OSS_CHECKLIST_H_

#include <vector>

#include "classifier/ruleset.h"
#include "izin/v1/classification.pb.h"
#include "izin/v1/oss_payload.pb.h"
#include "service/answer/oss/guide_codes.h"

namespace izin {

// The permits of `answer` in its order, in the codes of the guide; without the NIB, for which the
// guide has none. `ruleset` is the one that answered. Empty for an outcome that names no permits.
std::vector<v1::OssChecklistItem> ChecklistOf(const v1::Classification& answer,
                                              const Ruleset& ruleset, const GuideCodes& codes);

// False for outcomes that name no permits.
bool NamesPermits(v1::Outcome outcome);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_CHECKLIST_H_
