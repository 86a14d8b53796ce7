// Many requests at once: each goes through the pipeline, and is answered or refused on its own.

#ifndef IZIN_SERVICE_ANSWER_BATCH_H_
#define IZIN_SERVICE_ANSWER_BATCH_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include <grpcpp/support/slice.h>

#include "izin/v1/permit_classification_service.pb.h"
#include "service/answer/pipeline.h"
#include "service/request/request_limits.h"

namespace izin {

// Requests of one batch.
inline constexpr int kMaxBatch = RequestLimits::kBatch;
// What clients of gRPC accept by default.
inline constexpr std::size_t kMaxBatchBytes = std::size_t{4} << 20;

// An encoded BatchClassifyActivitiesResponse in pieces, which share the bytes of answers in memory:
// a batch touches no new page. In the order of the requests, all by the rulesets and the date of
// its start. INVALID_ARGUMENT for more than kMaxBatch of them, RESOURCE_EXHAUSTED for more than
// `max_bytes` of answers, CANCELLED soon after `is_cancelled` says so. What the log is to say of
// each item goes into `given` unless that is null.
absl::StatusOr<std::vector<grpc::Slice>> AnswerBatch(
    const Pipeline& pipeline, const izin::v1::BatchClassifyActivitiesRequest& batch,
    std::size_t max_bytes, absl::FunctionRef<bool()> is_cancelled, GivenRecords* given);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_BATCH_H_
