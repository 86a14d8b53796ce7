// Whoever asks for help in Indonesian finds no English in it.

#include "service/cli/help_words.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"

namespace izin::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// What the help of a command and of those under it says in English alone. The flags of `classify`
// hold both languages themselves.
void Gather(CLI::App& app, std::set<std::string>& untold) {
  const auto look = [&untold](const std::string& text) {
    if (!text.empty() && !IndonesianHelp(text).has_value()) untold.insert(text);
  };
  look(app.get_description());
  if (app.get_name() == "classify") return;
  for (const CLI::Option* option : app.get_options()) look(option->get_description());
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    Gather(*command, untold);
}

TEST(HelpWordsTest, EveryCommandAndFlagHasItsIndonesian) {
  CLI::App app;
  int exit_code = 0;
  AddCommands(app, exit_code);
  std::set<std::string> untold;
  Gather(app, untold);
  EXPECT_THAT(untold, IsEmpty());
}

TEST(HelpWordsTest, SpeaksIndonesianFromTopToBottom) {
  CLI::App app("izin");
  int exit_code = 0;
  AddCommands(app, exit_code);
  SpeakIndonesian(app);
  const std::string top = app.help();
  EXPECT_THAT(top, HasSubstr("Pemakaian"));
  EXPECT_THAT(top, HasSubstr("Menjadi kode apa sebuah kode KBLI"));
  EXPECT_THAT(top, Not(HasSubstr("Usage")));
  const std::string one = app.get_subcommand("convert")->help();
  EXPECT_THAT(one, HasSubstr("Contoh: izin convert 56101 --from 2020"));
  EXPECT_THAT(one, HasSubstr("edisi yang lain"));
  EXPECT_THAT(one, Not(HasSubstr("Options")));
  EXPECT_THAT(app.get_subcommand("deadline")->help(), HasSubstr("WAJIB"));
}

// What CLI11 says of a wrong command line.
struct FaultCase {
  std::string name;
  std::vector<std::string> words;  // last first, as CLI11 wants them
  std::string said;
};

class HelpWordsFaultTest : public ::testing::TestWithParam<FaultCase> {};

TEST_P(HelpWordsFaultTest, IsToldInIndonesian) {
  CLI::App app("izin");
  app.require_subcommand(1);
  int exit_code = 0;
  AddCommands(app, exit_code);
  try {
    app.parse(std::vector<std::string>(GetParam().words));
    FAIL() << "was taken";
  } catch (const CLI::ParseError& error) {
    EXPECT_THAT(IndonesianFault(error), HasSubstr(GetParam().said));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Faults, HelpWordsFaultTest,
    ::testing::Values(FaultCase{"NoCommand", {}, "Sebutkan perintahnya"},
                      FaultCase{"Unknown", {"--nope", "56101", "convert"}, "Tidak dikenal: --nope"},
                      FaultCase{"Missing", {"deadline"}, "--from wajib diisi"},
                      FaultCase{"OtherFormat",
                                {"xml", "--format", "56101", "convert"},
                                "xml bukan salah satu dari {text,json}"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace izin::cli
