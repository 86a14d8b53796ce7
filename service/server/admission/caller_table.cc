#include "service/server/admission/caller_table.h"

#include <algorithm>
#include <utility>

namespace izin {
namespace {

// Looked at from the end, for one that has no call under way.
constexpr int kLooks = 8;
// Who has too many calls under way may come back once one of them has ended.
constexpr absl::Duration kUntilOneEnds = absl::Milliseconds(100);

}  // namespace

class CallerTable::Caller {
 public:
  Caller(absl::string_view caller, double full, std::int64_t now)
      : name(caller), tokens(full), filled_at(now) {}

  // Guarded by the table's mutex.
  const std::string name;
  double tokens;
  std::int64_t filled_at;
  int calls = 0;
};

CallerTable::Taken CallerTable::Take(absl::string_view name, double weight, std::int64_t now) {
  absl::MutexLock lock(&mutex_);
  const std::shared_ptr<Caller>& caller = Find(name, now);
  if (limits_.calls > 0 && caller->calls >= limits_.calls)
    return {.verdict = Verdict::kTooMany, .retry_after = kUntilOneEnds, .caller = nullptr};
  Refill(*caller, now);
  if (limits_.rate > 0 && caller->tokens < 1)
    return {.verdict = Verdict::kTooFast, .retry_after = RestOf(*caller), .caller = nullptr};
  caller->tokens -= weight;
  ++caller->calls;
  return {.verdict = Verdict::kAdmitted, .retry_after = absl::ZeroDuration(), .caller = caller};
}

absl::Duration CallerTable::Charge(Caller& caller, double weight, std::int64_t now) {
  if (limits_.rate <= 0) return absl::ZeroDuration();
  absl::MutexLock lock(&mutex_);
  Refill(caller, now);
  caller.tokens -= weight;
  return caller.tokens < 0 ? RestOf(caller) : absl::ZeroDuration();
}

void CallerTable::Return(Caller& caller) {
  absl::MutexLock lock(&mutex_);
  --caller.calls;
}

std::size_t CallerTable::size() const {
  absl::MutexLock lock(&mutex_);
  return order_.size();
}

const std::shared_ptr<CallerTable::Caller>& CallerTable::Find(absl::string_view name,
                                                              std::int64_t now) {
  const auto found = by_name_.find(name);
  if (found != by_name_.end()) {
    order_.splice(order_.begin(), order_, found->second);
    return order_.front();
  }
  MakeRoom();
  order_.push_front(std::make_shared<Caller>(name, std::max(limits_.rate, 1.0), now));
  by_name_.emplace(order_.front()->name, order_.begin());
  return order_.front();
}

void CallerTable::MakeRoom() {
  if (order_.size() < limits_.most || order_.empty()) return;
  auto leaves = std::prev(order_.end());
  for (int i = 0; i < kLooks && (*leaves)->calls > 0 && leaves != order_.begin(); ++i) --leaves;
  if ((*leaves)->calls > 0) leaves = std::prev(order_.end());
  by_name_.erase((*leaves)->name);
  order_.erase(leaves);
}

void CallerTable::Refill(Caller& caller, std::int64_t now) {
  const double seconds =
      static_cast<double>(std::max<std::int64_t>(now - caller.filled_at, 0)) / 1e9;
  caller.filled_at = std::max(now, caller.filled_at);
  caller.tokens = std::min(caller.tokens + seconds * limits_.rate, std::max(limits_.rate, 1.0));
}

absl::Duration CallerTable::RestOf(const Caller& caller) const {
  return absl::Seconds((1 - caller.tokens) / limits_.rate);
}

}  // namespace izin
