#include "service/transport/arrival.h"

#include <array>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include <grpcpp/generic/async_generic_service.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(Arrival, TheClockNeverGoesBack) {
  std::int64_t before = MonotonicNanos();
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t now = MonotonicNanos();
    EXPECT_GE(now, before);
    before = now;
  }
}

TEST(Arrival, TellsDeadlinesThatArePast) {
  EXPECT_FALSE(IsPast(gpr_inf_future(GPR_CLOCK_MONOTONIC)));
  EXPECT_FALSE(IsPast(gpr_inf_future(GPR_CLOCK_REALTIME)));
  EXPECT_TRUE(IsPast(gpr_now(GPR_CLOCK_MONOTONIC)));
  EXPECT_TRUE(
      IsPast(gpr_time_sub(gpr_now(GPR_CLOCK_REALTIME), gpr_time_from_seconds(1, GPR_TIMESPAN))));
  EXPECT_FALSE(
      IsPast(gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_seconds(60, GPR_TIMESPAN))));
}

// Five that wait at once.
class Queue {
 public:
  Queue() {
    for (auto& context : contexts_) context = allocator_->NewCallbackServerContext();
  }
  ~Queue() {
    for (auto* context : contexts_) allocator_->Release(context);
  }
  const grpc::CallbackServerContext& At(int place) const {
    return *contexts_[static_cast<std::size_t>(place)];
  }

 private:
  const std::unique_ptr<grpc::ContextAllocator> allocator_ = NoteArrivals();
  std::array<grpc::CallbackServerContext*, 5> contexts_{};
};

TEST(Arrival, IsThatOfTheContextWhileOthersWaitToo) {
  const std::int64_t before = MonotonicNanos();
  const Queue queue;
  const std::int64_t after = MonotonicNanos();
  EXPECT_GE(ArrivedAt(queue.At(0), after + 1), before);
  EXPECT_LE(ArrivedAt(queue.At(1), after + 1), after);
}

// A caller that makes one call after the other, to a server that is slow or with a message that is,
// makes no queue.
TEST(Arrival, IsNowWhereACallWaitsForItselfAlone) {
  const Queue queue;
  const std::int64_t later = MonotonicNanos() + 1'000'000'000;
  for (int i = 0; i < 2; ++i) EXPECT_LT(ArrivedAt(queue.At(i), later), later);
  for (int i = 2; i < 5; ++i) EXPECT_EQ(ArrivedAt(queue.At(i), later), later);
}

TEST(Arrival, IsNowWhereNobodyNotedIt) {
  const grpc::CallbackServerContext context;
  EXPECT_EQ(ArrivedAt(context, 42), 42);
}

}  // namespace
}  // namespace izin
