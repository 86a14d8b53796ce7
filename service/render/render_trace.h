// The explanation of a decision: every row of every table that was read, with the values it was
// held against.

#ifndef IZIN_SERVICE_RENDER_RENDER_TRACE_H_
#define IZIN_SERVICE_RENDER_RENDER_TRACE_H_

#include "classifier/decision.h"
#include "izin/v1/classification.pb.h"

namespace izin {

// Appends a step for each row of `decision.evaluations`, in the order in which the tables were
// read.
void RenderTrace(const Decision& decision,
                 google::protobuf::RepeatedPtrField<izin::v1::TraceStep>& out);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_RENDER_TRACE_H_
