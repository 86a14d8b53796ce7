#include "service/transport/arrival.h"

#include <atomic>
#include <ctime>
#include <typeinfo>

namespace izin {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// Calls that wait beside one, without which it waits for itself alone: for its own message, or for
// a thread that is slow.
constexpr int kOthers = 3;

class TimedContext final : public grpc::CallbackServerContext {
 public:
  // `waiting` counts contexts that have not begun, and outlives them.
  explicit TimedContext(std::atomic<int>& waiting) : waiting_(waiting) {
    waiting_.fetch_add(1, std::memory_order_relaxed);
  }
  ~TimedContext() override { Begin(); }

  std::int64_t arrived() const { return arrived_; }
  // How many others wait.
  int Begin() const {
    const int mine = is_waiting_.exchange(false, std::memory_order_relaxed) ? 1 : 0;
    return waiting_.fetch_sub(mine, std::memory_order_relaxed) - mine;
  }

 private:
  const std::int64_t arrived_ = MonotonicNanos();
  std::atomic<int>& waiting_;
  mutable std::atomic<bool> is_waiting_ = true;
};

// Asked twice of each call: of a final class the type itself says it, and no dynamic_cast has to
// look.
bool IsTimed(const grpc::CallbackServerContext& context) {
  return typeid(context) == typeid(TimedContext);
}

// The library hands each context back once its call is done.
class TimedContexts final : public grpc::ContextAllocator {
 public:
  grpc::CallbackServerContext* NewCallbackServerContext() override {
    return new TimedContext(waiting_);
  }
  // For methods that the contract does not serve the library makes a context of its own, keeps it,
  // and hands it back here all the same.
  void Release(grpc::CallbackServerContext* context) override {
    if (IsTimed(*context)) delete static_cast<TimedContext*>(context);
  }

 private:
  std::atomic<int> waiting_ = 0;
};

}  // namespace

std::int64_t MonotonicNanos() {
  timespec now = {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * kSecond + now.tv_nsec;
}

bool IsPast(gpr_timespec deadline) {
  if (deadline.tv_sec == gpr_inf_future(deadline.clock_type).tv_sec) return false;
  return gpr_time_cmp(deadline, gpr_now(deadline.clock_type)) <= 0;
}

std::unique_ptr<grpc::ContextAllocator> NoteArrivals() { return std::make_unique<TimedContexts>(); }

std::int64_t ArrivedAt(const grpc::CallbackServerContext& context, std::int64_t now) {
  if (!IsTimed(context)) return now;
  const auto& timed = static_cast<const TimedContext&>(context);
  return timed.Begin() < kOthers ? now : timed.arrived();
}

}  // namespace izin
