#include "service/cli/quiet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::izin::testing::RunCommand;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

void WithoutFlag(const CLI::App& app, std::vector<std::string>& missing) {
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    WithoutFlag(*command, missing);
    const bool only_leads_on = command->get_require_subcommand_min() > 0;
    if (!only_leads_on && command->get_option_no_throw("--quiet") == nullptr)
      missing.push_back(command->get_name());
  }
}

TEST(QuietTest, IsAFlagOfEveryCommandThatDoesSomething) {
  CLI::App app("izin");
  int exit_code = 0;
  AddCommands(app, exit_code);
  std::vector<std::string> missing;
  WithoutFlag(app, missing);
  EXPECT_THAT(missing, IsEmpty());
}

TEST(QuietTest, LeavesOutTheNextStepOfASearch) {
  EXPECT_THAT(RunCommand(AddCommands, {"search", "kedai kopi"}).out, HasSubstr("Berikutnya"));
  const CommandRun ran = RunCommand(AddCommands, {"search", "kedai kopi", "--quiet"});
  EXPECT_THAT(ran.out, StartsWith("56303"));
  EXPECT_THAT(ran.out, Not(HasSubstr("Berikutnya")));
}

TEST(QuietTest, LeavesOutTheHintsOfAComparison) {
  const std::vector<std::string> diff = {"rules",    "diff", "pp24-2018", "pp28-2025",
                                         "--permit", "IMB",  "--lang",    "en"};
  EXPECT_THAT(RunCommand(AddCommands, diff).out, HasSubstr("More: --kbli"));
  std::vector<std::string> quiet = diff;
  quiet.push_back("--quiet");
  EXPECT_THAT(RunCommand(AddCommands, quiet).out, Not(HasSubstr("More: --kbli")));
}

TEST(QuietTest, OfACheckOnlyWhatIsWrongIsLeft) {
  EXPECT_EQ(RunCommand(AddCommands, {"rules", "check", "--ruleset", "pp24-2018", "--quiet"}).out,
            "");
  const CommandRun none = RunCommand(AddCommands, {"rules", "check", "--ruleset", "x", "--quiet"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("no ruleset x"));
}

TEST(QuietTest, AnAnswerIsNoTalk) {
  const std::vector<std::string> ask = {"convert", "49432", "--from", "2020"};
  std::vector<std::string> quiet = ask;
  quiet.push_back("--quiet");
  EXPECT_EQ(RunCommand(AddCommands, quiet).out, RunCommand(AddCommands, ask).out);
}

}  // namespace
}  // namespace izin::cli
