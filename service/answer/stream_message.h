// One message of StreamClassifyActivities: what it asks goes through the pipeline.

#ifndef IZIN_SERVICE_ANSWER_STREAM_MESSAGE_H_
#define IZIN_SERVICE_ANSWER_STREAM_MESSAGE_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include <grpcpp/support/slice.h>

#include "izin/v1/permit_classification_service.pb.h"
#include "service/answer/pipeline.h"

namespace izin {

// Checks the bytes of a message before it is made of them, as CheckActivityBytes does those of its
// request: RESOURCE_EXHAUSTED or INVALID_ARGUMENT, which end the stream.
absl::Status CheckStreamBytes(absl::string_view bytes);

// An encoded StreamClassifyActivitiesResponse in pieces, which share the bytes of the answer in
// memory. A refused activity is an ItemError in it. INVALID_ARGUMENT for a correlation_id of more
// than RequestLimits::kTextBytes. What the log is to say goes into `given` unless that is null.
absl::StatusOr<std::vector<grpc::Slice>> AnswerStreamMessage(
    const Pipeline& pipeline, const izin::v1::StreamClassifyActivitiesRequest& message,
    GivenRecords* given);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_STREAM_MESSAGE_H_
