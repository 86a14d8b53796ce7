// What is said to who is not let in. Deadlines, peers and the wait of real calls:
// tests/integration/admission_process_test.cc.

#include "service/server/admission/admission_gate.h"

#include <memory>

#include <gtest/gtest.h>

#include "service/transport/arrival.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

// A call of a caller that an access gate knows.
class Arriving {
 public:
  explicit Arriving(AdmissionGate& gate) : gate_(gate) {}

  grpc::Status Call(const char* method, const char* caller) {
    pass_ = CallPass();
    auto named = std::make_shared<Caller>();
    named->name = caller;
    pass_.caller = named;
    return gate_
        .Refuses({.method = MethodNamed(method), .context = context_, .now = MonotonicNanos()},
                 pass_)
        .value_or(grpc::Status::OK);
  }
  void End() { gate_.Ended({.method = {}, .status = grpc::Status::OK}, pass_); }
  const CallPass& pass() const { return pass_; }

 private:
  // Its deadline is that of no call: none.
  struct Undated : grpc::CallbackServerContext {};
  AdmissionGate& gate_;
  Undated context_;
  CallPass pass_;
};

TEST(AdmissionGate, KnowsCallersByTheNameThatTheyWereGiven) {
  AdmissionGate gate({.callers = {.calls = 1}});
  Arriving calls(gate);
  EXPECT_TRUE(calls.Call("ClassifyActivity", "portal-a").ok());
  EXPECT_EQ(calls.Call("ClassifyActivity", "portal-a").error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(calls.Call("ClassifyActivity", "portal-b").ok());
  calls.End();
  EXPECT_TRUE(calls.Call("ClassifyActivity", "portal-b").ok());
  EXPECT_EQ(gate.counters().callers, 2U);
}

TEST(AdmissionGate, SaysWhatTheLimitIsAndWhenToComeBack) {
  AdmissionGate gate({.callers = {.rate = 2}});
  Arriving calls(gate);
  grpc::Status status;
  for (int i = 0; i < 100 && status.ok(); ++i) status = calls.Call("DiffRulesets", "portal");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_NE(status.error_message().find("more than 2 a second"), std::string::npos);
  ASSERT_TRUE(RetryDelayOf(status).has_value());
  EXPECT_GT(*RetryDelayOf(status), absl::Seconds(60));  // a comparison weighs 1,000
}

TEST(AdmissionGate, ChargesAStreamAndNothingElse) {
  AdmissionGate gate({.callers = {.rate = 1}});
  Arriving calls(gate);
  ASSERT_TRUE(calls.Call("StreamClassifyActivities", "portal").ok());
  EXPECT_GT(gate.Charge(calls.pass(), 10 << 10), absl::ZeroDuration());
  EXPECT_EQ(gate.Charge(CallPass(), 10 << 10), absl::ZeroDuration());
}

TEST(AdmissionGate, TakesTheHostOfAPeer) {
  EXPECT_EQ(HostOf("ipv4:10.0.0.1:40112"), "ipv4:10.0.0.1");
  EXPECT_EQ(HostOf("ipv6:%5B::1%5D:40112"), "ipv6:%5B::1%5D");
  EXPECT_EQ(HostOf("unix:"), "unix:");
  EXPECT_EQ(HostOf("inproc"), "inproc");
}

}  // namespace
}  // namespace izin
