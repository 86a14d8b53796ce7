// The log of decisions: what was answered, to whom and under which rules. Records wait here until
// the store's background writer puts them, in batches.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_LOG_H_
#define IZIN_SERVICE_DECISIONS_DECISION_LOG_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "izin/internal/stored.pb.h"
#include "service/base/clock.h"
#include "service/decisions/answer_facts.h"
#include "service/decisions/decision_id.h"
#include "service/decisions/given_records.h"
#include "service/store/background_writer.h"

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
  std::size_t queue_size = 1 << 16;  // records that wait
};

// Thread-safe.
//
//   std::optional<DecisionId> id = log.Append(caller, given, done);
class DecisionLog final : public BackgroundWriter::Part {
 public:
  struct Counters {
    std::uint64_t written = 0;  // records
    std::uint64_t dropped = 0;  // records shed or lost to a failing disk
  };
  // With the id that Append gives.
  using Done = std::function<void(DecisionId, const absl::Status&)>;

  // `clock` must outlive the log. A writer that pauses between rounds makes kSync wait as long.
  DecisionLog(BackgroundWriter& writer, const DecisionLogOptions& options, const Clock& clock);

  DecisionLogMode mode() const { return options_.mode; }

  // Logs what a call of `caller` was given, all of it or nothing, and takes it: item i has the id
  // given here plus i. Nothing if there will be no record: the log is off, all was refused, or the
  // log is so full that it sheds, which is then counted; a log that does not shed waits for places,
  // and lets more in than it has while it is empty. Under kSync `done` is called once, by another
  // thread, when the records are on disk or cannot be; else, and where this gives nothing, it is
  // not called. It may be null.
  std::optional<DecisionId> Append(absl::string_view caller, GivenRecords& given, Done done);

  // A record that waits to be written, as it will lie in the store; nothing for any other. What is
  // not found here and was given an id is in the store by then, or was dropped.
  std::optional<std::string> FindWaiting(DecisionId id) const;

  void Work() override;
  bool HasWork() const override;
  Counters counters() const { return {.written = written_, .dropped = dropped_}; }

 private:
  struct Record {
    DecisionId id;
    std::uint64_t time_us = 0;  // since the epoch
    std::size_t bytes_at = 0;   // where its caller begins, and then its request
    std::size_t caller_bytes = 0;
    std::size_t request_bytes = 0;
    std::shared_ptr<const AnswerFacts> answer;
    Done done;
  };
  // Records in the order of their ids, with the bytes of callers and requests one after the other.
  struct Records {
    std::vector<Record> records;
    std::string bytes;

    void Add(DecisionId first, std::uint64_t time_us, absl::string_view caller,
             GivenRecords& given);
    void Clear();
    // The one with this id, encoded; nothing if there is none.
    std::optional<std::string> Find(DecisionId id) const;
    // `record` of these, as it lies in the store.
    void Encode(const Record& record, internal::StoredDecision& stored) const;
  };

  // The first of `count` ids, once there is room for their records; nothing if they are shed.
  std::optional<DecisionId> MakeRoom(std::size_t count, std::uint64_t now_us)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Write(const Records& records);

  BackgroundWriter& writer_;
  const DecisionLogOptions options_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  Records waiting_ ABSL_GUARDED_BY(mutex_);
  DecisionId next_ ABSL_GUARDED_BY(mutex_);
  // What the writer's thread writes. It alone changes this, under mutex_, and so it reads without;
  // others read under mutex_.
  Records writing_;
  Records spent_;  // of the writer's thread: an empty one to take the place of what was written
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_LOG_H_
