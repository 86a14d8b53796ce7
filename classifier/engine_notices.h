// The warnings that the engine itself gives, and not a row of a table.
//
// Their words are the ruleset's. In those of a conversion {value} is the KBLI 2020 number and
// {other} the KBLI 2025 number, whichever of the two was asked. CODE_MERGED is given where the code
// asked shares its one counterpart: of a ruleset keyed by KBLI 2025 it must say that the old code
// became the new one together with others, of one keyed by KBLI 2020 that the old code became other
// new ones too.

#ifndef IZIN_CLASSIFIER_ENGINE_NOTICES_H_
#define IZIN_CLASSIFIER_ENGINE_NOTICES_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace izin {

enum class EngineNotice : std::uint8_t {
  kAuthorityNotConfirmed,
  kAuthorityOverlap,
  kCodeMerged,
  kCodeNotInSnapshot,
  kCodeRenumbered,
  kDataNewerThanDate,
  kForbiddenHere,
  kFutureDate,
  kHolidaysNotKnown,
  kInputIgnored,
  kLicenceKindDiffers,
  kScaleBelowPma,
  kScaleMismatch,
  kSuspectScope,
  kSuspectText,
  kUnverifiedRule,
};

// Their codes, in that order. Every ruleset must hold their notices (the loader checks).
inline constexpr absl::string_view kEngineNotices[] = {
    "AUTHORITY_NOT_CONFIRMED", "AUTHORITY_OVERLAP",    "CODE_MERGED",
    "CODE_NOT_IN_SNAPSHOT",    "CODE_RENUMBERED",      "DATA_NEWER_THAN_DATE",
    "FORBIDDEN_HERE",          "FUTURE_DATE",          "HOLIDAYS_NOT_KNOWN",
    "INPUT_IGNORED",           "LICENCE_KIND_DIFFERS", "SCALE_BELOW_PMA",
    "SCALE_MISMATCH",          "SUSPECT_SCOPE",        "SUSPECT_TEXT",
    "UNVERIFIED_RULE",
};
inline constexpr int kEngineNoticeCount = static_cast<int>(EngineNotice::kUnverifiedRule) + 1;
static_assert(sizeof(kEngineNotices) / sizeof(kEngineNotices[0]) == kEngineNoticeCount);

}  // namespace izin

#endif  // IZIN_CLASSIFIER_ENGINE_NOTICES_H_
