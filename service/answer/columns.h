// Activities by columns, and their answers by columns: ClassifyActivityColumns.

#ifndef IZIN_SERVICE_ANSWER_COLUMNS_H_
#define IZIN_SERVICE_ANSWER_COLUMNS_H_

#include <list>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "izin/v1/registry_service.pb.h"
#include "service/answer/pipeline.h"
#include "service/answer/plain_answers.h"

namespace izin {

struct ColumnLimits {
  static constexpr std::size_t kBytes = std::size_t{4} << 20;        // of a request
  static constexpr std::size_t kSharedBytes = std::size_t{4} << 10;  // of a shared activity
  static constexpr int kActivities = 100'000;
  static constexpr int kShared = 64;
  static constexpr int kErrors = 1000;  // that are told of
};

// Checks the bytes of a ClassifyActivityColumnsRequest before a message is made of them. Bytes that
// are no message pass. RESOURCE_EXHAUSTED for too many, INVALID_ARGUMENT for shared activities that
// are too many or too large.
absl::Status CheckColumnsBytes(absl::string_view bytes);

// Keeps the answers of the last few rulesets and shared activities, so that a registry in many
// calls is decided once. With and without what is kept every answer is the same. Thread-safe.
class Columns {
 public:
  // `pipeline` must outlive it.
  explicit Columns(const Pipeline& pipeline) : pipeline_(pipeline) {}

  // INVALID_ARGUMENT or NOT_FOUND with the field at fault, CANCELLED soon after `is_cancelled` says
  // so. A refused activity is an error of its own in `response`.
  absl::Status Answer(const v1::ClassifyActivityColumnsRequest& request,
                      absl::FunctionRef<bool()> is_cancelled,
                      v1::ClassifyActivityColumnsResponse& response);

 private:
  static constexpr std::size_t kKept = 8;
  struct Kept {
    std::shared_ptr<const Ruleset> ruleset;
    std::string shared;  // the activity as bytes
    std::shared_ptr<PlainAnswers> answers;
  };

  std::shared_ptr<PlainAnswers> AnswersOf(const Moment& moment,
                                          const std::shared_ptr<const Ruleset>& ruleset,
                                          const v1::BusinessActivity& shared);

  const Pipeline& pipeline_;
  absl::Mutex mutex_;
  std::list<Kept> kept_ ABSL_GUARDED_BY(mutex_);  // the last used first
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_COLUMNS_H_
