// The log of decisions: what was answered, to whom and under which rules. One background writer
// puts records, and answers for the store's cache, in batches.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_LOG_H_
#define IZIN_SERVICE_DECISIONS_DECISION_LOG_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "service/cache/answer_cache.h"
#include "service/clock.h"
#include "service/store/store.h"

namespace izin {

enum class DecisionLogMode {
  kOff,
  kAsync,  // an answer does not wait for its record
  kSync,   // an answer waits until its record is on disk
};
enum class WhenLogFull { kBlock, kShed };

struct DecisionLogOptions {
  DecisionLogMode mode = DecisionLogMode::kAsync;
  WhenLogFull when_full = WhenLogFull::kShed;
  std::size_t queue_size = 1 << 16;  // records and answers that wait
  absl::Duration write_every = absl::Milliseconds(5);
  std::uint64_t max_bytes = std::uint64_t{20} << 30;  // of records on disk
};

// Thread-safe.
class DecisionLog {
 public:
  struct Counters {
    std::uint64_t written = 0;  // records
    std::uint64_t dropped = 0;  // records shed or lost to a failing disk
    std::uint64_t failed_writes = 0;
  };
  using Done = std::function<void(const absl::Status&)>;

  // `store` and `clock` must outlive the log.
  DecisionLog(Store& store, const DecisionLogOptions& options, const Clock& clock);
  // Writes what waits.
  ~DecisionLog();

  // The id of a record to come: 32 hex digits that sort by time. Empty if there will be none: the
  // log is off, or so full that the record would be shed, which is then counted.
  std::string NewId();

  // Logs under `id`, unless that is empty, that `answer` was given to `caller` for `request`, an
  // encoded ClassifyActivityRequest. Under kSync `done` is called once the record is on disk, or
  // cannot be; else at once.
  void Append(const std::string& id, std::string caller, std::string request,
              std::shared_ptr<const CachedAnswer> answer, Done done);

  // Keeps an answer in the store for others and for the next start. Dropped without a word if the
  // queue is full.
  void Remember(std::string activity_key, std::shared_ptr<const CachedAnswer> answer,
                std::string classification);

  Counters counters() const;

 private:
  struct Record {
    std::string key;
    std::int64_t time_us = 0;
    std::string caller;
    std::string request;
    std::shared_ptr<const CachedAnswer> answer;
    Done done;
  };
  struct Answer {
    std::string activity_key;
    std::shared_ptr<const CachedAnswer> answer;
    std::string classification;
  };

  void Run();
  void WriteRecords(std::vector<Record>& records);
  void WriteAnswers(const std::vector<Answer>& answers);
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || !records_.empty() || !answers_.empty();
  }
  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return records_.size() + reserved_ < options_.queue_size;
  }

  Store& store_;
  const DecisionLogOptions options_;
  const Clock& clock_;
  absl::Mutex mutex_;
  std::vector<Record> records_ ABSL_GUARDED_BY(mutex_);
  std::vector<Answer> answers_ ABSL_GUARDED_BY(mutex_);
  std::size_t reserved_ ABSL_GUARDED_BY(mutex_) = 0;  // ids given out whose record is to come
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::atomic<std::uint64_t> sequence_;
  std::atomic<std::uint64_t> last_time_us_{0};
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<std::uint64_t> failed_writes_{0};
  std::thread writer_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_LOG_H_
