#include "service/transport/calls.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(Calls, CountsWhatIsUnderWay) {
  Calls calls;
  EXPECT_EQ(calls.under_way(), 0);
  const OpenCall call = calls.BeginStream("ReplayDecisions");
  calls.BeginStream("ReplayDecisions");
  EXPECT_EQ(calls.under_way(), 2);
  calls.EndStream(call, grpc::StatusCode::OK);
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
  OpenCall call = calls.BeginStream("GetKbliEntry");
  call.reactor = &reactor;
  ASSERT_TRUE(calls.HoldUntilQuiet(absl::Milliseconds(1), absl::Now() + absl::Seconds(10)));
  calls.Finish(call, grpc::Status::OK);
  EXPECT_EQ(calls.under_way(), 1);
  calls.Release();
  EXPECT_EQ(calls.under_way(), 0);
}

class Observed : public CallObserver {
 public:
  void CallEnded(absl::string_view method, grpc::StatusCode code, absl::Duration took) override {
    EXPECT_GE(took, absl::ZeroDuration());
    ended_.emplace_back(method, code);
  }
  std::vector<std::pair<std::string, grpc::StatusCode>> ended_;
};

TEST(Calls, TellsWhatBecameOfEach) {
  Observed observed;
  Calls calls(&observed);
  Ended reactor;
  OpenCall call = calls.BeginStream("GetKbliEntry");
  call.reactor = &reactor;
  calls.Finish(call, grpc::Status(grpc::StatusCode::NOT_FOUND, ""));
  calls.EndStream(calls.BeginStream("ReplayDecisions"), grpc::StatusCode::CANCELLED);
  EXPECT_THAT(observed.ended_, ElementsAre(Pair("GetKbliEntry", grpc::StatusCode::NOT_FOUND),
                                           Pair("ReplayDecisions", grpc::StatusCode::CANCELLED)));
}

}  // namespace
}  // namespace izin
