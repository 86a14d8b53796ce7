#include "service/store/answer_writer.h"

#include <utility>

#include "service/store/answer_name.h"
#include "service/store/answer_store.h"

namespace izin {

void AnswerWriter::Keep(Answer answer) {
  std::size_t count = 0;
  {
    absl::MutexLock lock(&mutex_);
    if (waiting_.size() >= kMaxWaiting) {
      ++counters_.dropped;
      return;
    }
    waiting_.push_back(std::move(answer));
    count = waiting_.size();
  }
  if (count == 1) writer_.Wake();
  if (count == kMaxWaiting / 2) writer_.Hurry();
}

void AnswerWriter::Work() {
  {
    absl::MutexLock lock(&mutex_);
    writing_.swap(waiting_);
  }
  if (writing_.empty()) return;
  StoreBatch batch;
  const absl::Time now = clock_.Now();
  std::uint64_t in_batch = 0;
  for (const Answer& answer : writing_) {
    const std::optional<absl::string_view> digits = DigitsOfName(answer.name);
    if (!digits.has_value()) continue;
    ++in_batch;
    AddAnswer(answer.activity_key, *digits, answer.outcome, answer.risk_level,
              answer.classification, now, batch);
  }
  // Through the write-ahead log, so that a process beside this one can read it at once.
  const bool is_written = writer_.Write(batch, Durability::kProcess).ok();
  {
    absl::MutexLock lock(&mutex_);
    const std::uint64_t kept = is_written ? in_batch : 0;
    counters_.kept += kept;
    counters_.dropped += writing_.size() - kept;
  }
  writing_.clear();
}

bool AnswerWriter::HasWork() const {
  absl::MutexLock lock(&mutex_);
  return !waiting_.empty();
}

AnswerWriter::Counters AnswerWriter::counters() const {
  absl::MutexLock lock(&mutex_);
  return counters_;
}

}  // namespace izin
