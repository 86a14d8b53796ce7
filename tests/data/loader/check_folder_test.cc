#include "data/loader/check_folder.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

namespace fs = std::filesystem;

class CheckFolderTest : public ::testing::Test {
 protected:
  CheckFolderTest() {
    for (const char* part : {"kbli", "reference", "rulesets"}) fs::create_directories(root_ / part);
  }
  ~CheckFolderTest() override { fs::remove_all(root_); }

  void Add(const std::string& folder, const std::string& fields) {
    fs::create_directories(root_ / "rulesets" / folder);
    std::ofstream(root_ / "rulesets" / folder / "ruleset.textproto")
        << "# law\nruleset {\n  " << fields << "\n}\n";
  }
  std::string Faults() const {
    RuleIssues issues;
    CheckRulesetFolders(root_.string(), issues);
    return issues.ToString();
  }

  fs::path root_ = fs::path(::testing::TempDir()) /
                   ("izin_check_folder_" +
                    std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(CheckFolderTest, OneAfterTheOtherPass) {
  Add("new", R"(id: "new" effective_from: "2021-02-02")");
  Add("old", R"(id: "old" effective_from: "2018-06-21" effective_to: "2021-02-01")");
  EXPECT_EQ(Faults(), "");
}

TEST_F(CheckFolderTest, AnEarlierOneEndsBeforeTheLaterBegins) {
  Add("new", R"(id: "new" effective_from: "2025-06-05")");
  Add("old", R"(id: "old" effective_from: "2018-06-21")");
  EXPECT_EQ(
      Faults(),
      "rulesets/old/ruleset.textproto:2:1: error: ruleset old is in force to this day, and new "
      "from 2025-06-05: want an effective_to before that day\n");
  Add("old", "id: \"old\" effective_from: \"2018-06-21\"\n  effective_to: \"2025-06-05\"");
  EXPECT_EQ(Faults(),
            "rulesets/old/ruleset.textproto:4:3: error: ruleset old is in force to 2025-06-05, and "
            "new from 2025-06-05: want an effective_to before that day\n");
}

TEST_F(CheckFolderTest, AnIdIsOfOneRuleset) {
  Add("a", R"(id: "r" effective_from: "2018-06-21" effective_to: "2021-02-01")");
  Add("b", R"(id: "r" effective_from: "2025-06-05")");
  EXPECT_EQ(Faults(),
            "rulesets/b/ruleset.textproto:3:3: error: id \"r\" is that of another ruleset, "
            "rulesets/a/ruleset.textproto:2\n");
}

TEST_F(CheckFolderTest, AFolderHoldsARuleset) {
  EXPECT_THAT(Faults(), ::testing::HasSubstr("rulesets:1:1: error: "));
  EXPECT_THAT(Faults(), ::testing::HasSubstr("holds no ruleset"));
}

TEST(CheckRulesetFoldersTest, WhatShipsPasses) {
  RuleIssues issues;
  CheckRulesetFolders("data", issues);
  EXPECT_EQ(issues.ToString(), "");
}

// Without its last day the old regime would still hold beside the new one.
TEST_F(CheckFolderTest, TheOldRegimeWithoutItsEnd) {
  fs::remove_all(root_);
  fs::copy("data", root_, fs::copy_options::recursive);
  const fs::path file = root_ / "rulesets/pp24-2018/ruleset.textproto";
  std::ifstream in(file);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::string line = "  effective_to: \"2021-02-01\"\n";
  ASSERT_NE(text.find(line), std::string::npos);
  std::ofstream(file) << text.erase(text.find(line), line.size());
  EXPECT_THAT(Faults(), ::testing::HasSubstr("rulesets/pp24-2018/ruleset.textproto:7:1: error: "
                                             "ruleset pp24-2018 is in force to this day, and "
                                             "pp28-2025 from 2025-06-05"));
}

}  // namespace
}  // namespace izin
