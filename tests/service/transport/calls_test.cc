#include "service/transport/calls.h"

#include "absl/time/clock.h"
#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(Calls, CountsWhatIsUnderWay) {
  Calls calls;
  EXPECT_EQ(calls.under_way(), 0);
  calls.BeginStream();
  calls.BeginStream();
  EXPECT_EQ(calls.under_way(), 2);
  calls.EndStream();
  EXPECT_EQ(calls.under_way(), 1);
}

TEST(Calls, IsQuietWhereNobodyCalls) {
  Calls calls;
  EXPECT_TRUE(calls.HoldUntilQuiet(absl::Milliseconds(1), absl::Now() + absl::Seconds(10)));
  calls.Release();
}

TEST(Calls, GivesUpAtTheDeadline) {
  Calls calls;
  EXPECT_FALSE(calls.HoldUntilQuiet(absl::Seconds(10), absl::InfinitePast()));
  calls.Release();
}

// A reactor that says when it was ended.
class Ended : public grpc::ServerUnaryReactor {
 public:
  void OnDone() override {}
};

TEST(Calls, HoldsTheEndUntilReleased) {
  Calls calls;
  Ended reactor;
  calls.BeginStream();
  ASSERT_TRUE(calls.HoldUntilQuiet(absl::Milliseconds(1), absl::Now() + absl::Seconds(10)));
  calls.Finish(&reactor, grpc::Status::OK);
  EXPECT_EQ(calls.under_way(), 1);
  calls.Release();
  EXPECT_EQ(calls.under_way(), 0);
}

}  // namespace
}  // namespace izin
