// The log of decisions: what was answered, to whom and under which rules. One background writer
// puts records, and answers for the store's cache, in batches.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_LOG_H_
#define IZIN_SERVICE_DECISIONS_DECISION_LOG_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "service/cache/answer_cache.h"
#include "service/clock.h"
#include "service/decisions/decision_id.h"
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
  absl::Duration write_every = absl::Milliseconds(20);
  std::uint64_t max_bytes = std::uint64_t{20} << 30;  // of records on disk
};

// Thread-safe.
//
//   std::optional<DecisionId> id = log.NewIds(1);
//   if (id.has_value()) log.Append(*id, caller, request, answer, nullptr);
class DecisionLog {
 public:
  struct Counters {
    std::uint64_t written = 0;  // records
    std::uint64_t dropped = 0;  // records shed or lost to a failing disk
    std::uint64_t writes = 0;   // of records or answers, together, that succeeded
    std::uint64_t failed_writes = 0;
  };
  // What was given for an encoded ClassifyActivityRequest.
  struct Given {
    std::string request;
    std::shared_ptr<const CachedAnswer> answer;  // null: refused, and leaves no record
  };
  using Done = std::function<void(const absl::Status&)>;

  // `store` and `clock` must outlive the log.
  DecisionLog(Store& store, const DecisionLogOptions& options, const Clock& clock);
  // Stops.
  ~DecisionLog();

  // Writes what waits. Nothing may be appended any more.
  void Stop();

  DecisionLogMode mode() const { return options_.mode; }

  // The first of `count` consecutive ids, for records to come; each holds a place until Append
  // gives it back. Nothing if there will be no records: none are wanted, the log is off, or it is
  // so full that they would be shed, which is then counted. A log that does not shed waits for
  // places; one that is asked for more than it has gives them while it is empty.
  std::optional<DecisionId> NewIds(std::size_t count);

  // Logs what was given to `caller`, in the order of the ids from `first` on: as many as NewIds
  // gave. Under kSync `done` is called once all of them are on disk, or cannot be; else at once,
  // before they are. `done` may be null.
  void Append(DecisionId first, const std::string& caller, std::vector<Given> given, Done done);

  // The same of one.
  void Append(DecisionId id, std::string caller, std::string request,
              std::shared_ptr<const CachedAnswer> answer, Done done);

  // Keeps an answer in the store for others and for the next start. Dropped without a word if the
  // queue is full.
  void Remember(std::string activity_key, std::shared_ptr<const CachedAnswer> answer,
                std::string classification);

  Counters counters() const;
  // What was said of the last write that failed; "" if none did.
  std::string last_failure() const;

 private:
  struct Record {
    DecisionId id;
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
  absl::Status Write(const StoreBatch& batch, Durability durability);
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || !records_.empty() || !answers_.empty();
  }
  // False if there is none and the records are shed.
  bool Reserve(std::size_t count) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Store& store_;
  const DecisionLogOptions options_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  std::vector<Record> records_ ABSL_GUARDED_BY(mutex_);
  std::vector<Answer> answers_ ABSL_GUARDED_BY(mutex_);
  std::size_t reserved_ ABSL_GUARDED_BY(mutex_) = 0;  // ids given out whose record is to come
  DecisionId next_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::string last_failure_ ABSL_GUARDED_BY(mutex_);
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<std::uint64_t> writes_{0};
  std::atomic<std::uint64_t> failed_writes_{0};
  std::thread writer_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_LOG_H_
