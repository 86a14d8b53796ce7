#include "service/decisions/decision_log.h"

#include <algorithm>
#include <random>
#include <utility>

#include "absl/time/clock.h"

#include "izin/internal/stored.pb.h"
#include "service/cache/answer_store.h"
#include "service/cache/canonical_key.h"

namespace izin {
namespace {

constexpr int kBatchesBetweenTrims = 4096;
// An answer that waits takes as much memory as so many records, and may be dropped.
constexpr std::size_t kRecordsPerAnswer = 128;

}  // namespace

DecisionLog::DecisionLog(Store& store, const DecisionLogOptions& options, const Clock& clock)
    : store_(store),
      options_(options),
      clock_(clock),
      // Another run of the same microsecond has other numbers.
      next_{.sequence = static_cast<std::uint64_t>(std::random_device()()) << 32},
      writer_([this] { Run(); }) {}

DecisionLog::~DecisionLog() { Stop(); }

void DecisionLog::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  if (writer_.joinable()) writer_.join();
}

bool DecisionLog::Reserve(std::size_t count) {
  const auto has_room = [this, count]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return records_.size() + reserved_ + count <= options_.queue_size;
  };
  // What is acknowledged as durable is never shed.
  const bool may_shed =
      options_.mode == DecisionLogMode::kAsync && options_.when_full == WhenLogFull::kShed;
  if (!has_room()) {
    if (may_shed) return false;
    const auto may_go_on = [this, &has_room]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return has_room() || records_.size() + reserved_ == 0;
    };
    mutex_.Await(absl::Condition(&may_go_on));
  }
  reserved_ += count;
  return true;
}

std::optional<DecisionId> DecisionLog::NewIds(std::size_t count) {
  if (options_.mode == DecisionLogMode::kOff || count == 0) return std::nullopt;
  const auto now = static_cast<std::uint64_t>(absl::ToUnixMicros(clock_.Now()));
  absl::MutexLock lock(&mutex_);
  if (!Reserve(count)) {
    dropped_ += count;
    return std::nullopt;
  }
  // A clock that is set back does not take ids back with it.
  next_.time_us = std::max(next_.time_us, now);
  const DecisionId first = next_;
  next_.sequence += count;
  return first;
}

void DecisionLog::Append(DecisionId id, std::string caller, std::string request,
                         std::shared_ptr<const CachedAnswer> answer, Done done) {
  if (options_.mode != DecisionLogMode::kSync && done)
    std::exchange(done, Done())(absl::OkStatus());
  absl::MutexLock lock(&mutex_);
  --reserved_;
  records_.push_back(
      {id, std::move(caller), std::move(request), std::move(answer), std::move(done)});
}

void DecisionLog::Append(DecisionId first, const std::string& caller, std::vector<Given> given,
                         Done done) {
  const bool has_records = std::any_of(given.begin(), given.end(),
                                       [](const Given& one) { return one.answer != nullptr; });
  const bool waits = options_.mode == DecisionLogMode::kSync && has_records;
  if (!waits && done) std::exchange(done, Done())(absl::OkStatus());
  absl::MutexLock lock(&mutex_);
  reserved_ -= given.size();
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i].answer == nullptr) continue;
    records_.push_back(
        {first.After(i), caller, std::move(given[i].request), std::move(given[i].answer), Done()});
  }
  // They go to disk together: the last one speaks for all.
  if (waits) records_.back().done = std::move(done);
}

void DecisionLog::Remember(std::string activity_key, std::shared_ptr<const CachedAnswer> answer,
                           std::string classification) {
  absl::MutexLock lock(&mutex_);
  if (answers_.size() >= options_.queue_size / kRecordsPerAnswer) return;
  answers_.push_back({std::move(activity_key), std::move(answer), std::move(classification)});
}

void DecisionLog::Run() {
  std::vector<Record> records;
  std::vector<Answer> answers;
  for (int batch = 1;; ++batch) {
    bool is_last = false;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &DecisionLog::HasWork));
      is_last = stopping_;
      records.swap(records_);
      answers.swap(answers_);
    }
    store_.MendCache().IgnoreError();  // until it succeeds the cache is not read
    WriteRecords(records);
    WriteAnswers(answers);
    records.clear();
    answers.clear();
    if (batch % kBatchesBetweenTrims == 0)
      store_.TrimTo(Family::kDecisionLog, options_.max_bytes).IgnoreError();
    if (is_last) {
      absl::MutexLock lock(&mutex_);
      if (records_.empty() && answers_.empty()) return;
      continue;
    }
    // What arrives meanwhile goes together; under kSync nobody waits longer than needed.
    if (options_.mode != DecisionLogMode::kSync) absl::SleepFor(options_.write_every);
  }
}

void DecisionLog::WriteRecords(std::vector<Record>& records) {
  if (records.empty()) return;
  StoreBatch batch;
  internal::StoredDecision stored;
  for (Record& record : records) {
    stored.set_time_us(static_cast<std::int64_t>(record.id.time_us));
    stored.set_caller(std::move(record.caller));
    stored.set_request(std::move(record.request));
    stored.set_ruleset(record.answer->ruleset);
    stored.set_kbli_edition(record.answer->edition);
    stored.set_outcome(record.answer->outcome);
    stored.set_risk_level(record.answer->risk_level);
    stored.set_classification(record.answer->name);
    batch.Put(Family::kDecisionLog, record.id.Key(), stored.SerializeAsString());
  }
  const bool is_sync = options_.mode == DecisionLogMode::kSync;
  const absl::Status status = Write(batch, is_sync ? Durability::kMachine : Durability::kProcess);
  (status.ok() ? written_ : dropped_) += records.size();
  for (const Record& record : records) {
    if (record.done) record.done(status);
  }
}

void DecisionLog::WriteAnswers(const std::vector<Answer>& answers) {
  if (answers.empty()) return;
  StoreBatch batch;
  const absl::Time now = clock_.Now();
  for (const Answer& answer : answers) {
    const std::optional<absl::string_view> digits = DigitsOfName(answer.answer->name);
    if (!digits.has_value()) continue;
    AddAnswer(answer.activity_key, *digits, answer.answer->outcome, answer.answer->risk_level,
              answer.classification, now, batch);
  }
  // Through the write-ahead log, so that a process beside this one can read it at once. An answer
  // that is not kept is decided again.
  Write(batch, Durability::kProcess).IgnoreError();
}

absl::Status DecisionLog::Write(const StoreBatch& batch, Durability durability) {
  absl::Status status = store_.Write(batch, durability);
  if (status.ok()) {
    ++writes_;
    return status;
  }
  {
    absl::MutexLock lock(&mutex_);
    last_failure_ = std::string(status.message());
  }
  ++failed_writes_;
  return status;
}

DecisionLog::Counters DecisionLog::counters() const {
  return {
      .written = written_, .dropped = dropped_, .writes = writes_, .failed_writes = failed_writes_};
}

std::string DecisionLog::last_failure() const {
  absl::MutexLock lock(&mutex_);
  return last_failure_;
}

}  // namespace izin
