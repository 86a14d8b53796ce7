#include "service/cli/completion.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::RunCommand;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<Candidate> Candidates(const std::vector<std::string>& words, bool is_english = true) {
  CLI::App app("izin");
  int exit_code = 0;
  AddCommands(app, exit_code);
  return Complete(app, words, is_english);
}

std::vector<std::string> After(const std::vector<std::string>& words, bool is_english = true) {
  std::vector<std::string> texts;
  for (const Candidate& one : Candidates(words, is_english)) texts.push_back(one.text);
  return texts;
}

TEST(CompletionTest, NamesCommands) {
  EXPECT_THAT(After({""}), AllOf(Contains("classify"), Contains("completion"), Contains("rules")));
  EXPECT_THAT(After({"cl"}), ElementsAre("classify"));
  EXPECT_THAT(After({"rules", "d"}), ElementsAre("diff"));
  EXPECT_THAT(After({"completion", ""}), Not(Contains("words"))) << "it is for no person";
}

TEST(CompletionTest, NamesFlagsThatAreNotThereYet) {
  EXPECT_THAT(After({"classify", "--sc"}), ElementsAre("--scope", "--scale"));
  EXPECT_THAT(After({"classify", "--scale", "micro", "--sc"}), ElementsAre("--scope"));
  EXPECT_THAT(After({"classify", ""}), AllOf(Contains("--kbli"), Each(StartsWith("-"))));
  EXPECT_THAT(After({"deadline", "--fr"}), ElementsAre("--from"));
}

TEST(CompletionTest, NamesValuesOfEnumsInTheLanguageOfTheReader) {
  EXPECT_THAT(After({"classify", "--scale", ""}), ElementsAre("large", "medium", "micro", "small"));
  EXPECT_THAT(After({"classify", "--scale", ""}, /*is_english=*/false),
              ElementsAre("besar", "kecil", "menengah", "mikro"));
  EXPECT_THAT(After({"classify", "--scale", "mik"}), ElementsAre("mikro")) << "both are taken";
  EXPECT_THAT(After({"classify", "--location", "land,s"}), ElementsAre("land,sea"));
}

TEST(CompletionTest, TakesAFlagAndItsValueInOneWord) {
  EXPECT_THAT(After({"classify", "--scale=mic"}), ElementsAre("--scale=micro"));
  EXPECT_THAT(After({"classify", "--scale", "=", "mic"}), ElementsAre("micro")) << "as bash parts";
  EXPECT_THAT(After({"classify", "--scale", "="}), SizeIs(4));
}

TEST(CompletionTest, NamesCodesScopesRulesetsAndPermits) {
  EXPECT_THAT(After({"classify", "--kbli", "5610"}), Contains("56101"));
  EXPECT_THAT(After({"classify", "--scope", "56101-"}), ElementsAre("56101-1", "56101-2"));
  EXPECT_THAT(After({"convert", "4943"}), Contains("49432")) << "of 2020";
  EXPECT_THAT(After({"convert", "--from", "2025", "4943"}), Not(Contains("49432")));
  EXPECT_THAT(After({"search", "--edition", "20"}), ElementsAre("2020", "2025"));
  EXPECT_THAT(After({"rules", "diff", "pp24-2018", "pp"}), Contains("pp28-2025"));
  EXPECT_THAT(After({"deadline", "--permit", "PKK"}), Contains("PKKPR"));
  EXPECT_THAT(After({"reference", "sc"}), Contains("scale"));
  EXPECT_THAT(After({"call", "izin.v1.KbliService/Get"}),
              ElementsAre("izin.v1.KbliService/GetKbliEntry"));
  EXPECT_THAT(After({"convert", "56101", "--format", ""}), ElementsAre("json", "text"));
}

TEST(CompletionTest, SaysWhatACodeIs) {
  const std::vector<Candidate> codes = Candidates({"classify", "--kbli", "56303"});
  ASSERT_THAT(codes, SizeIs(1));
  EXPECT_EQ(codes[0].about, "AKTIVITAS RUMAH MINUM/KAFE");
}

TEST(CompletionTest, KnowsNoFilesAndNothingOfWhatThereIsNot) {
  EXPECT_THAT(After({"reclassify", "--input", ""}), IsEmpty());
  EXPECT_THAT(After({"nothing", "--x"}), IsEmpty());
  EXPECT_THAT(After({"classify", "--nothing=x"}), IsEmpty());
  EXPECT_THAT(After({}), IsEmpty());
}

TEST(CompletionCommandTest, PrintsOneCandidateALine) {
  const auto ran = RunCommand(AddCommands, {"completion", "words", "--", "search", "--edi"});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, StartsWith("--edition\t"));
  EXPECT_EQ(ran.out.find('\n'), ran.out.size() - 1);
}

TEST(CompletionCommandTest, PrintsAScriptForEachShell) {
  EXPECT_THAT(RunCommand(AddCommands, {"completion", "bash"}).out, HasSubstr("complete -o"));
  EXPECT_THAT(RunCommand(AddCommands, {"completion", "zsh"}).out, StartsWith("#compdef izin\n"));
  EXPECT_EQ(RunCommand(AddCommands, {"completion", "fish"}).exit_code, 2);
}

}  // namespace
}  // namespace izin::cli
