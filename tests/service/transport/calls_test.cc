#include "service/transport/calls.h"

#include <memory>
#include <optional>
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

// A stream that begins.
OpenCall BeginStream(Calls& calls, const char* method) {
  const grpc::CallbackServerContext context;
  grpc::Status refusal;
  return calls.BeginStream(MethodNamed(method), context, refusal);
}

TEST(Calls, CountsWhatIsUnderWay) {
  Calls calls;
  EXPECT_EQ(calls.under_way(), 0);
  const OpenCall call = BeginStream(calls, "ReplayDecisions");
  BeginStream(calls, "ReplayDecisions");
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
  OpenCall call = BeginStream(calls, "GetKbliEntry");
  call.reactor = &reactor;
  ASSERT_TRUE(calls.HoldUntilQuiet(absl::Milliseconds(1), absl::Now() + absl::Seconds(10)));
  calls.Finish(call, grpc::Status::OK);
  EXPECT_EQ(calls.under_way(), 1);
  calls.Release();
  EXPECT_EQ(calls.under_way(), 0);
}

class Observed : public CallObserver {
 public:
  void CallEnded(const CalledMethod& method, grpc::StatusCode code, absl::Duration took) override {
    EXPECT_GE(took, absl::ZeroDuration());
    ended_.emplace_back(method.name, code);
  }
  std::vector<std::pair<std::string, grpc::StatusCode>> ended_;
};

TEST(Calls, TellsWhatBecameOfEach) {
  Observed observed;
  Calls calls(&observed);
  Ended reactor;
  OpenCall call = BeginStream(calls, "GetKbliEntry");
  call.reactor = &reactor;
  calls.Finish(call, grpc::Status(grpc::StatusCode::NOT_FOUND, ""));
  calls.EndStream(BeginStream(calls, "ReplayDecisions"), grpc::StatusCode::CANCELLED);
  EXPECT_THAT(observed.ended_, ElementsAre(Pair("GetKbliEntry", grpc::StatusCode::NOT_FOUND),
                                           Pair("ReplayDecisions", grpc::StatusCode::CANCELLED)));
}

// Notes what it is asked and told.
class Gate : public CallGate {
 public:
  Gate(std::string name, std::vector<std::string>& told,
       std::optional<grpc::Status> says = std::nullopt)
      : name_(std::move(name)), told_(told), says_(std::move(says)) {}
  std::optional<grpc::Status> Refuses(const ArrivingCall& call, CallPass& pass) override {
    told_.push_back(name_ + " asked of " + call.method.name);
    if (pass.caller == nullptr)
      pass.caller = std::make_shared<const Caller>(Caller{.name = "by " + name_});
    return says_;
  }
  void Ended(const EndedCall& call, const CallPass& pass) override {
    EXPECT_GE(call.ended_ns, call.begun_ns);
    told_.push_back(name_ + " told of " + call.method.name + " " + pass.caller->name + ": " +
                    std::to_string(call.status.error_code()));
  }

 private:
  const std::string name_;
  std::vector<std::string>& told_;
  const std::optional<grpc::Status> says_;
};

TEST(Calls, AsksTheGatesInOrderAndTellsThemBackwards) {
  std::vector<std::string> told;
  Gate first("first", told);
  Gate second("second", told);
  Calls calls(nullptr, {&first, &second});
  const OpenCall call = BeginStream(calls, "ReplayDecisions");
  ASSERT_FALSE(call.is_refused);
  EXPECT_EQ(call.pass.caller->name, "by first");
  EXPECT_EQ(calls.under_way(), 1);
  calls.EndStream(call, grpc::StatusCode::CANCELLED);
  EXPECT_THAT(told, ElementsAre("first asked of ReplayDecisions", "second asked of ReplayDecisions",
                                "second told of ReplayDecisions by first: 1",
                                "first told of ReplayDecisions by first: 1"));
}

TEST(Calls, EndsWhatAGateRefuses) {
  std::vector<std::string> told;
  Observed observed;
  Gate first("first", told);
  Gate second("second", told, grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "full"));
  Gate third("third", told);
  Calls calls(&observed, {&first, &second, &third});
  const grpc::CallbackServerContext context;
  grpc::Status refusal;
  const OpenCall call = calls.BeginStream(MethodNamed("ReplayDecisions"), context, refusal);
  EXPECT_TRUE(call.is_refused);
  EXPECT_EQ(refusal.error_message(), "full");
  EXPECT_EQ(calls.under_way(), 0);
  EXPECT_THAT(told, ElementsAre("first asked of ReplayDecisions", "second asked of ReplayDecisions",
                                "first told of ReplayDecisions by first: 8"));
  EXPECT_THAT(observed.ended_,
              ElementsAre(Pair("ReplayDecisions", grpc::StatusCode::RESOURCE_EXHAUSTED)));
}

}  // namespace
}  // namespace izin
