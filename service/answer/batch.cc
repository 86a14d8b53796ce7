#include "service/answer/batch.h"

#include <memory>

#include "absl/strings/str_cat.h"

#include "service/request/request_faults.h"

namespace izin {
namespace {

// Of a batch, between two looks at whether the caller is still there.
constexpr std::size_t kItemsBetweenLooks = 8;

absl::Status CheckBatchSize(const v1::BatchClassifyActivitiesRequest& batch) {
  if (batch.requests_size() <= kMaxBatch) return absl::OkStatus();
  return FieldError(FaultKind::kInvalid, "requests",
                    absl::StrCat(batch.requests_size(), " requests: want at most ", kMaxBatch));
}

}  // namespace

absl::StatusOr<std::vector<grpc::Slice>> AnswerBatch(
    const Pipeline& pipeline, const v1::BatchClassifyActivitiesRequest& batch,
    std::size_t max_bytes, absl::FunctionRef<bool()> is_cancelled, GivenRecords* given) {
  if (absl::Status status = CheckBatchSize(batch); !status.ok()) return status;
  std::vector<grpc::Slice> pieces;
  pieces.reserve(static_cast<std::size_t>(batch.requests_size()));
  std::size_t bytes = 0;
  const Moment moment = pipeline.Now();
  for (const v1::ClassifyActivityRequest& request : batch.requests()) {
    const bool looks_up = pieces.size() % kItemsBetweenLooks == 0;
    if (looks_up && is_cancelled()) return absl::CancelledError("the caller went away");
    const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
        pipeline.Answer(Question{.request = &request, .moment = &moment, .given = given});
    pieces.push_back(answer.ok() ? (*answer)->item : EncodeRefusedItem(answer.status()));
    bytes += pieces.back().size();
    if (bytes > max_bytes) {
      return absl::ResourceExhaustedError(
          "the answers exceed 4 MiB: ask for CLASSIFICATION_VIEW_BASIC, or for fewer requests at "
          "once");
    }
  }
  return pieces;
}

}  // namespace izin
