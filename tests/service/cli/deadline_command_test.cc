// When working days are over: 2026-11-24 is a Tuesday without a holiday near it.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::testing::HasSubstr;

CommandRun Deadline(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "deadline");
  return izin::testing::RunCommand(AddDeadlineCommand, std::move(arguments));
}

TEST(DeadlineCommandTest, CountsFromTheDayAfterFiling) {
  EXPECT_EQ(Deadline({"--from", "2026-11-24", "--days", "1"}).out,
            "2026-11-25  batas waktu, 1 hari kerja\n");
  EXPECT_EQ(Deadline({"--from", "2026-11-24", "--days", "4"}).out,
            "2026-11-30  batas waktu, 4 hari kerja\n");
  EXPECT_EQ(Deadline({"--from", "2026-11-28", "--days", "1"}).out,
            "2026-11-30  batas waktu, 1 hari kerja\n");
}

TEST(DeadlineCommandTest, GivesTheTermsOfAPermit) {
  const CommandRun ran = Deadline({"--from", "2026-10-01", "--permit", "PKKPR"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("PKKPR, 25 hari kerja\n"));
  EXPECT_THAT(ran.out, HasSubstr("PKKPR dengan perbaikan, 40 hari kerja\n"));
}

TEST(DeadlineCommandTest, GivesNoDateWhereHolidaysAreNotKnown) {
  const CommandRun ran = Deadline({"--from", "2099-12-01", "--days", "5"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("are not known: no date is given"));
}

TEST(DeadlineCommandTest, RefusesWhatNoRulesetKnows) {
  EXPECT_EQ(Deadline({"--from", "2026-11-24", "--permit", "XYZ"}).exit_code, 1);
  EXPECT_EQ(Deadline({"--from", "2022-01-01", "--permit", "PKKPR"}).exit_code, 1);
  EXPECT_EQ(Deadline({"--from", "2026-11-24", "--permit", "PKKPR", "--ruleset", "x"}).exit_code, 1);
}

TEST(DeadlineCommandTest, RefusesWhatIsNoQuestion) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--days", "5"},
           {"--from", "2026-11-24"},
           {"--from", "2026-02-29", "--days", "5"},
           {"--from", "2026-11-24", "--days", "-1"},
           {"--from", "2026-11-24", "--days", "5", "--permit", "PKKPR"},
           {"--from", "2026-11-24", "--days", "5", "--cuti-bersama", "perhaps"}}) {
    const CommandRun ran = Deadline(arguments);
    EXPECT_EQ(ran.exit_code, 2) << ran.out;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err, "");
  }
}

}  // namespace
}  // namespace izin::cli
