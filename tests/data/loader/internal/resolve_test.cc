#include <algorithm>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/internal/assembly.h"
#include "tests/data/loader/edited_rules.h"

namespace izin::internal {
namespace {

// The faults that `resolve` tells at "f:3:5".
template <typename Resolve>
std::string FaultsAt(const Resolve& resolve) {
  RuleIssues issues;
  resolve(Position("f", 3, 5), issues);
  return issues.ToString();
}

TEST(ResolveNameTest, SaysWhatWasExpected) {
  static constexpr absl::string_view kNames[] = {"", "LOW", "HIGH"};
  RuleIssues issues;
  EXPECT_EQ(ResolveName("risk", "HIGH", kNames, Position(), issues), 2);
  EXPECT_EQ(ResolveName("risk", "", kNames, Position("f", 3, 5), issues), std::nullopt);
  EXPECT_EQ(ResolveName("risk", "RENDAH", kNames, Position("f", 4, 5), issues), std::nullopt);
  EXPECT_EQ(issues.ToString(),
            "f:3:5: error: risk \"\": want one of LOW, HIGH\n"
            "f:4:5: error: risk \"RENDAH\": want one of LOW, HIGH\n");
}

TEST(ResolveIndexTest, IsMinusOneForWhatIsNotKnown) {
  RuleIssues issues;
  const IndexByName known = {{"NIB", 4}};
  EXPECT_EQ(ResolveIndex("licence", "NIB", known, {"p"}, Position(), issues), 4);
  EXPECT_EQ(ResolveIndex("licence", "NIP", known, {"p"}, Position("f", 3, 5), issues), -1);
  EXPECT_EQ(issues.ToString(), "f:3:5: error: unknown licence \"NIP\"\n");
}

TEST(ResolveTextTest, BothLanguagesOrNoneWhereItMayBeAbsent) {
  BilingualText half;
  half.set_en("x");
  EXPECT_EQ(
      FaultsAt([&](const Position& at, RuleIssues& out) { OptionalText("note", {}, at, out); }),
      "");
  EXPECT_EQ(
      FaultsAt([&](const Position& at, RuleIssues& out) { OptionalText("note", half, at, out); }),
      "f:3:5: error: missing note in Indonesian (id)\n");
  EXPECT_EQ(
      FaultsAt([&](const Position& at, RuleIssues& out) { RequiredText("title", {}, at, out); }),
      "f:3:5: error: missing title in Indonesian (id)\n"
      "f:3:5: error: missing title in English (en)\n");
}

TEST(ResolveCitationsTest, NamesRegulationProvisionAndMark) {
  Row row;
  EXPECT_EQ(FaultsAt([&](const Position& at, RuleIssues& out) {
              ResolveCitations(row.legal_basis(), "legal_basis", at, out);
            }),
            "f:3:5: error: missing legal_basis: every rule cites its provision\n");
  Citation& citation = *row.add_legal_basis();
  citation.set_verification("SURE");
  citation.set_as_of("yesterday");
  EXPECT_EQ(FaultsAt([&](const Position& at, RuleIssues& out) {
              ResolveCitations(row.legal_basis(), "legal_basis", at, out);
            }),
            "f:3:5: error: missing regulation\n"
            "f:3:5: error: missing provision\n"
            "f:3:5: error: verification \"SURE\": want one of REGULATION_TEXT, OFFICIAL_SNAPSHOT, "
            "SECONDARY, UNVERIFIED\n"
            "f:3:5: error: as_of \"yesterday\": want a date that exists, as YYYY-MM-DD\n");
}

TEST(ResolveDateTest, TakesDaysThatExist) {
  RuleIssues issues;
  EXPECT_EQ(ResolveDate("d", "2024-02-29", Position(), issues), absl::CivilDay(2024, 2, 29));
  for (const std::string text : {"2026-02-29", "2026-2-3", "2026-02-03T00", ""})
    EXPECT_EQ(ResolveDate("d", text, Position(), issues), std::nullopt) << text;
}

TEST(ResolveConditionsTest, TheColumnIsTheValuesOwn) {
  const std::string file = "rulesets/pp28-2025/licences.textproto";
  const std::string from = "except { zone: [\"NONE\", \"?\"]";
  const std::vector<RuleIssue> faults =
      FaultsOf(Replace(file, from, "except { zone: [\"NONE\", \"!\"]"));
  const int line = LineOf(RealTree(), file, from);
  EXPECT_THAT(faults, Tells(file, line, "zone \"!\": want one of ?, NONE"));
  const auto it = std::find_if(faults.begin(), faults.end(), [line](const RuleIssue& fault) {
    return fault.line == line && fault.message.find("zone \"!\"") == 0;
  });
  ASSERT_NE(it, faults.end());
  EXPECT_EQ(it->column, 12);
}

TEST(ResolveConditionsTest, ValuesAreKnownAndNamedOnce) {
  const auto refuse = [](const std::string& when, const std::string& told) {
    ExpectRefused("notes.textproto",
                  "row { id: \"x\" when { " + when + " } then { refused: true }" + kCited + "}",
                  told);
  };
  refuse("kbli: \"999\"", "kbli \"999\": want a category letter or a code of the edition");
  refuse("legal_form: \"TOKO\"", "legal_form \"TOKO\": want ? or a code");
  refuse("zone: [\"NONE\", \"NONE\"]", "zone \"NONE\" is named twice");
  refuse("permit: \"NIP\"", "permit \"NIP\": want a permit of permits.textproto");
}

}  // namespace
}  // namespace izin::internal
