// The log of decisions: what was answered, to whom and under which rules. One background writer
// puts records, and answers for the store's cache, in batches.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_LOG_H_
#define IZIN_SERVICE_DECISIONS_DECISION_LOG_H_

#include <algorithm>
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
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

#include "service/base/clock.h"
#include "service/decisions/answer_facts.h"
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
  std::size_t queue_size = 1 << 16;  // records that wait; of answers a small part of it
  absl::Duration write_every = absl::Milliseconds(20);
  std::uint64_t max_bytes = std::uint64_t{20} << 30;  // of records on disk
};

// Thread-safe.
//
//   std::optional<DecisionId> id = log.Append(caller, request, answer, done);
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
    std::shared_ptr<const AnswerFacts> answer;  // null: refused, and leaves no record
  };
  // With the id that Append gives.
  using Done = std::function<void(DecisionId, const absl::Status&)>;

  // `store` and `clock` must outlive the log.
  DecisionLog(Store& store, const DecisionLogOptions& options, const Clock& clock);
  // Stops.
  ~DecisionLog();

  // Writes what waits. Nothing may be appended any more.
  void Stop();

  DecisionLogMode mode() const { return options_.mode; }

  // Logs what was given to `caller`. Nothing if there will be no record: the log is off, or so full
  // that it sheds, which is then counted; a log that does not shed waits for a place. Under kSync
  // `done` is called by another thread once the record is on disk, or cannot be; else, and where
  // this gives nothing, it is not called. It may be null.
  std::optional<DecisionId> Append(absl::string_view caller, absl::string_view request,
                                   std::shared_ptr<const AnswerFacts> answer, Done done);

  // The same of a batch, all of it or nothing: item i has the id given here plus i. `done` is
  // called once, for all. More than the log has places for are let in while it is empty, unless it
  // sheds.
  std::optional<DecisionId> Append(absl::string_view caller, absl::Span<const Given> given,
                                   Done done);

  // Keeps an answer in the store for others and for the next start. Dropped if too many wait: it is
  // then decided again.
  void Remember(std::string activity_key, std::shared_ptr<const AnswerFacts> answer,
                std::string classification);

  Counters counters() const;
  // What was said of the last write that failed; "" if none did.
  std::string last_failure() const;

 private:
  struct Record {
    DecisionId id;
    std::size_t caller_bytes = 0;
    std::size_t request_bytes = 0;
    std::shared_ptr<const AnswerFacts> answer;
    Done done;
  };
  // Records in their order, with the bytes of callers and requests one after the other: a record
  // that waits costs no memory of its own.
  struct Records {
    std::vector<Record> records;
    std::string bytes;

    void Add(DecisionId id, absl::string_view caller, absl::string_view request,
             std::shared_ptr<const AnswerFacts> answer);
    void Clear();
  };
  struct Answer {
    std::string activity_key;
    std::shared_ptr<const AnswerFacts> answer;
    std::string classification;
  };

  void Run();
  void WriteRecords(const Records& records);
  void WriteAnswers(const std::vector<Answer>& answers);
  absl::Status Write(const StoreBatch& batch, Durability durability);
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || !waiting_.records.empty() || !answers_.empty();
  }
  // An answer takes as much memory as so many records, and may be dropped.
  std::size_t max_answers() const { return std::max<std::size_t>(1, options_.queue_size / 128); }
  // The writer should not sleep on.
  bool IsUrgent() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // The first of `count` ids, once there is room for their records; nothing if they are shed.
  std::optional<DecisionId> MakeRoom(std::size_t count, std::uint64_t now_us)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::uint64_t NowMicros() const;

  Store& store_;
  const DecisionLogOptions options_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  absl::CondVar is_urgent_;  // no condition of the mutex: it would be tried at every unlock
  Records waiting_ ABSL_GUARDED_BY(mutex_);
  std::vector<Answer> answers_ ABSL_GUARDED_BY(mutex_);
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
