// That no one person alone changes which rules answer.

#ifndef IZIN_SERVICE_LIFECYCLE_SECOND_PERSON_H_
#define IZIN_SERVICE_LIFECYCLE_SECOND_PERSON_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

#include "izin/internal/activation.pb.h"

namespace izin {

// How long a proposal waits.
inline constexpr absl::Duration kProposalWaits = absl::Hours(24);

// What somebody asks to be activated.
struct SecondPerson {
  std::string ruleset;        // "rulesets/<id>@<fingerprint>"
  std::string bundle_digest;  // of the bytes, which both persons send
  std::string by;
};

// OK where another person proposed the same bytes at most kProposalWaits before `now`: then the
// proposal is taken out of `state`. Else FailedPrecondition, with a fault of the field `bundle`:
// the first time `state` gets the proposal, which is new, and the same person again changes
// nothing. A proposal of nobody in particular is none. Those that have waited too long are taken
// out.
absl::Status AskSecondPerson(const SecondPerson& asked, absl::Time now,
                             internal::ActivationState& state, bool& is_new);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_SECOND_PERSON_H_
