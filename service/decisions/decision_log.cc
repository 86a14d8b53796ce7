#include "service/decisions/decision_log.h"

#include <algorithm>
#include <random>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

#include "izin/internal/stored.pb.h"
#include "service/cache/answer_store.h"
#include "service/cache/canonical_key.h"

namespace izin {
namespace {

constexpr int kBatchesBetweenTrims = 4096;

}  // namespace

DecisionLog::DecisionLog(Store& store, const DecisionLogOptions& options, const Clock& clock)
    : store_(store),
      options_(options),
      clock_(clock),
      // Another run of the same microsecond has other numbers.
      sequence_(static_cast<std::uint64_t>(std::random_device()()) << 32),
      writer_([this] { Run(); }) {}

DecisionLog::~DecisionLog() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  writer_.join();
}

std::string DecisionLog::NewId() {
  if (options_.mode == DecisionLogMode::kOff) return "";
  {
    absl::MutexLock lock(&mutex_);
    if (!HasRoom()) {
      // What is acknowledged as durable is never shed.
      const bool may_shed =
          options_.mode == DecisionLogMode::kAsync && options_.when_full == WhenLogFull::kShed;
      if (may_shed) {
        ++dropped_;
        return "";
      }
      mutex_.Await(absl::Condition(this, &DecisionLog::HasRoom));
    }
    ++reserved_;
  }
  // A clock that is set back does not take ids back with it.
  const auto now = static_cast<std::uint64_t>(absl::ToUnixMicros(clock_.Now()));
  std::uint64_t last = last_time_us_.load();
  while (last < now && !last_time_us_.compare_exchange_weak(last, now)) {
  }
  return absl::BytesToHexString(
      absl::StrCat(BigEndian(std::max(last, now)), BigEndian(sequence_.fetch_add(1))));
}

void DecisionLog::Append(const std::string& id, std::string caller, std::string request,
                         std::shared_ptr<const CachedAnswer> answer, Done done) {
  const bool waits = options_.mode == DecisionLogMode::kSync && !id.empty();
  if (!waits) done(absl::OkStatus());
  if (!id.empty()) {
    Record record{.key = absl::HexStringToBytes(id),
                  .time_us = 0,
                  .caller = std::move(caller),
                  .request = std::move(request),
                  .answer = std::move(answer),
                  .done = waits ? std::move(done) : Done()};
    record.time_us = static_cast<std::int64_t>(FromBigEndian(record.key));
    absl::MutexLock lock(&mutex_);
    --reserved_;
    records_.push_back(std::move(record));
  }
}

void DecisionLog::Remember(std::string activity_key, std::shared_ptr<const CachedAnswer> answer,
                           std::string classification) {
  absl::MutexLock lock(&mutex_);
  if (answers_.size() >= options_.queue_size / 16) return;
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
  for (const Record& record : records) {
    internal::StoredDecision stored;
    stored.set_time_us(record.time_us);
    stored.set_caller(record.caller);
    stored.set_request(record.request);
    stored.set_ruleset(record.answer->ruleset);
    stored.set_kbli_edition(record.answer->edition);
    stored.set_outcome(record.answer->outcome);
    stored.set_risk_level(record.answer->risk_level);
    stored.set_classification(record.answer->name);
    batch.Put(Family::kDecisionLog, record.key, stored.SerializeAsString());
  }
  const bool is_sync = options_.mode == DecisionLogMode::kSync;
  const absl::Status status =
      store_.Write(batch, is_sync ? Durability::kMachine : Durability::kProcess);
  if (status.ok()) {
    written_ += records.size();
  } else {
    ++failed_writes_;
    dropped_ += records.size();
  }
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
  // Through the write-ahead log, so that a process beside this one can read it at once.
  if (!store_.Write(batch, Durability::kProcess).ok()) ++failed_writes_;
}

DecisionLog::Counters DecisionLog::counters() const {
  return {.written = written_, .dropped = dropped_, .failed_writes = failed_writes_};
}

}  // namespace izin
