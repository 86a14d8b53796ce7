// From the code an activity names to the code or codes of the ruleset's edition.

#ifndef IZIN_CLASSIFIER_INTERNAL_CODE_RESOLUTION_H_
#define IZIN_CLASSIFIER_INTERNAL_CODE_RESOLUTION_H_

#include "classifier/activity.h"
#include "classifier/decision.h"
#include "classifier/ruleset.h"

namespace izin::internal {

// Fills code, edition, entry, scope, candidates, outcome and risk_level of `decision`, and the
// warnings of a conversion. Afterwards `decision.outcome` is DECIDED or SCOPE_REQUIRED where the
// permits are still to be found, and final otherwise.
void ResolveCodeAndLevel(const Ruleset& ruleset, const BusinessActivity& activity,
                         Decision& decision);

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_CODE_RESOLUTION_H_
