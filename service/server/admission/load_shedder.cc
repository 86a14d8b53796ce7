#include "service/server/admission/load_shedder.h"

#include <algorithm>

namespace izin {
namespace {

// A window in which handlers took that part of it is busy, however few its calls are.
constexpr std::int64_t kBusyPart = 4;
// While there is a queue, a call may have waited that many times the target.
constexpr std::int64_t kTargets = 2;
// Of the time that its caller gives it, the part that it may have waited, and the most of that.
constexpr std::int64_t kGivenPart = 2;
constexpr std::int64_t kMostTargets = 25;

}  // namespace

LoadShedder::LoadShedder(const Options& options)
    : target_(absl::ToInt64Nanoseconds(options.target)),
      window_(absl::ToInt64Nanoseconds(options.window)) {}

bool LoadShedder::Admit(const Call& call) {
  if (target_ <= 0) return true;
  if (call.now >= ends_.load(std::memory_order_relaxed)) EndWindow(call.now);
  const std::int64_t waited = std::max<std::int64_t>(call.now - call.arrived, 0);
  if (waited > target_) late_.fetch_add(1, std::memory_order_relaxed);
  calls_.fetch_add(1, std::memory_order_relaxed);
  if (!has_queue(call.now) || call.expected < kWorthNs) return true;
  const std::int64_t of_given = std::min(call.given / kGivenPart, kMostTargets * target_);
  return waited <= std::max(kTargets * target_, of_given);
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
