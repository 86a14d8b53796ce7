// Rulesets with what regions add to them.

#ifndef IZIN_SERVICE_RULESETS_OVERLAID_RULESETS_H_
#define IZIN_SERVICE_RULESETS_OVERLAID_RULESETS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/rulesets/ruleset_library.h"

namespace izin {

// The rulesets of a data folder, or with an empty `data_dir` those compiled into this binary, each
// with the overlays that name it, compiled and proved now. A ruleset that an overlay adds to has
// another fingerprint; the others stay as they are. Without overlays the library itself.
//
// FailedPrecondition with every fault of every overlay and ruleset as file:line:column, and for an
// overlay that names no ruleset held; NotFound for a folder that is not there, InvalidArgument for
// two overlays of one name.
absl::StatusOr<std::shared_ptr<const RulesetLibrary>> LibraryWithOverlays(
    const std::string& data_dir, absl::Span<const std::string> overlays);

}  // namespace izin

#endif  // IZIN_SERVICE_RULESETS_OVERLAID_RULESETS_H_
