#include "service/lifecycle/imports/ruleset_files.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin {
namespace {

namespace fs = std::filesystem;
using ::izin::testing::FileText;
using ::izin::testing::TempFolder;

class RulesetFilesTest : public ::testing::Test {
 protected:
  RulesetFilesTest() {
    fs::create_directories(Base() + "/cases");
    Write("ruleset.textproto", "a");
    Write("risk_matrix.tsv", "b");
    Write("cases/one.textproto", "c");
    Write("NOTES.md", "d");
  }
  std::string Base() const { return folder_.path() + "/base"; }
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(Base() + "/" + name, std::ios::binary) << text;
  }

  TempFolder folder_;
};

TEST_F(RulesetFilesTest, ReadsRuleFilesAlone) {
  const auto files = ReadRulesetFiles(Base());
  ASSERT_TRUE(files.ok());
  EXPECT_EQ(*files, (SourceTree{{"cases/one.textproto", "c"},
                                {"risk_matrix.tsv", "b"},
                                {"ruleset.textproto", "a"}}));
  EXPECT_EQ(ReadRulesetFiles(folder_.path()).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(RulesetFilesTest, ANewFolderIsThereWhole) {
  const std::string out = folder_.path() + "/out";
  ASSERT_TRUE(WriteRulesetFiles(*ReadRulesetFiles(Base()), Base(), out + "/").ok());
  EXPECT_EQ(*ReadRulesetFiles(out), *ReadRulesetFiles(Base()));
  EXPECT_FALSE(fs::exists(out + ".new"));
}

TEST_F(RulesetFilesTest, InPlaceOnlyWhatDiffersIsWritten) {
  SourceTree files = *ReadRulesetFiles(Base());
  const auto before = fs::last_write_time(Base() + "/ruleset.textproto");
  files["risk_matrix.tsv"] = "other";
  files.erase("cases/one.textproto");
  ASSERT_TRUE(WriteRulesetFiles(files, Base(), Base()).ok());
  EXPECT_EQ(FileText(Base() + "/risk_matrix.tsv"), "other");
  EXPECT_FALSE(fs::exists(Base() + "/cases/one.textproto"));
  EXPECT_EQ(fs::last_write_time(Base() + "/ruleset.textproto"), before);
  EXPECT_EQ(FileText(Base() + "/NOTES.md"), "d");
}

TEST_F(RulesetFilesTest, AnotherFolderThatHoldsSomethingIsLeftAlone) {
  const std::string out = folder_.path() + "/out";
  fs::create_directories(out);
  std::ofstream(out + "/mine.txt") << "mine";
  const absl::Status status = WriteRulesetFiles(*ReadRulesetFiles(Base()), Base(), out);
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_FALSE(fs::exists(out + "/ruleset.textproto"));
}

TEST_F(RulesetFilesTest, InputIsAFileOrWhatAFolderHolds) {
  EXPECT_EQ(ReadInputFiles(Base() + "/NOTES.md", ".json")->size(), 1U);
  EXPECT_EQ(ReadInputFiles(Base(), ".tsv")->size(), 1U);
  EXPECT_EQ(ReadInputFiles(Base(), ".json").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadInputFiles(Base() + "/none", ".json").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace izin
