#include "data/loader/format_file.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

std::string Formatted(const std::string& path, const std::string& text) {
  const absl::StatusOr<std::string> formatted = FormatFile(path, text);
  EXPECT_TRUE(formatted.ok()) << formatted.status();
  return formatted.value_or("");
}

TEST(FormatFileTest, SortsEntriesWithTheirComments) {
  EXPECT_EQ(Formatted("rulesets/r/offices.textproto",
                      "# the file\n\n# of B\noffice { id: \"B\" }\n\noffice {\n  id: \"A\"\n}\n"),
            "# the file\n\noffice {\n  id: \"A\"\n}\n\n# of B\noffice { id: \"B\" }\n");
  EXPECT_EQ(Formatted("r/permits.textproto", "permit { code: \"B\" }\npermit { code: \"A\" }\n"),
            "permit { code: \"A\" }\npermit { code: \"B\" }\n");
}

TEST(FormatFileTest, SortsEachKindAmongItsOwnPlaces) {
  EXPECT_EQ(Formatted("r/a.textproto",
                      "notice { code: \"B\" }\nrow { id: \"z\" }\n"
                      "notice { code: \"A\" }\nrow { id: \"a\" }\n"),
            "notice { code: \"A\" }\nrow { id: \"z\" }\nnotice { code: \"B\" }\n"
            "row { id: \"a\" }\n");
}

// The order of rows, commitments and headers is the author's.
TEST(FormatFileTest, LeavesEntriesThatNeedNoOrder) {
  const std::string text = "row { id: \"b\" }\n\n# note\n\nrow { id: \"a\" }\n";
  EXPECT_EQ(Formatted("r/land.textproto", text), text);
}

TEST(FormatFileTest, SortsLinesByTheirKey) {
  const std::string header = "code\tscope\tlabel\tmicro\tsmall\tmedium\tlarge\tsuspect\tonly\n";
  const std::string rest = "\ta\tR\tR\tR\tR\t\t\n";
  EXPECT_EQ(Formatted("rulesets/r/risk_matrix.tsv",
                      header + "56101\t10" + rest + "56101\t2" + rest + "01111\t1" + rest),
            header + "01111\t1" + rest + "56101\t2" + rest + "56101\t10" + rest);
}

TEST(FormatFileTest, PutsCategoriesBeforeDivisions) {
  EXPECT_EQ(Formatted("kbli/2025.tsv", "code\tparent\ttitle\n01\tA\tx\nB\t\ty\nA\t\tz\n"),
            "code\tparent\ttitle\nA\t\tz\nB\t\ty\n01\tA\tx\n");
}

TEST(FormatFileTest, LeavesLinesThatAreNone) {
  const std::string text = "code\tparent\ttitle\nB\t\ty\nA\n";
  EXPECT_EQ(Formatted("kbli/2025.tsv", text), text);
  EXPECT_EQ(Formatted("notes.tsv", "b\na\n"), "b\na\n");
  EXPECT_EQ(Formatted("a.txt", "b\r\n"), "b\r\n");
}

TEST(FormatFileTest, CleansTheTextOfATable) {
  EXPECT_EQ(Formatted("notes.tsv",
                      "\xEF\xBB\xBF"
                      "b\r\na\r\n"),
            "b\na\n");
}

TEST(FormatFileTest, ABrokenRuleFileIsRefused) {
  EXPECT_EQ(FormatFile("a.textproto", "office {\n").status().code(),
            absl::StatusCode::kInvalidArgument);
}

// Reverses the lines below the header, or the entries.
std::string Reversed(const std::string& path, const std::string& text) {
  const bool is_table = absl::EndsWith(path, ".tsv");
  std::vector<std::string> parts = absl::StrSplit(text, is_table ? "\n" : "\n}\n");
  parts.pop_back();
  std::reverse(parts.begin() + (is_table ? 1 : 0), parts.end());
  return absl::StrCat(absl::StrJoin(parts, is_table ? "\n" : "\n}\n"), is_table ? "\n" : "\n}\n");
}

class ReversedFileTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Real, ReversedFileTest,
                         ::testing::Values("kbli/2020.tsv", "kbli/2025.tsv", "kbli/conversion.tsv",
                                           "reference/regions.tsv", "reference/legal_forms.tsv",
                                           "reference/zones.tsv",
                                           "rulesets/pp28-2025/risk_matrix.tsv",
                                           "rulesets/pp28-2025/authority_patterns.tsv",
                                           "rulesets/pp28-2025/possible_rows.tsv",
                                           "rulesets/pp28-2025/offices.textproto",
                                           "rulesets/pp28-2025/permits.textproto",
                                           "rulesets/pp28-2025/notices.textproto"));

TEST_P(ReversedFileTest, PassesTheCheckAgain) {
  SourceTree tree = RealTree();
  std::string& text = tree.at(GetParam());
  const std::string reversed = Reversed(GetParam(), text);
  ASSERT_NE(reversed, text);
  text = reversed;
  EXPECT_THAT(FaultsOf(tree), ::testing::Not(::testing::IsEmpty()));
  text = Formatted(GetParam(), reversed);
  EXPECT_THAT(FaultsOf(tree), ::testing::IsEmpty());
  if (absl::EndsWith(GetParam(), ".tsv")) {
    EXPECT_EQ(text, RealTree().at(GetParam()));
  }
}

}  // namespace
}  // namespace izin
