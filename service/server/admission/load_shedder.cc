#include "service/server/admission/load_shedder.h"

#include <algorithm>

namespace izin {
namespace {

// A window in which handlers took that part of it is busy, however few its calls are.
constexpr std::int64_t kBusyPart = 4;
// While there is a queue, a call may have waited that many times the target.
constexpr std::int64_t kTargets = 2;

}  // namespace

LoadShedder::LoadShedder(const Options& options)
    : target_(absl::ToInt64Nanoseconds(options.target)),
      window_(absl::ToInt64Nanoseconds(options.window)) {}

bool LoadShedder::Admit(std::int64_t now, std::int64_t arrived, std::int64_t expected) {
  if (target_ <= 0) return true;
  if (now >= ends_.load(std::memory_order_relaxed)) EndWindow(now);
  const std::int64_t waited = std::max<std::int64_t>(now - arrived, 0);
  if (waited > target_) late_.fetch_add(1, std::memory_order_relaxed);
  calls_.fetch_add(1, std::memory_order_relaxed);
  return !has_queue(now) || expected < kWorthNs || waited <= kTargets * target_;
}

absl::Duration LoadShedder::limit(std::int64_t now) const {
  return has_queue(now) ? absl::Nanoseconds(kTargets * target_) : absl::InfiniteDuration();
}

void LoadShedder::EndWindow(std::int64_t now) {
  if (!ending_.TryLock()) return;  // another thread does
  const std::int64_t ended = ends_.load(std::memory_order_relaxed);
  if (now >= ended) {
    ends_.store(now + window_, std::memory_order_relaxed);
    const int calls = calls_.exchange(0, std::memory_order_relaxed);
    const int late = late_.exchange(0, std::memory_order_relaxed);
    const std::int64_t took = took_.exchange(0, std::memory_order_relaxed);
    const bool says_something = calls >= kFewCalls || took >= window_ / kBusyPart;
    const bool is_known = now - ended <= kForgotten * window_;
    has_queue_.store(is_known && says_something && 2 * late > calls, std::memory_order_relaxed);
  }
  ending_.Unlock();
}

}  // namespace izin
