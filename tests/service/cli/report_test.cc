// What a command says of its end, and its exit code.

#include "service/cli/report.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/kbli.pb.h"
#include "service/request/request_faults.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::izin::testing::RunOverheard;
using ::testing::HasSubstr;
using ::testing::StartsWith;

CommandRun Report(const absl::Status& status, bool is_json) {
  return RunOverheard([&] { return ReportFailure(status, is_json); });
}

absl::Status TwoFaults() {
  RequestFaults faults;
  faults.Add(FaultKind::kInvalid, "activity.kbli_code", "\"x\": want 5 digits");
  faults.Add(FaultKind::kInvalid, "activity.scale", "missing");
  return faults.ToStatus();
}

TEST(ReportFailureTest, NamesTheFlagOfEachFault) {
  const CommandRun ran = Report(TwoFaults(), false);
  EXPECT_EQ(ran.exit_code, kRefused);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "izin: --kbli \"x\": want 5 digits\nizin: --scale missing\n");
}

TEST(ReportFailureTest, SpeaksIndonesianWhereItCan) {
  RequestFaults faults;
  faults.Add(FaultKind::kInvalid, "activity.kbli_code",
             FaultText{.en = "\"x\": want 5 digits", .id = "\"x\": tulis 5 angka"});
  faults.Add(FaultKind::kInvalid, "activity.scale", "missing");
  const CommandRun ran = RunOverheard(
      [&] { return ReportFailure(faults.ToStatus(), /*is_json=*/false, /*is_english=*/false); });
  EXPECT_EQ(ran.exit_code, kRefused);
  EXPECT_EQ(ran.err, "izin: --kbli \"x\": tulis 5 angka\nizin: --scale missing\n");
}

// The protocol's names are for programs; a person types words.
TEST(ReportFailureTest, NamesValuesAsTheFlagTakesThem) {
  RequestFaults faults;
  faults.Add(FaultKind::kInvalid, "activity.scale",
             "missing: want BUSINESS_SCALE_MICRO, BUSINESS_SCALE_SMALL or \"BUSINESS_SCALE_X\"");
  faults.Add(FaultKind::kInvalid, "explain", "contradicts CLASSIFICATION_VIEW_BASIC, which");
  EXPECT_EQ(Report(faults.ToStatus(), false).err,
            "izin: --scale missing: want micro, small or \"BUSINESS_SCALE_X\"\n"
            "izin: --explain contradicts basic, which\n");
  EXPECT_THAT(Report(faults.ToStatus(), true).out, HasSubstr("want BUSINESS_SCALE_MICRO, "));
}

TEST(ReportFailureTest, InJsonIsALineOnStandardOutput) {
  const CommandRun ran = Report(TwoFaults(), true);
  EXPECT_EQ(ran.exit_code, kRefused);
  EXPECT_THAT(ran.out, StartsWith("{\"error\":{\"code\":\"INVALID_ARGUMENT\""));
  EXPECT_EQ(ran.out.back(), '\n');
  EXPECT_EQ(ran.err, "");
}

TEST(ReportFailureTest, TellsTheRequestsFaultFromTheServices) {
  for (const absl::Status& refused : {absl::InvalidArgumentError("x"), absl::NotFoundError("x"),
                                      absl::FailedPreconditionError("x")})
    EXPECT_EQ(Report(refused, false).exit_code, 1) << refused;
  for (const absl::Status& failed :
       {absl::UnavailableError("x"), absl::DeadlineExceededError("x"), absl::DataLossError("x"),
        absl::InternalError("x"), absl::ResourceExhaustedError("x")})
    EXPECT_EQ(Report(failed, false).exit_code, 3) << failed;
}

TEST(ReportFailureTest, AStatusWithoutFaultsIsSaidAsItIs) {
  EXPECT_EQ(Report(absl::UnavailableError("no server"), false).err, "izin: no server\n");
}

TEST(PrintJsonTest, IsOneLine) {
  v1::ConvertKbliCodeRequest message;
  message.set_code("56101");
  message.set_from(v1::KBLI_EDITION_2020);
  const CommandRun ran = RunOverheard([&] { return PrintJson(message); });
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.out, "{\"code\":\"56101\",\"from\":\"KBLI_EDITION_2020\"}\n");
}

}  // namespace
}  // namespace izin::cli
