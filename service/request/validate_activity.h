// From the activity of a request to the activity that is decided, or every fault in it.

#ifndef IZIN_SERVICE_REQUEST_VALIDATE_ACTIVITY_H_
#define IZIN_SERVICE_REQUEST_VALIDATE_ACTIVITY_H_

#include "classifier/activity.h"
#include "izin/v1/activity.pb.h"
#include "service/request/activity_context.h"
#include "service/request/request_faults.h"

namespace izin {

// Adds every fault of `activity` to `faults`, in field-number order, and returns the activity as
// far as it is sound.
BusinessActivity ValidateActivity(const izin::v1::BusinessActivity& activity,
                                  const ActivityContext& context, RequestFaults& faults);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_VALIDATE_ACTIVITY_H_
