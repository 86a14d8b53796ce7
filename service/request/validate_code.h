// The code of an activity and its scope, which are looked up in the ruleset that will answer.

#ifndef IZIN_SERVICE_REQUEST_VALIDATE_CODE_H_
#define IZIN_SERVICE_REQUEST_VALIDATE_CODE_H_

#include "classifier/activity.h"
#include "izin/v1/activity.pb.h"
#include "service/request/activity_context.h"
#include "service/request/request_faults.h"

namespace izin {

// Writes edition, code and scope ("<code>-<n>" of the code itself or, of a code of the other
// edition, of a counterpart) into `out`, as far as they are sound. Faults: what has another form;
// a code that the edition does not hold, with the edition that does and what it became there; a
// scope of another code, or for foreign capital alone. A ruleset without risk levels takes any
// scope, of which the answer warns as ignored.
// REQUIRES: `out.foreign` is set.
void ValidateCode(const v1::BusinessActivity& in, const ActivityContext& context,
                  RequestFaults& faults, BusinessActivity& out);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_VALIDATE_CODE_H_
