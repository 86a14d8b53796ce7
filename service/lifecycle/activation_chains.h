// Which versions of which rulesets answer, as the store keeps it: pure rules on ActivationState.
//
// Of each id there is a chain of versions in the order of their activation, the last of which
// answers from its first day on. Below every chain lies what the program itself has of the id, the
// base. Nothing here is ordered by a clock.

#ifndef IZIN_SERVICE_LIFECYCLE_ACTIVATION_CHAINS_H_
#define IZIN_SERVICE_LIFECYCLE_ACTIVATION_CHAINS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "izin/internal/activation.pb.h"
#include "izin/internal/bundle.pb.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

// What the base has of an id.
struct BaseVersion {
  std::string fingerprint;  // empty: nothing
  int version = 0;
};

// The chain of an id; null if it has none.
const internal::ActiveRuleset* FindChain(const internal::ActivationState& state,
                                         absl::string_view id);
// The same, made where there was none.
internal::ActiveRuleset& ChainOf(internal::ActivationState& state, const std::string& id);

// The versions of base and chains, for RulesetLibrary; of the chains none is in memory.
std::vector<RulesetLibrary::Version> AllVersions(const RulesetLibrary& base,
                                                 const internal::ActivationState& state);

// FailedPrecondition where versions of two ids answer for one day.
absl::Status CheckDays(const RulesetLibrary& library);

// Whether a version may follow what answers: FailedPrecondition for an older one, and for another
// ruleset under the number of the one that answers.
absl::Status CheckSuccession(const internal::Manifest& manifest, absl::string_view fingerprint,
                             const internal::ActivationState& state, const BaseVersion& base);

// Puts `version` at the end of its chain, in place of one of the same fingerprint that stands
// there. Versions at the beginning that are too many are forgotten; a pin still finds them in the
// store.
void Append(const std::string& id, internal::ActiveVersion version,
            internal::ActivationState& state);

// Takes the last version of the chain away, so that the one before it answers, the base at last.
// FailedPrecondition where nothing would answer, or nothing was activated.
absl::Status StepBack(const std::string& id, const BaseVersion& base,
                      internal::ActivationState& state);

// Takes versions away until the one of `fingerprint` answers. NotFound where neither chain nor base
// have it; FailedPrecondition where it answers already.
absl::Status StepBackTo(const std::string& id, absl::string_view fingerprint,
                        const BaseVersion& base, internal::ActivationState& state);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_ACTIVATION_CHAINS_H_
