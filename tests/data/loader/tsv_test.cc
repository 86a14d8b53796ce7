#include "data/loader/tsv.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::string_view kColumns[] = {"code", "title"};

TEST(ParseTsvTest, GivesFieldsWithTheirPlaces) {
  RuleIssues issues;
  const std::string content = "code\ttitle\n01\tTANI\n02\t\n";
  const std::vector<TsvRow> rows = ParseTsv("t.tsv", content, kColumns, issues);
  EXPECT_EQ(issues.ToString(), "");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].line(), 2);
  EXPECT_EQ(rows[0][1], "TANI");
  EXPECT_EQ(rows[0].ColumnOf(1), 4);
  EXPECT_EQ(rows[1][1], "");
}

TEST(ParseTsvTest, AnotherHeaderIsRefused) {
  for (const std::string content : {"", "title\tcode\n01\tx\n", "01\tTANI\n"}) {
    RuleIssues issues;
    EXPECT_THAT(ParseTsv("t.tsv", content, kColumns, issues), IsEmpty());
    EXPECT_EQ(issues.ToString(), "t.tsv:1:1: error: header \"" +
                                     content.substr(0, content.find('\n')) +
                                     "\": want \"code\ttitle\"\n");
  }
}

TEST(ParseTsvTest, ALineWithAnotherNumberOfFieldsIsLeftOut) {
  RuleIssues issues;
  const std::string content = "code\ttitle\n01\n\n02\tx\ty\n03\tz\n";
  const std::vector<TsvRow> rows = ParseTsv("t.tsv", content, kColumns, issues);
  EXPECT_EQ(issues.ToString(),
            "t.tsv:2:1: error: 1 fields: want 2 (code, title)\n"
            "t.tsv:3:1: error: 1 fields: want 2 (code, title)\n"
            "t.tsv:4:1: error: 3 fields: want 2 (code, title)\n");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].line(), 5);
}

TEST(ParseTsvTest, StopsWhereNoMoreFaultsAreKept) {
  RuleIssues issues;
  std::string content = "code\ttitle\n";
  for (int i = 0; i < 5000; ++i) content += "x\n";
  EXPECT_THAT(ParseTsv("t.tsv", content + "01\tTANI\n", kColumns, issues), IsEmpty());
  EXPECT_THAT(issues.Sorted(), SizeIs(1001));
}

}  // namespace
}  // namespace izin
