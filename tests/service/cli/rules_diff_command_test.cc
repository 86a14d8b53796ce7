// rules diff in this process, of the rulesets that ship and of edited copies.

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "izin/v1/ruleset.pb.h"
#include "service/cli/commands.h"
#include "tests/integration/process.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

namespace fs = std::filesystem;
using ::izin::testing::CommandRun;
using ::izin::testing::FileText;
using ::izin::testing::RunCommand;
using ::izin::testing::TempFolder;
using ::testing::HasSubstr;
using ::testing::Not;

// A copy of the folder of pp28-2025 in which PKKPR takes 30 days instead of 25.
class EditedCopyTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    fs::copy("data/rulesets/pp28-2025", copy(), fs::copy_options::recursive);
    const std::string land = copy() + "/land.textproto";
    const std::string edited =
        absl::StrReplaceAll(FileText(land), {{"working_days: 25\n", "working_days: 30\n"}});
    EXPECT_NE(edited, FileText(land));
    std::ofstream(land, std::ios::binary) << edited;
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string copy() { return *folder_ / "edited"; }
  static CommandRun Diff(std::vector<std::string> more) {
    more.insert(more.begin(),
                {"diff", "--from-dir", "data/rulesets/pp28-2025", "--to-dir", copy()});
    return RunCommand(AddRulesDiff, std::move(more));
  }

  static TempFolder* folder_;
};
TempFolder* EditedCopyTest::folder_ = nullptr;

TEST_F(EditedCopyTest, IsComparedUnderTheSameId) {
  const CommandRun ran = Diff({"--lang", "en"});
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, ::testing::StartsWith("Comparison of rulesets/pp28-2025@"));
  EXPECT_THAT(ran.out, HasSubstr("(PKKPR): term (working days) 25 -> 30 [tightened]"));
  EXPECT_THAT(ran.out, HasSubstr("row of a table land/land-10a, land/land-13a, "));
  EXPECT_THAT(ran.out, HasSubstr("  Kinds           tightened "));
}

TEST_F(EditedCopyTest, IsDrilledIntoAndGivenAsJson) {
  const CommandRun code = Diff({"--kbli", "56101", "--lang", "id"});
  EXPECT_THAT(code.out, HasSubstr("Kode demi kode\n  56101\n"));
  EXPECT_THAT(Diff({"--permit", "PBG", "--lang", "id"}).out, HasSubstr("0 dari "));
  EXPECT_THAT(Diff({"--kind", "diperketat"}).out, HasSubstr("25 -> 30"));
  EXPECT_THAT(Diff({"--kind", "removed"}).out, Not(HasSubstr("25 -> 30")));
  const CommandRun json = Diff({"--kbli", "56101", "--format", "json"});
  v1::DiffRulesetsResponse response;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json.out, &response).ok());
  ASSERT_GT(response.changes_size(), 0);
  for (const v1::RulesetChange& change : response.changes()) EXPECT_EQ(change.kbli_code(), "56101");
  EXPECT_GT(response.rule_changes_size(), 0);
}

TEST_F(EditedCopyTest, AFolderDiffersInNothingFromItself) {
  const CommandRun ran =
      RunCommand(AddRulesDiff, {"diff", "--from-dir", copy(), "--to-dir", copy(), "--lang", "en"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("  Answers         0 of "));
  EXPECT_THAT(ran.out, HasSubstr("  Rules           0 entries differ\n"));
}

TEST(RulesDiffCommandTest, SaysWhatItWants) {
  EXPECT_EQ(RunCommand(AddRulesDiff, {"diff"}).exit_code, 2);
  EXPECT_EQ(RunCommand(AddRulesDiff, {"diff", "pp28-2025"}).exit_code, 2);
  const CommandRun kind =
      RunCommand(AddRulesDiff, {"diff", "pp24-2018", "pp28-2025", "--kind", "nonsense"});
  EXPECT_EQ(kind.exit_code, 2);
  EXPECT_THAT(kind.err, HasSubstr("--kind \"nonsense\": want removed, "));
  const CommandRun folder = RunCommand(AddRulesDiff, {"diff", "--to-dir", "tests"});
  EXPECT_EQ(folder.exit_code, 1);
  EXPECT_THAT(folder.err, HasSubstr("tests: want a data folder"));
  EXPECT_EQ(RunCommand(AddRulesDiff, {"diff", "pp5-2021", "pp28-2025"}).exit_code, 1);
}

}  // namespace
}  // namespace izin::cli
