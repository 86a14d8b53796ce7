#include "data/loader/rule_issue.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::SizeIs;

TEST(RuleIssueTest, ReadsAsACompilersLine) {
  const RuleIssue issue{
      .file = "rulesets/r/land.textproto", .line = 42, .column = 7, .message = "m"};
  EXPECT_EQ(issue.Where(), "rulesets/r/land.textproto:42:7");
  EXPECT_EQ(issue.ToString(), "rulesets/r/land.textproto:42:7: error: m");
  const RuleIssue warning{.file = "f", .severity = Severity::kWarning, .message = "m"};
  EXPECT_EQ(warning.ToString(), "f:1:1: warning: m");
}

TEST(RuleIssuesTest, AreSortedByPlaceAndElseStayInOrder) {
  RuleIssues issues;
  issues.AddError("b", 1, 1, "third");
  issues.AddError("a", 2, 1, "second");
  issues.AddError("a", 1, 9, "first");
  issues.AddError("b", 1, 1, "fourth");
  EXPECT_EQ(issues.ToString(),
            "a:1:9: error: first\na:2:1: error: second\nb:1:1: error: third\n"
            "b:1:1: error: fourth\n");
}

TEST(RuleIssuesTest, AWarningIsNoError) {
  RuleIssues issues;
  issues.Add({.file = "a", .severity = Severity::kWarning});
  EXPECT_FALSE(issues.has_errors());
  EXPECT_TRUE(issues.IsFaulty("a"));
  EXPECT_FALSE(issues.IsFaulty("b"));
  issues.AddError("b", 1, 1, "x");
  EXPECT_TRUE(issues.has_errors());
}

TEST(RuleIssuesTest, OfAFileAThousandAreKeptAndTheRestCounted) {
  RuleIssues issues;
  for (int line = 1; line <= 1000; ++line) issues.AddError("a", line, 1, "x");
  EXPECT_FALSE(issues.IsFull("a"));
  EXPECT_THAT(issues.Sorted(), SizeIs(1000));
  for (int line = 1001; line <= 1024; ++line) issues.AddError("a", line, 1, "x");
  issues.AddError("b", 1, 1, "y");
  EXPECT_TRUE(issues.IsFull("a"));
  EXPECT_FALSE(issues.IsFull("b"));
  const std::vector<RuleIssue> sorted = issues.Sorted();
  ASSERT_THAT(sorted, SizeIs(1002));
  EXPECT_EQ(sorted[1000].ToString(), "a:1001:1: error: and at least 24 more in this file");
  EXPECT_EQ(sorted[1001].ToString(), "b:1:1: error: y");
}

TEST(RuleIssuesTest, FaultsOfAnEarlierStageStandFirst) {
  RuleIssues issues;
  issues.AddError("b", 9, 1, "syntax");
  issues.BeginStage();
  issues.AddError("a", 1, 1, "meaning");
  issues.AddError("b", 1, 1, "meaning");
  EXPECT_EQ(issues.ToString(),
            "b:9:1: error: syntax\na:1:1: error: meaning\nb:1:1: error: meaning\n");
}

TEST(RuleIssuesTest, WhatMayFollowFromAnUnreadFileIsCountedThere) {
  RuleIssues issues;
  issues.AddError("b", 9, 2, "syntax");
  issues.AddError("b", 12, 1, "syntax");
  issues.MarkUnread("b");
  issues.BeginStage();
  issues.AddFollowing({"a", "b"}, {.file = "c", .message = "unknown x"});
  issues.AddFollowing({"b"}, {.file = "c", .message = "unknown y"});
  issues.AddFollowing({"a"}, {.file = "c", .line = 3, .message = "unknown z"});
  EXPECT_EQ(issues.ToString(),
            "b:9:2: error: syntax\nb:12:1: error: syntax\n"
            "b:9:2: note: held back: 2 faults that may only follow from what is missing here\n"
            "c:3:1: error: unknown z\n");
}

// However much is held back, nothing of it is kept; and it is no less a fault.
TEST(RuleIssuesTest, WhatIsHeldBackIsAnError) {
  RuleIssues issues;
  issues.Add({.file = "a", .severity = Severity::kWarning, .message = "empty"});
  issues.MarkUnread("a");
  EXPECT_FALSE(issues.has_errors());
  for (int i = 0; i < 5000; ++i) issues.AddFollowing({"a"}, {.file = "b", .message = "unknown"});
  EXPECT_TRUE(issues.has_errors());
  EXPECT_FALSE(issues.IsFaulty("b"));
  EXPECT_THAT(issues.Sorted(), SizeIs(2));
}

// Cut between letters, never in one: e with an acute accent is two bytes.
TEST(RuleIssuesTest, ALongMessageIsCut) {
  RuleIssues issues;
  issues.AddError("a", 1, 1, std::string(1000, 'x'));
  issues.AddError("b", 1, 1, std::string(999, 'x') + "\xC3\xA9" + std::string(5000000, 'x'));
  EXPECT_EQ(issues.Sorted()[0].message, std::string(1000, 'x'));
  EXPECT_EQ(issues.Sorted()[1].message, std::string(999, 'x') + "...");
}

}  // namespace
}  // namespace izin
