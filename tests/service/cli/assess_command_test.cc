// The level of an activity that is not listed, told in this process.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::izin::testing::RunCommand;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(AssessCommandTest, GivesTheHighestLevelAndItsLicences) {
  const CommandRun ran = RunCommand(
      AddAssessCommand, {"assess", "--health", "2x2", "--safety", "1x4", "--lang", "en"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("Risk level: medium high\n  health: 4, medium low\n"
                                  "  safety: 4, medium high\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nBasis: PP 28/2025 "));
}

TEST(AssessCommandTest, SpeaksIndonesianToAnIndonesian) {
  const CommandRun ran = RunCommand(
      AddAssessCommand, {"assess", "--health", "1x1", "--resources", "4x4", "--lang", "id"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("Tingkat risiko: Tinggi\n  kesehatan: 1, Rendah\n"
                                  "  pemanfaatan sumber daya: 16, Tinggi\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nPerizinan: Nomor Induk Berusaha"));
}

TEST(AssessCommandTest, RefusesWhatIsNoAspect) {
  for (const char* aspect : {"", "2", "x", "2x", "x3", "2x3x4", "axb", "2X3", "99999999999x1"})
    EXPECT_EQ(RunCommand(AddAssessCommand, {"assess", "--health", aspect}).exit_code, 2) << aspect;
  EXPECT_EQ(RunCommand(AddAssessCommand, {"assess", "--health", "5x1"}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddAssessCommand, {"assess"}).exit_code, 1);
  EXPECT_THAT(RunCommand(AddAssessCommand, {"assess", "--health", "5x1", "--lang", "id"}).err,
              HasSubstr("5: tulis 1 sampai 4"));
}

}  // namespace
}  // namespace izin::cli
