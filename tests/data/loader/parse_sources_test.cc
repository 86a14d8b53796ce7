#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/compile.h"

namespace izin {
namespace {

struct Parsed {
  internal::CompiledRuleset compiled;
  std::string faults;
  std::string folder;
};

Parsed Parse(const SourceTree& sources) {
  PositionIndex positions;
  RuleIssues issues;
  Parsed parsed{.compiled = ParseSources(sources, positions, issues)};
  parsed.faults = issues.ToString();
  parsed.folder = positions.folder();
  return parsed;
}

TEST(ParseSourcesTest, TheColumnsOfATableAreTheFieldsOfItsLines) {
  const Parsed parsed = Parse({{"kbli/2020.tsv", "code\tparent\ttitle\nA\t\tTANI\n01\tA\tX\n"}});
  EXPECT_EQ(parsed.faults, "");
  ASSERT_EQ(parsed.compiled.kbli_2020_size(), 2);
  EXPECT_EQ(parsed.compiled.kbli_2020(1).parent(), "A");
  EXPECT_EQ(parsed.compiled.kbli_2025_size(), 0);
}

TEST(ParseSourcesTest, AScopeIsANumber) {
  const Parsed parsed = Parse({{"rulesets/r/risk_matrix.tsv",
                                "code\tscope\tlabel\tmicro\tsmall\tmedium\tlarge\tsuspect\tonly\n"
                                "56101\tB\tx\tR\tR\tR\tR\t\t\n56101\t2\tx\tR\tR\tR\tR\t\tPMA\n"}});
  EXPECT_EQ(parsed.faults, "rulesets/r/risk_matrix.tsv:2:7: error: scope \"B\": want a number\n");
  ASSERT_EQ(parsed.compiled.matrix_size(), 1);
  EXPECT_EQ(parsed.compiled.matrix(0).scope(), 2);
  EXPECT_EQ(parsed.compiled.matrix(0).only(), "PMA");
  EXPECT_EQ(parsed.folder, "rulesets/r");
}

TEST(ParseSourcesTest, RowsAreOfTheOneTableOfTheirFile) {
  const Parsed parsed =
      Parse({{"rulesets/r/land.textproto", "table { id: \"land\" }\nrow { id: \"a\" }\n"}});
  EXPECT_EQ(parsed.faults, "");
  ASSERT_EQ(parsed.compiled.rules().row_size(), 1);
  EXPECT_EQ(parsed.compiled.rules().row(0).table(), "land");
}

TEST(ParseSourcesTest, ASecondTableAndARowWithoutOneAreFaults) {
  EXPECT_EQ(
      Parse({{"rulesets/r/land.textproto", "table { id: \"a\" }\ntable { id: \"b\" }\n"}}).faults,
      "rulesets/r/land.textproto:2:1: error: a second table in this file: want one table a "
      "file\n");
  EXPECT_EQ(Parse({{"rulesets/r/land.textproto", "row { id: \"a\" }\n"}}).faults,
            "rulesets/r/land.textproto:1:1: error: row \"a\": this file has no table\n");
}

TEST(ParseSourcesTest, CasesAreNoRules) {
  EXPECT_EQ(Parse({{"rulesets/r/cases/a.textproto", "case { }\n"}}).faults, "");
}

TEST(ParseSourcesTest, AFileThatIsTooLargeIsNotRead) {
  std::string content = "row { id: 7 }\n";
  content.resize(kMaxFileBytes + 1, '\n');
  EXPECT_EQ(Parse({{"rulesets/r/land.textproto", content}}).faults,
            "rulesets/r/land.textproto:1:1: error: a file of 16777217 bytes: want at most "
            "16777216\n");
}

}  // namespace
}  // namespace izin
