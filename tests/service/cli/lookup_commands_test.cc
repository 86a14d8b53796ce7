// convert, assess and reference in this process.

#include <string>
#include <utility>
#include <vector>

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

TEST(ConvertCommandTest, TellsWhatBecameOfACode) {
  const CommandRun ran = RunCommand(AddConvertCommand, {"convert", "56101"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("56101"));
  EXPECT_THAT(ran.out, HasSubstr("56400"));
  const CommandRun back =
      RunCommand(AddConvertCommand, {"convert", "01138", "--to", "2020", "--format", "json"});
  EXPECT_THAT(back.out, HasSubstr("\"01283\""));
  EXPECT_EQ(back.out.find('\n'), back.out.size() - 1);
}

TEST(ConvertCommandTest, RefusesWhatIsNoCode) {
  EXPECT_EQ(RunCommand(AddConvertCommand, {"convert", "5610"}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddConvertCommand, {"convert", "99999"}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddConvertCommand, {"convert", "56101", "--from", "2015"}).exit_code, 2);
}

TEST(AssessCommandTest, GivesTheHighestLevelAndItsLicences) {
  const CommandRun ran =
      RunCommand(AddAssessCommand, {"assess", "--health", "2x2", "--safety", "1x4"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("  health: 4 "));
  EXPECT_THAT(ran.out, HasSubstr(": NIB, SS_TERVERIFIKASI\n"));
}

TEST(AssessCommandTest, RefusesWhatIsNoAspect) {
  for (const char* aspect : {"", "2", "x", "2x", "x3", "2x3x4", "axb", "2X3", "99999999999x1"})
    EXPECT_EQ(RunCommand(AddAssessCommand, {"assess", "--health", aspect}).exit_code, 2) << aspect;
  EXPECT_EQ(RunCommand(AddAssessCommand, {"assess", "--health", "5x1"}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddAssessCommand, {"assess"}).exit_code, 1);
}

// A list longer than a page is read to its end.
TEST(ReferenceCommandTest, GivesEveryValueOfAKind) {
  const CommandRun ran = RunCommand(AddReferenceCommand, {"reference", "scale", "--lang", "en"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("MICRO"));
  EXPECT_THAT(ran.out, HasSubstr("\nLARGE"));
  const CommandRun regions = RunCommand(AddReferenceCommand, {"reference", "region"});
  EXPECT_THAT(regions.out, HasSubstr("\n1271"));
  EXPECT_THAT(regions.out, HasSubstr("\n9671"));
}

TEST(ReferenceCommandTest, KnowsNoSuchKind) {
  const CommandRun ran = RunCommand(AddReferenceCommand, {"reference", "x"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.out, "");
}

}  // namespace
}  // namespace izin::cli
