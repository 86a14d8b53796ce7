#include "data/loader/source_tree.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

namespace fs = std::filesystem;

// A data folder of one ruleset, gone with the test.
class DataFolder {
 public:
  DataFolder() {
    for (const char* part : {"kbli", "reference", "rulesets/r/cases"})
      fs::create_directories(root_ / part);
    Write("kbli/2020.tsv", "code\n");
    Write("rulesets/r/ruleset.textproto", "ruleset { }\n");
    Write("rulesets/r/cases/a.textproto", "case { }\n");
  }
  ~DataFolder() { fs::remove_all(root_); }
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  void Write(const std::string& path, const std::string& content) const {
    std::ofstream(root_ / path, std::ios::binary) << content;
  }
  const fs::path& root() const { return root_; }
  std::string path() const { return root_.string(); }

 private:
  fs::path root_ = fs::path(::testing::TempDir()) /
                   ("izin_source_tree_" +
                    std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST(ReadSourceTreeTest, ReadsTablesAndRulesOfTheRulesetAndWhatAllShare) {
  const DataFolder data;
  data.Write("rulesets/r/notes.md", "no rule");
  data.Write("rulesets/r/.hidden.tsv", "no rule");
  const absl::StatusOr<SourceTree> tree = ReadSourceTree(data.path(), "r");
  ASSERT_TRUE(tree.ok()) << tree.status();
  EXPECT_THAT(*tree, ElementsAre(Pair("kbli/2020.tsv", "code\n"),
                                 Pair("rulesets/r/cases/a.textproto", "case { }\n"),
                                 Pair("rulesets/r/ruleset.textproto", "ruleset { }\n")));
}

// As a Kubernetes ConfigMap is mounted: each file a link, by way of a link to a hidden folder.
TEST(ReadSourceTreeTest, FollowsLinks) {
  const DataFolder data;
  const absl::StatusOr<SourceTree> plain = ReadSourceTree(data.path(), "r");
  for (const std::string folder : {"kbli", "rulesets/r", "rulesets/r/cases"}) {
    const fs::path dir = data.root() / folder;
    fs::create_directory(dir / "..2026_11_30");
    fs::create_directory_symlink("..2026_11_30", dir / "..data");
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(dir)) {
      if (entry.is_regular_file()) files.push_back(entry.path().filename());
    }
    for (const fs::path& file : files) {
      fs::rename(dir / file, dir / "..2026_11_30" / file);
      fs::create_symlink(fs::path("..data") / file, dir / file);
    }
  }
  const absl::StatusOr<SourceTree> linked = ReadSourceTree(data.path(), "r");
  ASSERT_TRUE(linked.ok()) << linked.status();
  EXPECT_EQ(*linked, *plain);
  EXPECT_THAT(*ListRulesets(data.path()), ElementsAre("r"));
}

TEST(ReadSourceTreeTest, ALinkToNothingIsNoFile) {
  const DataFolder data;
  fs::create_symlink("nowhere", data.root() / "kbli/2025.tsv");
  const absl::StatusOr<SourceTree> tree = ReadSourceTree(data.path(), "r");
  ASSERT_TRUE(tree.ok()) << tree.status();
  EXPECT_FALSE(tree->contains("kbli/2025.tsv"));
}

TEST(ReadSourceTreeTest, RefusesAHugeFileBeforeReadingIt) {
  const DataFolder data;
  fs::resize_file(data.root() / "kbli/2020.tsv", std::uintmax_t{1} << 30);  // with a hole
  EXPECT_EQ(ReadSourceTree(data.path(), "r").status().message(),
            "kbli/2020.tsv:1:1: error: a file of 1073741824 bytes: want at most 16777216");
}

// What it should hold is told file by file where the ruleset is built.
TEST(ReadSourceTreeTest, AFolderBesideThatOfTheRulesetMayBeMissing) {
  const DataFolder data;
  fs::remove_all(data.root() / "kbli");
  const absl::StatusOr<SourceTree> tree = ReadSourceTree(data.path(), "r");
  ASSERT_TRUE(tree.ok()) << tree.status();
  EXPECT_TRUE(tree->contains("rulesets/r/ruleset.textproto"));
}

TEST(ReadSourceTreeTest, AMissingRulesetIsNotFound) {
  EXPECT_EQ(ReadSourceTree("data", "pp99-1999").status().code(), absl::StatusCode::kNotFound);
}

TEST(ListRulesetsTest, GivesTheFolders) {
  const DataFolder data;
  fs::create_directory(data.root() / "rulesets/a");  // without a header: a fault of the ruleset
  fs::create_directory(data.root() / "rulesets/.git");
  data.Write("rulesets/README.md", "");
  EXPECT_THAT(*ListRulesets(data.path()), ElementsAre("a", "r"));
}

TEST(ListRulesetsTest, NoneIsNotFound) {
  const DataFolder data;
  fs::remove_all(data.root() / "rulesets/r");
  const absl::Status status = ListRulesets(data.path()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("holds no ruleset"));
  EXPECT_EQ(ListRulesets("no-such-folder").status().code(), absl::StatusCode::kNotFound);
}

std::string TextFaultsOf(const std::string& content) {
  RuleIssues issues;
  CheckText("t", content, issues);
  return issues.ToString();
}

TEST(CheckTextTest, CleanTextPasses) {
  EXPECT_EQ(TextFaultsOf(""), "");
  EXPECT_EQ(TextFaultsOf("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\n"), "");
}

TEST(CheckTextTest, TellsWhatIsNot) {
  EXPECT_EQ(TextFaultsOf("\xEF\xBB\xBFx\n"),
            "t:1:1: error: byte order mark: want UTF-8 without one\n");
  EXPECT_EQ(TextFaultsOf("a\nbc\r\n"),
            "t:2:3: error: carriage return: want lines that end in LF alone\n");
  EXPECT_EQ(TextFaultsOf("a\r\nbc\r\n\r\n"),
            "t:1:2: error: 3 carriage returns, of which this is the first: want lines that end in "
            "LF alone\n");
  EXPECT_EQ(TextFaultsOf(std::string("\xFF\xFE\x61\0\xFF\0", 6)),
            "t:1:1: error: UTF-16 text: want UTF-8 without a byte order mark\n");
  EXPECT_EQ(TextFaultsOf("a\xFF\n"), "t:1:2: error: byte 0xff: want UTF-8\n");
  EXPECT_THAT(TextFaultsOf("\xC0\xAF\n"), HasSubstr("t:1:1: error: byte 0xc0: want UTF-8"));
  EXPECT_THAT(TextFaultsOf("\xED\xA0\x80\n"), HasSubstr("t:1:1: error: byte 0xed: want UTF-8"));
  EXPECT_EQ(TextFaultsOf("a\nb"),
            "t:2:2: error: the last line has no end: is the file truncated?\n");
}

TEST(CheckTextTest, SaysHowMuchCouldBeRead) {
  RuleIssues issues;
  EXPECT_EQ(CheckText("t", "\xEF\xBB\xBFx\r\n", issues), TextState::kWhole);
  EXPECT_EQ(CheckText("t", "x\xFF\n", issues), TextState::kDamaged);
  EXPECT_EQ(CheckText("t", "x\ny", issues), TextState::kDamaged);
  EXPECT_EQ(CheckText("t", "\xFE\xFF", issues), TextState::kNoText);
}

TEST(CleanTextTest, LosesTheMarkAndTheReturnsOfLineEnds) {
  EXPECT_EQ(CleanText("\xEF\xBB\xBFx\r\ny\rz\r\n"), "x\ny\rz\n");
  EXPECT_EQ(CleanText("plain\n"), "plain\n");
}

TEST(CheckTextTest, AFileHasASize) {
  EXPECT_EQ(TextFaultsOf(std::string(kMaxFileBytes, '\n')), "");
  EXPECT_EQ(TextFaultsOf(std::string(kMaxFileBytes + 1, '\n')),
            "t:1:1: error: a file of 16777217 bytes: want at most 16777216\n");
}

}  // namespace
}  // namespace izin
