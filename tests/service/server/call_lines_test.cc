// Which calls are told of, and how. The trace that a call comes with is read in
// tests/integration/admission_process_test.cc.

#include "service/server/call_lines.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/transport/arrival.h"

namespace izin {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kParent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

class CallLinesTest : public ::testing::Test {
 protected:
  // Lines about a call that ended so.
  std::vector<std::string> End(CallLines& lines, const CallPass& pass, const grpc::Status& status) {
    said_.clear();
    lines.Ended(Ending(status), pass);
    return said_;
  }
  // A call that took 213 microseconds.
  static EndedCall Ending(const grpc::Status& status) {
    const std::int64_t now = MonotonicNanos();
    return {MethodNamed("ClassifyActivity"), status, now - 213'000, now};
  }
  static CallPass Under(const std::string& traceparent) {
    CallPass pass;
    pass.trace = std::make_shared<CallTrace>();
    pass.trace->parent = *ParseTraceparent(traceparent);
    return pass;
  }
  CallLines::Tell tell() {
    return [this](const std::string& line, bool is_fault) {
      said_.push_back(line);
      faults_ += is_fault ? 1 : 0;
    };
  }

  std::vector<std::string> said_;
  int faults_ = 0;
};

TEST_F(CallLinesTest, TellsOfACallThatItsCallerRecords) {
  CallLines lines(CallLines::Told::kSampled, tell());
  CallPass pass = Under(kParent);
  pass.trace->decision_id = "0193";
  pass.trace->state = "rojo=1";
  EXPECT_THAT(
      End(lines, pass, grpc::Status::OK),
      ElementsAre(AllOf(HasSubstr("event=call method=ClassifyActivity code=OK seconds=0.000213"),
                        HasSubstr(" decision_id=0193 traceparent=00-4bf92f3577b34da6a3ce92"
                                  "9d0e0e4736-"),
                        HasSubstr("-01 parent_id=00f067aa0ba902b7 tracestate=\"rojo=1\""),
                        Not(HasSubstr("reason=")))));
  EXPECT_EQ(faults_, 0);
}

TEST_F(CallLinesTest, IsSilentAboutOthersThatWentWell) {
  CallLines lines(CallLines::Told::kSampled, tell());
  EXPECT_THAT(End(lines, CallPass(), grpc::Status::OK), IsEmpty());
  EXPECT_THAT(End(lines, Under("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"),
                  grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "no")),
              IsEmpty());
}

TEST_F(CallLinesTest, TellsOfWhatTheServerFailedUnderAnyTrace) {
  CallLines lines(CallLines::Told::kFaults, tell());
  const grpc::Status fault(grpc::StatusCode::UNAVAILABLE, "a \"full\"\ndisk");
  EXPECT_THAT(
      End(lines, CallPass(), fault),
      ElementsAre(AllOf(HasSubstr("code=UNAVAILABLE traceparent=00-"),
                        HasSubstr("reason=\"a 'full' disk\""), Not(HasSubstr("parent_id")))));
  EXPECT_THAT(End(lines, Under(kParent), fault),
              ElementsAre(HasSubstr("traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-")));
  EXPECT_EQ(faults_, 2);
  EXPECT_THAT(End(lines, Under(kParent), grpc::Status::OK), IsEmpty());
}

// Whoever sets the flag on every call fills no disk with it.
TEST_F(CallLinesTest, BoundsItsLinesAndSaysHowManyWereLeftOut) {
  CallLines lines(CallLines::Told::kSampled, tell());
  for (int i = 0; i < 5000; ++i) lines.Ended(Ending(grpc::Status::OK), Under(kParent));
  // Five thousand take well below ten seconds.
  EXPECT_LT(said_.size(), std::size_t{11} * (CallLines::kMostSampled + 1));
  EXPECT_GT(lines.dropped(), 3000U);
  EXPECT_GE(said_.size() + lines.dropped(), 5000U);
}

TEST_F(CallLinesTest, KeepsRoomForFaultsBesideWhatCallersRecord) {
  CallLines lines(CallLines::Told::kSampled, tell());
  for (int i = 0; i < 1000; ++i) lines.Ended(Ending(grpc::Status::OK), Under(kParent));
  EXPECT_THAT(End(lines, CallPass(), grpc::Status(grpc::StatusCode::INTERNAL, "bug")),
              ::testing::Contains(HasSubstr("code=INTERNAL")));
}

}  // namespace
}  // namespace izin
