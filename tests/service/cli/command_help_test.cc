// The help of every command, in both languages.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "service/cli/help_words.h"

namespace izin::cli {
namespace {

using ::testing::IsEmpty;

// A line that begins so and names the command.
bool HasLine(const std::string& help, const std::string& begin, const std::string& name) {
  for (absl::string_view line : absl::StrSplit(help, '\n')) {
    if (absl::StartsWith(line, begin) && absl::StrContains(line, name)) return true;
  }
  return false;
}

// Commands, by their whole names, whose help lacks an example of themselves or the exit codes.
void Gather(CLI::App& app, const std::string& path, const std::string& example,
            const std::string& codes, std::vector<std::string>& lacking) {
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string name = path + " " + command->get_name();
    const std::string help = command->help();
    // A command that only leads on may show one of those below it.
    if (!HasLine(help, example, name)) lacking.push_back(name + ": " + example);
    if (help.find(codes) == std::string::npos) lacking.push_back(name + ": " + codes);
    Gather(*command, name, example, codes, lacking);
  }
}

TEST(CommandHelpTest, ShowsAnExampleOfItselfAndTheExitCodes) {
  CLI::App app("izin");
  int exit_code = 0;
  AddCommands(app, exit_code);
  std::vector<std::string> lacking;
  Gather(app, "izin", "Example: ", "Exit codes: 0 ", lacking);
  EXPECT_THAT(lacking, IsEmpty());
}

TEST(CommandHelpTest, DoesSoInIndonesian) {
  CLI::App app("izin");
  int exit_code = 0;
  AddCommands(app, exit_code);
  SpeakIndonesian(app);
  std::vector<std::string> lacking;
  Gather(app, "izin", "Contoh: ", "Kode keluar: 0 ", lacking);
  EXPECT_THAT(lacking, IsEmpty());
}

}  // namespace
}  // namespace izin::cli
