// Edits of the real rules that once were told by hundreds of faults, most of them elsewhere. The
// cause stands first, and what may only follow from it is one line.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr char kRules[] = "rulesets/pp28-2025/";

std::vector<std::string> LinesOf(const Edit& edit) {
  std::vector<std::string> lines;
  for (const RuleIssue& fault : FaultsOf(edit)) lines.push_back(fault.ToString());
  return lines;
}

std::string Rules(const std::string& file) { return kRules + file; }

// A note of how many faults were held back, in `file` where its first fault is.
auto HoldsBack(const std::string& file, int line) {
  return MatchesRegex(absl::StrCat(file, ":", line, ":[0-9]+: note: held back: [0-9]+ faults? ",
                                   "that may only follow from what is missing here"));
}

// ---- no clean text, but all of it there

Edit WithCr(const std::string& file) {
  return [=](SourceTree& tree) {
    tree.at(file) = absl::StrReplaceAll(tree.at(file), {{"\n", "\r\n"}});
  };
}

Edit WithMark(const std::string& file) {
  return [=](SourceTree& tree) { tree.at(file).insert(0, "\xEF\xBB\xBF"); };
}

class UncleanTextTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Files, UncleanTextTest,
                         ::testing::Values("kbli/2025.tsv", "kbli/conversion.tsv",
                                           "reference/values.textproto",
                                           "rulesets/pp28-2025/land.textproto",
                                           "rulesets/pp28-2025/permits.textproto",
                                           "rulesets/pp28-2025/risk_matrix.tsv",
                                           "rulesets/pp28-2025/ruleset.textproto"));

TEST_P(UncleanTextTest, CarriageReturnsAreOneFault) {
  EXPECT_THAT(LinesOf(WithCr(GetParam())),
              ElementsAre(MatchesRegex(absl::StrCat(
                  GetParam(), ":1:[0-9]+: error: [0-9]+ carriage returns, of which this is the ",
                  "first: want lines that end in LF alone"))));
}

TEST_P(UncleanTextTest, AByteOrderMarkIsOneFault) {
  EXPECT_THAT(LinesOf(WithMark(GetParam())),
              ElementsAre(absl::StrCat(GetParam(),
                                       ":1:1: error: byte order mark: want UTF-8 without one")));
}

TEST_P(UncleanTextTest, OtherFaultsAreToldBesideIt) {
  const Edit mark = WithMark(GetParam());
  const std::string sea = Rules("sea.textproto");
  const int line = LineOf(RealTree(), sea, "hit_policy");
  const auto faults = FaultsOf([&](SourceTree& tree) {
    mark(tree);
    Replace(sea, "hit_policy: \"UNIQUE\"", "hit_policy: \"FIRST\"")(tree);
  });
  EXPECT_THAT(faults.front().message, StartsWith("byte order mark"));
  EXPECT_THAT(faults, Tells(sea, line, "hit_policy \"FIRST\": want one of"));
}

// ---- what is missing

class MissingFileTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Files, MissingFileTest,
                         ::testing::Values("kbli/2025.tsv", "reference/legal_forms.tsv",
                                           "rulesets/pp28-2025/commitments.textproto",
                                           "rulesets/pp28-2025/notices.textproto",
                                           "rulesets/pp28-2025/offices.textproto",
                                           "rulesets/pp28-2025/permits.textproto",
                                           "rulesets/pp28-2025/risk_matrix.tsv",
                                           "rulesets/pp28-2025/thresholds.textproto"));

TEST_P(MissingFileTest, IsOneFaultAndANote) {
  EXPECT_THAT(LinesOf(Remove(GetParam())),
              ElementsAre(StartsWith(absl::StrCat(
                              GetParam(), ":1:1: error: the file is missing or holds no entry")),
                          HoldsBack(GetParam(), 1)));
}

TEST(CausesTest, AMissingTableHoldsBackWhatItsRowsName) {
  const std::string file = Rules("reporting.textproto");
  EXPECT_THAT(LinesOf(Remove(file)),
              ElementsAre(StartsWith(file + ":1:1: error: no table in role REPORTING"),
                          HoldsBack(file, 1)));
}

// ---- faults of syntax

TEST(CausesTest, ABrokenPermitHoldsBackWhatNamesIt) {
  const std::string file = Rules("permits.textproto");
  const int line = LineOf(RealTree(), file, "code: \"PKKPR\"");
  EXPECT_THAT(LinesOf(Replace(file, "code: \"PKKPR\"", "code \"PKKPR\"")),
              ElementsAre(StartsWith(absl::StrCat(file, ":", line, ":8: error: Expected")),
                          HoldsBack(file, line)));
}

TEST(CausesTest, ABrokenRowHoldsBackTheGapsOfItsTable) {
  const std::string file = Rules("land.textproto");
  const int line = LineOf(RealTree(), file, "then {");
  EXPECT_THAT(LinesOf(Replace(file, "then {", "than {")),
              ElementsAre(StartsWith(absl::StrCat(file, ":", line, ":")), HoldsBack(file, line)));
}

TEST(CausesTest, ABrokenTableHoldsBackItsRows) {
  const std::string file = Rules("land.textproto");
  const int line = LineOf(RealTree(), file, "hit_policy");
  EXPECT_THAT(LinesOf(Replace(file, "hit_policy", "hit_polcy")),
              ElementsAre(StartsWith(absl::StrCat(file, ":", line, ":")), HoldsBack(file, line)));
}

TEST(CausesTest, ABrokenHeaderHoldsBackTheRest) {
  const std::string file = Rules("ruleset.textproto");
  const int line = LineOf(RealTree(), file, "kbli_edition");
  EXPECT_THAT(LinesOf(Replace(file, "kbli_edition", "kbli_edtion")),
              ElementsAre(StartsWith(absl::StrCat(file, ":", line, ":")),
                          StartsWith(file + ":1:1: note: held back: what else the ruleset holds")));
}

TEST(CausesTest, ATruncatedFileIsSaidToBe) {
  const std::string file = Rules("land.textproto");
  const std::vector<std::string> lines =
      LinesOf([&](SourceTree& tree) { tree.at(file).resize(5000); });
  EXPECT_THAT(lines, ElementsAre(::testing::HasSubstr("no closing brace: is the file truncated?"),
                                 ::testing::HasSubstr("no end: is the file truncated?"),
                                 ::testing::ContainsRegex("note: held back: [0-9]+ faults")));
}

// A fault of its own stands beside those of another file, behind them.
TEST(CausesTest, WhatDoesNotFollowIsTold) {
  const std::string permits = Rules("permits.textproto");
  const std::string land = Rules("land.textproto");
  const int line = LineOf(RealTree(), land, "hit_policy");
  const auto faults = FaultsOf([&](SourceTree& tree) {
    Replace(permits, "code: \"PKKPR\"", "code \"PKKPR\"")(tree);
    Replace(land, "hit_policy: \"UNIQUE\"", "hit_policy: \"FIRST\"")(tree);
  });
  EXPECT_EQ(faults.front().file, permits);
  EXPECT_THAT(faults, Tells(land, line, "hit_policy \"FIRST\": want one of"));
}

TEST(CausesTest, ATableOfNoRoleLeavesItsRoleEmpty) {
  const std::string file = Rules("land.textproto");
  EXPECT_THAT(LinesOf(Replace(file, "role: \"LAND\"", "role: \"LANDS\"")),
              ElementsAre(StartsWith(file + ":1:1: error: no table in role LAND"),
                          ::testing::HasSubstr("role \"LANDS\": want one of ADJUST, ")));
}

}  // namespace
}  // namespace izin
