// Payloads of the OSS guide, each location asked of the pipeline as every other activity.

#ifndef IZIN_SERVICE_ANSWER_OSS_OSS_HANDLER_H_
#define IZIN_SERVICE_ANSWER_OSS_OSS_HANDLER_H_

#include <cstddef>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

#include "izin/v1/oss_payload.pb.h"
#include "service/answer/pipeline.h"

namespace izin {

// Thread-safe. `pipeline` must outlive it.
class OssHandler {
 public:
  // Of a payload, and of its answer.
  static constexpr std::size_t kMaxBytes = std::size_t{4} << 20;

  struct Call {
    std::size_t max_bytes = kMaxBytes;       // of the answer
    absl::FunctionRef<bool()> is_cancelled;  // the caller went away
    GivenRecords* given = nullptr;           // gets what the log is to say, place by place
  };

  explicit OssHandler(const Pipeline& pipeline) : pipeline_(pipeline) {}

  // INVALID_ARGUMENT, NOT_FOUND or FAILED_PRECONDITION with a BadRequest of every fault of the
  // payload, in the paths of the payload; RESOURCE_EXHAUSTED for too much; CANCELLED soon after the
  // caller went away. Nothing is answered in part, and then nothing is to be logged.
  absl::StatusOr<izin::v1::ClassifyOssPayloadResponse> Classify(
      const izin::v1::ClassifyOssPayloadRequest& request, const Call& call) const;

 private:
  const Pipeline& pipeline_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_OSS_HANDLER_H_
