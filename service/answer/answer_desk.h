// Answers unary requests as encoded bytes: from memory, from the store, or by deciding.

#ifndef IZIN_SERVICE_ANSWER_ANSWER_DESK_H_
#define IZIN_SERVICE_ANSWER_ANSWER_DESK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

#include "izin/v1/permit_classification_service.pb.h"
#include "service/answer/answer_cache.h"
#include "service/answer/classify_handler.h"
#include "service/decisions/decision_log.h"
#include "service/store/store.h"

namespace izin {

// With memory, store and log, and without them, every answer is the same bytes. Thread-safe.
class AnswerDesk {
 public:
  // `handler` must outlive the desk; `cache`, `store` and `log` too, and each may be null.
  AnswerDesk(const ClassifyHandler& handler, AnswerCache* cache, const Store* store,
             DecisionLog* log)
      : handler_(handler), cache_(cache), store_(store), log_(log) {}

  // A status as ClassifyHandler::Classify gives it.
  absl::StatusOr<std::shared_ptr<const CachedAnswer>> Answer(
      const izin::v1::ClassifyActivityRequest& request) const;

  // An encoded BatchClassifyActivitiesResponse in pieces, which share the bytes of answers in
  // memory: a batch touches no new page. Each request is answered or refused on its own, in order.
  // INVALID_ARGUMENT for more than ClassifyHandler::kMaxBatch requests, RESOURCE_EXHAUSTED for more
  // than `max_bytes` of answers, CANCELLED soon after `is_cancelled` says so. What the log is to
  // say of each item goes into `given` unless that is null.
  absl::StatusOr<std::vector<grpc::Slice>> AnswerBatch(
      const izin::v1::BatchClassifyActivitiesRequest& batch, std::size_t max_bytes,
      absl::FunctionRef<bool()> is_cancelled, std::vector<DecisionLog::Given>* given) const;

  // An answer given earlier, by Classification.name. InvalidArgument for what is no name, NotFound
  // for one that is not kept.
  absl::StatusOr<izin::v1::Classification> Kept(const std::string& name) const;

  // Null: nothing is logged.
  DecisionLog* log() const { return log_; }

 private:
  // The full answer, kept under `activity_key`; null if the store does not hold it.
  std::shared_ptr<const CachedAnswer> Recall(const ValidatedRequest& validated,
                                             const std::string& activity_key) const;
  // Keeps the full answer of an activity that was answered in another form, so that every name that
  // was given can be read again.
  void KeepFull(ValidatedRequest validated, const std::string& activity_key) const;

  const ClassifyHandler& handler_;
  AnswerCache* const cache_;
  const Store* const store_;
  DecisionLog* const log_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_ANSWER_DESK_H_
