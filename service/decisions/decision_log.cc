#include "service/decisions/decision_log.h"

#include <algorithm>
#include <random>
#include <utility>

#include "absl/time/clock.h"

#include "izin/internal/stored.pb.h"
#include "service/store/answer_name.h"
#include "service/store/answer_store.h"

namespace izin {
namespace {

constexpr int kBatchesBetweenTrims = 4096;
// Readers wait no longer for a store that failed, though nobody writes.
constexpr absl::Duration kBetweenMends = absl::Seconds(1);
// What the lists of waiting records may keep for the next ones.
constexpr std::size_t kIdleBytes = 1 << 20;

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
    is_urgent_.Signal();
  }
  if (writer_.joinable()) writer_.join();
}

void DecisionLog::Records::Add(DecisionId id, absl::string_view caller, absl::string_view request,
                               std::shared_ptr<const AnswerFacts> answer) {
  bytes.append(caller.data(), caller.size());
  bytes.append(request.data(), request.size());
  records.push_back({.id = id,
                     .caller_bytes = caller.size(),
                     .request_bytes = request.size(),
                     .answer = std::move(answer)});
}

void DecisionLog::Records::Clear() {
  records.clear();
  bytes.clear();
  // Where memory was needed once only.
  if (bytes.capacity() > kIdleBytes) bytes = std::string();
  if (records.capacity() * sizeof(Record) > kIdleBytes) records = std::vector<Record>();
}

std::uint64_t DecisionLog::NowMicros() const {
  return static_cast<std::uint64_t>(absl::ToUnixMicros(clock_.Now()));
}

std::optional<DecisionId> DecisionLog::MakeRoom(std::size_t count, std::uint64_t now_us) {
  const auto has_room = [this, count]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return waiting_.records.size() + count <= options_.queue_size;
  };
  // What is acknowledged as durable is never shed.
  const bool may_shed =
      options_.mode == DecisionLogMode::kAsync && options_.when_full == WhenLogFull::kShed;
  if (!has_room()) {
    if (may_shed) {
      dropped_ += count;
      return std::nullopt;
    }
    const auto may_go_on = [this, &has_room]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return has_room() || waiting_.records.empty();
    };
    mutex_.Await(absl::Condition(&may_go_on));
  }
  // A clock that is set back does not take ids back with it.
  next_.time_us = std::max(next_.time_us, now_us);
  const DecisionId first = next_;
  next_.sequence += count;
  return first;
}

std::optional<DecisionId> DecisionLog::Append(absl::string_view caller, absl::string_view request,
                                              std::shared_ptr<const AnswerFacts> answer,
                                              Done done) {
  if (options_.mode == DecisionLogMode::kOff) return std::nullopt;
  const std::uint64_t now_us = NowMicros();
  absl::MutexLock lock(&mutex_);
  const std::optional<DecisionId> id = MakeRoom(1, now_us);
  if (!id.has_value()) return std::nullopt;
  waiting_.Add(*id, caller, request, std::move(answer));
  if (options_.mode == DecisionLogMode::kSync) waiting_.records.back().done = std::move(done);
  if (IsUrgent()) is_urgent_.Signal();
  return id;
}

std::optional<DecisionId> DecisionLog::Append(absl::string_view caller,
                                              absl::Span<const Given> given, Done done) {
  const bool has_records = std::any_of(given.begin(), given.end(),
                                       [](const Given& one) { return one.answer != nullptr; });
  if (options_.mode == DecisionLogMode::kOff || !has_records) return std::nullopt;
  const std::uint64_t now_us = NowMicros();
  absl::MutexLock lock(&mutex_);
  const std::optional<DecisionId> first = MakeRoom(given.size(), now_us);
  if (!first.has_value()) return std::nullopt;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i].answer != nullptr)
      waiting_.Add(first->After(i), caller, given[i].request, given[i].answer);
  }
  if (IsUrgent()) is_urgent_.Signal();
  if (options_.mode != DecisionLogMode::kSync || !done) return first;
  // They go to disk together: the last one speaks for all.
  waiting_.records.back().done = [first = *first, done = std::move(done)](
                                     DecisionId, const absl::Status& status) {
    done(first, status);
  };
  return first;
}

void DecisionLog::Remember(std::string activity_key, std::shared_ptr<const AnswerFacts> answer,
                           std::string classification) {
  absl::MutexLock lock(&mutex_);
  if (answers_.size() >= max_answers()) return;
  answers_.push_back({std::move(activity_key), std::move(answer), std::move(classification)});
  if (IsUrgent()) is_urgent_.Signal();
}

void DecisionLog::Run() {
  Records records;
  std::vector<Answer> answers;
  for (int batch = 1;; ++batch) {
    bool is_last = false;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(this, &DecisionLog::HasWork), kBetweenMends);
      is_last = stopping_;
      std::swap(records, waiting_);
      answers.swap(answers_);
    }
    store_.Recover().IgnoreError();
    store_.MendCache().IgnoreError();  // until it succeeds the cache is not read
    WriteRecords(records);
    WriteAnswers(answers);
    records.Clear();
    answers.clear();
    if (batch % kBatchesBetweenTrims == 0)
      store_.TrimTo(Family::kDecisionLog, options_.max_bytes).IgnoreError();
    if (is_last) {
      absl::MutexLock lock(&mutex_);
      if (waiting_.records.empty() && answers_.empty()) return;
      continue;
    }
    // What arrives meanwhile goes together; under kSync nobody waits longer than needed.
    if (options_.mode == DecisionLogMode::kSync) continue;
    absl::MutexLock lock(&mutex_);
    if (!IsUrgent()) is_urgent_.WaitWithTimeout(&mutex_, options_.write_every);
  }
}

bool DecisionLog::IsUrgent() const {
  return stopping_ || 2 * waiting_.records.size() >= options_.queue_size ||
         2 * answers_.size() >= max_answers();
}

void DecisionLog::WriteRecords(const Records& records) {
  if (records.records.empty()) return;
  StoreBatch batch;
  internal::StoredDecision stored;
  absl::string_view bytes = records.bytes;
  const auto take = [&bytes](std::size_t count) {
    const absl::string_view taken = bytes.substr(0, count);
    bytes.remove_prefix(count);
    return taken;
  };
  for (const Record& record : records.records) {
    const absl::string_view caller = take(record.caller_bytes);
    const absl::string_view request = take(record.request_bytes);
    stored.set_time_us(static_cast<std::int64_t>(record.id.time_us));
    stored.set_caller(caller.data(), caller.size());
    stored.set_request(request.data(), request.size());
    stored.set_ruleset(record.answer->ruleset);
    stored.set_kbli_edition(record.answer->edition);
    stored.set_outcome(record.answer->outcome);
    stored.set_risk_level(record.answer->risk_level);
    stored.set_classification(record.answer->name);
    batch.Put(Family::kDecisionLog, record.id.Key(), stored.SerializeAsString());
  }
  const bool is_sync = options_.mode == DecisionLogMode::kSync;
  const absl::Status status = Write(batch, is_sync ? Durability::kMachine : Durability::kProcess);
  (status.ok() ? written_ : dropped_) += records.records.size();
  for (const Record& record : records.records) {
    if (record.done) record.done(record.id, status);
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
