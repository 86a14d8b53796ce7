#include <string>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

std::string PathOf(const std::string& name) { return "rulesets/pp28-2025/" + name; }

// What the loader says of a table of one line.
std::vector<RuleIssue> FaultsOfLine(const std::string& name, const std::string& header,
                                    const std::string& line) {
  return FaultsOf(
      [&](SourceTree& tree) { tree[PathOf(name)] = absl::StrCat(header, "\n", line, "\n"); });
}

TEST(OfficialSnapshotTest, AScopeIsOneScopeOfThePage) {
  constexpr char kHeader[] = "code\tscope\tofficial_id\tlabel";
  EXPECT_TRUE(FaultsOfLine("official_scopes.tsv", kHeader, "56101\t1\tabc\trestoran").empty());
  EXPECT_THAT(FaultsOfLine("official_scopes.tsv", kHeader, "56101\t99\tabc\trestoran"),
              Tells(PathOf("official_scopes.tsv"), 2, "unknown scope \"56101-99\""));
  EXPECT_THAT(FaultsOfLine("official_scopes.tsv", kHeader, "56101\t1\t\trestoran"),
              Tells(PathOf("official_scopes.tsv"), 2, "want the page's key"));
  const auto twice = FaultsOfLine("official_scopes.tsv", kHeader,
                                  "56101\t1\tabc\trestoran\n56101\t1\tabc\trestoran");
  EXPECT_THAT(twice, Tells(PathOf("official_scopes.tsv"), 3, "a second line for 56101-1"));
  EXPECT_THAT(twice, Tells(PathOf("official_scopes.tsv"), 3, "official_id \"abc\""));
}

TEST(OfficialSnapshotTest, DetailsBelongToARow) {
  constexpr char kHeader[] = "code\tscope\tscale\tofficial_code\tvalidity\tland_area";
  EXPECT_TRUE(
      FaultsOfLine("official_details.tsv", kHeader, "56101\t1\tMICRO\tx\t5 Tahun\t10 Ha").empty());
  EXPECT_THAT(FaultsOfLine("official_details.tsv", kHeader, "56101\t1\tHUGE\tx\t\t"),
              Tells(PathOf("official_details.tsv"), 2, "scale \"HUGE\""));
  EXPECT_THAT(FaultsOfLine("official_details.tsv", kHeader, "01111\t1\tMICRO\tx\t\t"),
              Tells(PathOf("official_details.tsv"), 2, "no official row for 01111-1 MICRO"));
}

TEST(OfficialSnapshotTest, PagesHaveADayAndWordingsAnEntry) {
  constexpr char kPages[] = "code\tread_on\tconversion\tfrom_2020";
  EXPECT_TRUE(FaultsOfLine("official_pages.tsv", kPages, "56101\t2026-10-01\tTetap\t").empty());
  EXPECT_THAT(FaultsOfLine("official_pages.tsv", kPages, "56101\tyesterday\t\t"),
              Tells(PathOf("official_pages.tsv"), 2, "read_on"));
  EXPECT_THAT(FaultsOfLine("official_pages.tsv", kPages, "00000\t2026-10-01\t\t"),
              Tells(PathOf("official_pages.tsv"), 2, "unknown code \"00000\""));
  EXPECT_THAT(FaultsOfLine("official_wordings.tsv", "id\ttext", "NONE\tteks"),
              Tells(PathOf("official_wordings.tsv"), 2, "id \"NONE\": want one of"));
  EXPECT_TRUE(FaultsOfLine("official_wordings.tsv", "id\ttext", "UMKU_CBIB\tteks").empty());
}

// Patterns may be absent where the ruleset says so, and not without a word.
TEST(OfficialSnapshotTest, PatternsMayBeAbsentWhereTheHeaderSaysSo) {
  const std::string patterns = PathOf("authority_patterns.tsv");
  EXPECT_THAT(FaultsOf(OnlyHeader(patterns)), Tells(patterns, 1, "missing or holds no entry"));
  SourceTree tree = RealTree();
  OnlyHeader(patterns)(tree);
  Replace(PathOf("ruleset.textproto"), "  has_risk_levels: true\n",
          "  has_risk_levels: true\n  has_no_authority_patterns: true\n")(tree);
  EXPECT_TRUE(FaultsOf(tree).empty());
}

}  // namespace
}  // namespace izin
