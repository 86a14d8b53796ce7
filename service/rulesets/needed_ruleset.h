// One of the rulesets compiled into this binary, for those who need no other.

#ifndef IZIN_SERVICE_RULESETS_NEEDED_RULESET_H_
#define IZIN_SERVICE_RULESETS_NEEDED_RULESET_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/rulesets/ruleset_library.h"

namespace izin {

// A library of that one alone which RulesetLibrary::Embedded would find by `pin`, or with an empty
// pin for `day`: the others are not loaded. Where it would find none, Embedded itself, which says
// so in full. DataLoss if a bundle is none.
absl::StatusOr<std::shared_ptr<const RulesetLibrary>> EmbeddedFor(absl::string_view pin,
                                                                  absl::CivilDay day);

}  // namespace izin

#endif  // IZIN_SERVICE_RULESETS_NEEDED_RULESET_H_
