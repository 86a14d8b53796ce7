// What became of a code, told in this process.

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
  EXPECT_THAT(ran.out, HasSubstr("Sumber: BPS Tabel Konversi KBLI 2020-2025"));
  const CommandRun back =
      RunCommand(AddConvertCommand, {"convert", "01138", "--to", "2020", "--format", "json"});
  EXPECT_THAT(back.out, HasSubstr("\"01283\""));
  EXPECT_EQ(back.out.find('\n'), back.out.size() - 1);
}

TEST(ConvertCommandTest, SpeaksTheLanguageOfWhoAsks) {
  const CommandRun indonesian = RunCommand(AddConvertCommand, {"convert", "56101", "--lang", "id"});
  EXPECT_THAT(indonesian.out, StartsWith("56101: Dipecah\nKode ini dipecah"));
  const CommandRun english = RunCommand(AddConvertCommand, {"convert", "56101", "--lang", "en"});
  EXPECT_THAT(english.out, StartsWith("56101: Split\nThe code was split"));
  EXPECT_THAT(english.out, HasSubstr("Source: BPS"));
  EXPECT_EQ(RunCommand(AddConvertCommand, {"convert", "56101", "--lang", "fr"}).exit_code, 2);
  const CommandRun refused = RunCommand(
      AddConvertCommand, {"convert", "56101", "--from", "2025", "--to", "2025", "--lang", "id"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("sama dengan edisi `from`: pilih edisi yang lain"));
}

TEST(ConvertCommandTest, RefusesWhatIsNoCode) {
  EXPECT_EQ(RunCommand(AddConvertCommand, {"convert", "5610"}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddConvertCommand, {"convert", "99999"}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddConvertCommand, {"convert", "56101", "--from", "2015"}).exit_code, 2);
}

}  // namespace
}  // namespace izin::cli
