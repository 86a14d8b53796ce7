#include "service/decisions/decision_log.h"

#include <algorithm>
#include <random>
#include <utility>
namespace izin {
namespace {

// What the lists of waiting records may keep for the next ones.
constexpr std::size_t kIdleBytes = 1 << 20;

}  // namespace

DecisionLog::DecisionLog(BackgroundWriter& writer, const DecisionLogOptions& options,
                         const Clock& clock)
    : writer_(writer),
      options_(options),
      clock_(clock),
      // Another run of the same microsecond has other numbers.
      next_{.sequence = static_cast<std::uint64_t>(std::random_device()()) << 32} {
  writer.Add(*this);
}

void DecisionLog::Records::Add(DecisionId first, std::uint64_t time_us, absl::string_view caller,
                               GivenRecords& given) {
  absl::string_view requests = given.bytes();
  for (GivenRecords::Item& item : given.items()) {
    const std::size_t begin = bytes.size();
    bytes.append(caller.data(), caller.size());
    bytes.append(requests.data(), item.request_bytes);
    requests.remove_prefix(item.request_bytes);
    records.push_back({.id = first.After(item.place),
                       .time_us = time_us,
                       .bytes_at = begin,
                       .caller_bytes = caller.size(),
                       .request_bytes = item.request_bytes,
                       .answer = std::move(item.answer)});
  }
}

void DecisionLog::Records::Clear() {
  records.clear();
  bytes.clear();
  // Where memory was needed once only.
  if (bytes.capacity() > kIdleBytes) bytes = std::string();
  if (records.capacity() * sizeof(Record) > kIdleBytes) records = std::vector<Record>();
}

std::optional<std::string> DecisionLog::Records::Find(DecisionId id) const {
  const auto at = std::lower_bound(
      records.begin(), records.end(), id,
      [](const Record& record, const DecisionId& wanted) { return record.id < wanted; });
  if (at == records.end() || at->id != id) return std::nullopt;
  internal::StoredDecision stored;
  Encode(*at, stored);
  return stored.SerializeAsString();
}

void DecisionLog::Records::Encode(const Record& record, internal::StoredDecision& stored) const {
  const char* caller = bytes.data() + record.bytes_at;
  stored.set_time_us(static_cast<std::int64_t>(record.time_us));
  stored.set_caller(caller, record.caller_bytes);
  stored.set_request(caller + record.caller_bytes, record.request_bytes);
  stored.set_ruleset(record.answer->ruleset);
  stored.set_kbli_edition(record.answer->edition);
  stored.set_outcome(record.answer->outcome);
  stored.set_risk_level(record.answer->risk_level);
  stored.set_classification(record.answer->name);
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

std::optional<DecisionId> DecisionLog::Append(absl::string_view caller, GivenRecords& given,
                                              Done done) {
  if (options_.mode == DecisionLogMode::kOff || given.empty()) {
    given.Clear();
    return std::nullopt;
  }
  const auto now_us = static_cast<std::uint64_t>(absl::ToUnixMicros(clock_.Now()));
  std::optional<DecisionId> first;
  bool was_empty = false;
  bool is_urgent = false;
  {
    absl::MutexLock lock(&mutex_);
    first = MakeRoom(given.places(), now_us);
    if (first.has_value()) {
      was_empty = waiting_.records.empty();
      waiting_.Add(*first, now_us, caller, given);
      is_urgent = 2 * waiting_.records.size() >= options_.queue_size;
      if (options_.mode == DecisionLogMode::kSync && done) {
        // They go to disk together: the last one speaks for all.
        waiting_.records.back().done = [first = *first, done = std::move(done)](
                                           DecisionId, const absl::Status& status) {
          done(first, status);
        };
      }
    }
  }
  given.Clear();
  if (is_urgent) {
    writer_.Hurry();
  } else if (was_empty) {
    writer_.Wake();
  }
  return first;
}

void DecisionLog::Work() {
  {
    absl::MutexLock lock(&mutex_);
    std::swap(writing_, waiting_);
  }
  if (writing_.records.empty()) return;
  const absl::Status status = Write(writing_);
  (status.ok() ? written_ : dropped_) += writing_.records.size();
  for (const Record& record : writing_.records) {
    if (record.done) record.done(record.id, status);
  }
  {
    absl::MutexLock lock(&mutex_);
    std::swap(writing_, spent_);
  }
  spent_.Clear();
}

std::optional<std::string> DecisionLog::FindWaiting(DecisionId id) const {
  absl::MutexLock lock(&mutex_);
  std::optional<std::string> record = waiting_.Find(id);
  return record.has_value() ? record : writing_.Find(id);
}

absl::Status DecisionLog::Write(const Records& records) {
  StoreBatch batch;
  internal::StoredDecision stored;
  for (const Record& record : records.records) {
    records.Encode(record, stored);
    batch.Put(Family::kDecisionLog, record.id.Key(), stored.SerializeAsString());
  }
  const bool is_sync = options_.mode == DecisionLogMode::kSync;
  return writer_.Write(batch, is_sync ? Durability::kMachine : Durability::kProcess);
}

bool DecisionLog::HasWork() const {
  absl::MutexLock lock(&mutex_);
  return !waiting_.records.empty();
}

}  // namespace izin
