// The layout is pinned by small texts, and by the real rule files: each of them is laid out
// already, and is found again from any disorder of it.

#include "data/loader/format_rules.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/rules.pb.h"

namespace izin {
namespace {

namespace fs = std::filesystem;
using ::google::protobuf::TextFormat;
using ::google::protobuf::util::MessageDifferencer;
using ::izin::internal::RuleFile;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// The rule files of the data folder, by path.
const std::map<std::string, std::string>& RealFiles() {
  static const auto* const files = [] {
    auto* const read = new std::map<std::string, std::string>;
    const char* const given = std::getenv("IZIN_DATA_DIR");
    const fs::path data = given != nullptr ? given : "data";
    for (const fs::path& folder : {data / "rulesets/pp28-2025", data / "reference"}) {
      for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".textproto") continue;
        std::ostringstream content;
        content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        (*read)[entry.path().string()] = content.str();
      }
    }
    return read;
  }();
  return *files;
}

RuleFile Parse(const std::string& text) {
  RuleFile file;
  EXPECT_TRUE(TextFormat::ParseFromString(text, &file)) << text;
  return file;
}

std::string Format(absl::string_view text) {
  const absl::StatusOr<std::string> formatted = FormatRules(text);
  EXPECT_TRUE(formatted.ok()) << formatted.status();
  return formatted.value_or("");
}

// The comments of `text`, whose strings hold no '#'.
std::vector<std::string> CommentsOf(const std::string& text) {
  std::vector<std::string> comments;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::size_t at = line.find('#');
    if (at != absl::string_view::npos) comments.emplace_back(line.substr(at));
  }
  return comments;
}

struct LayoutCase {
  std::string name;
  std::string text;
  std::string want;
};

void PrintTo(const LayoutCase& c, std::ostream* out) { *out << c.name; }

class LayoutTest : public ::testing::TestWithParam<LayoutCase> {};

TEST_P(LayoutTest, IsCanonical) {
  EXPECT_EQ(Format(GetParam().text), GetParam().want);
  EXPECT_EQ(Format(GetParam().want), GetParam().want) << "not idempotent";
}

INSTANTIATE_TEST_SUITE_P(
    Lines, LayoutTest,
    ::testing::Values(
        LayoutCase{.name = "NothingStaysNothing", .text = " \n\n", .want = ""},
        LayoutCase{.name = "IndentsByTwo",
                   .text = "row {\nthen {\n      none: true\n}\n   }",
                   .want = "row {\n  then {\n    none: true\n  }\n}\n"},
        LayoutCase{.name = "OneFieldALine",
                   .text = "row { id: \"a\" note { id: \"b\" }\n}",
                   .want = "row {\n  id: \"a\"\n  note { id: \"b\" }\n}\n"},
        LayoutCase{.name = "OneLineStays",
                   .text = "row{then{none:true}}\nrow { }",
                   .want = "row { then { none: true } }\nrow {}\n"},
        LayoutCase{.name = "BraceJoinsItsName",
                   .text = "row\n{\nid:\n\"a\"\n}",
                   .want = "row {\n  id: \"a\"\n}\n"},
        LayoutCase{.name = "EmptyMessageOverTwoLines", .text = "row {\n\n}", .want = "row {}\n"},
        LayoutCase{.name = "KeepsOneBlankLine",
                   .text = "\n\nrow {\n\n  id: \"a\"\n\n\n  then {}\n\n}\n\n\nrow {}\nrow {}\n\n",
                   .want = "row {\n  id: \"a\"\n\n  then {}\n}\n\nrow {}\nrow {}\n"},
        LayoutCase{.name = "NoBlanksAtLineEndsAndNoCarriageReturns",
                   .text = "# a \t\r\n\r\nrow { \r\n  id: \"b\"  \r\n}\r\n",
                   .want = "# a\n\nrow {\n  id: \"b\"\n}\n"},
        LayoutCase{.name = "NoByteOrderMark", .text = "\xEF\xBB\xBFrow {}", .want = "row {}\n"}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Spelling, LayoutTest,
    ::testing::Values(LayoutCase{.name = "SpaceBehindTheColonOnly",
                                 .text = "limits { coastal_sea_nm  :12   settled_days_from :- 3 }",
                                 .want = "limits { coastal_sea_nm: 12 settled_days_from: -3 }\n"},
                      LayoutCase{.name = "AngleBracketsAreBraces",
                                 .text = "row <\n  then: < none: true >\n>",
                                 .want = "row {\n  then { none: true }\n}\n"},
                      LayoutCase{.name = "NoSeparators",
                                 .text = "row { id: \"a\", table: \"b\"; };\nrow {},",
                                 .want = "row { id: \"a\" table: \"b\" }\nrow {}\n"},
                      LayoutCase{.name = "QuotesAndEscapesStay",
                                 .text = "row { id: 'a\\'{' table: \"\\\"# <\" }",
                                 .want = "row { id: 'a\\'{' table: \"\\\"# <\" }\n"},
                      LayoutCase{.name = "NumbersStay",
                                 .text = "a { b: 0x1F c: 1.5e3f d: -inf e: .5 }",
                                 .want = "a { b: 0x1F c: 1.5e3f d: -inf e: .5 }\n"}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    ListsAndStrings, LayoutTest,
    ::testing::Values(
        LayoutCase{.name = "ListOnOneLine",
                   .text = "table { input:[ \"a\" ,\"b\"] }\ntable { input: [ ] }",
                   .want = "table { input: [\"a\", \"b\"] }\ntable { input: [] }\n"},
        LayoutCase{.name = "ListOverSeveralLines",
                   .text = "table {\ninput: [\"a\", \"b\",\n\"c\"]\n}",
                   .want = "table {\n  input: [\n    \"a\",\n    \"b\",\n    \"c\"\n  ]\n}\n"},
        LayoutCase{.name = "ListOfMessages",
                   .text = "row: [{ id: \"a\" },\n<\nid: \"b\">]",
                   .want = "row: [\n  { id: \"a\" },\n  {\n    id: \"b\"\n  }\n]\n"},
        LayoutCase{.name = "StringsOnOneLine",
                   .text = "row { id:\n\"a\"   \"b\" }",
                   .want = "row {\n  id: \"a\" \"b\"\n}\n"},
        LayoutCase{.name = "StringsOverSeveralLines",
                   .text = "row { id: \"a\" \"b\"\n'c' }",
                   .want = "row {\n  id:\n    \"a\"\n    \"b\"\n    'c'\n}\n"},
        LayoutCase{.name = "StringsInAList",
                   .text = "table { input: [\"a\"\n\"b\", \"c\"] }",
                   .want = "table {\n  input: [\n    \"a\"\n      \"b\",\n    \"c\"\n  ]\n}\n"}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Comments, LayoutTest,
    ::testing::Values(
        LayoutCase{.name = "OnTheirOwnLines",
                   .text = "  # a\n\n\n#b\nrow {\n\n# c\n\n  id: \"x\"\n# d\n\n}\n\n\n# e",
                   .want = "# a\n\n#b\nrow {\n  # c\n\n  id: \"x\"\n  # d\n}\n\n# e\n"},
        LayoutCase{
            .name = "AtTheEndOfALine",
            .text = "row { # a\n  id: \"x\" # b\n  then { none: true } # c\n} # d\n# e",
            .want = "row {  # a\n  id: \"x\"  # b\n  then { none: true }  # c\n}  # d\n# e\n"},
        LayoutCase{.name = "InAnEmptyMessage",
                   .text = "row {\n# a\n}\nrow { # b\n}",
                   .want = "row {\n  # a\n}\nrow {  # b\n}\n"},
        LayoutCase{.name = "InAList",
                   .text = "a: [ # a\n1 # b\n, 2, # c\n# d\n3 # e\n# f\n]",
                   .want = "a: [  # a\n  1,  # b\n  2,  # c\n  # d\n  3  # e\n  # f\n]\n"},
        LayoutCase{.name = "BetweenStrings",
                   .text = "a: # a\n\"x\" # b\n# c\n\"y\"",
                   .want = "a:  # a\n  \"x\"  # b\n  # c\n  \"y\"\n"},
        LayoutCase{.name = "AroundWhatIsLeftOut",
                   .text = "a: 1, # a\nb: 2 # b\n# c\n; # d\nc: # e\n{}",
                   .want = "a: 1  # a\nb: 2  # b\n# c\n# d\nc  # e\n  {}\n"},
        LayoutCase{.name = "BetweenNameAndValue",
                   .text = "a # a\n: # b\n# c\n1",
                   .want = "a  # a\n  :  # b\n  # c\n  1\n"}),
    [](const auto& tested) { return tested.param.name; });

// `text` on one line of `columns`, which its id fills.
std::string OneLineOf(std::size_t columns) {
  const std::string empty = "note { id: \"\" en: \"\" }";
  return absl::StrCat("note { id: \"", std::string(columns - empty.size(), 'x'), "\" en: \"\" }");
}

TEST(FormatRulesTest, KeepsAMessageOf120ColumnsOnItsLine) {
  const std::string text = absl::StrCat("row {\n  ", OneLineOf(120), "\n}\n");
  EXPECT_EQ(Format(text), text);
}

TEST(FormatRulesTest, BreaksAMessageOf121Columns) {
  const std::string formatted = Format(absl::StrCat("row {\n  ", OneLineOf(121), "\n}\n"));
  EXPECT_THAT(formatted, HasSubstr("  note {\n    id: \"xxx"));
  EXPECT_THAT(formatted, HasSubstr("xxx\"\n    en: \"\"\n  }\n}\n"));
  EXPECT_EQ(Format(formatted), formatted);
}

TEST(FormatRulesTest, BreaksOnlyTheOuterOfTwoMessagesIfTheInnerFits) {
  EXPECT_EQ(Format(absl::StrCat("row { ", OneLineOf(120), " }")),
            absl::StrCat("row {\n  ", OneLineOf(120), "\n}\n"));
}

TEST(FormatRulesTest, BreaksAListThatDoesNotFit) {
  const std::string code(60, 'x');
  EXPECT_EQ(Format(absl::StrCat("a: [\"", code, "\", \"", code, "\"]")),
            absl::StrCat("a: [\n  \"", code, "\",\n  \"", code, "\"\n]\n"));
}

TEST(FormatRulesTest, CountsCharactersNotBytes) {
  const std::string text =
      absl::StrReplaceAll(absl::StrCat(OneLineOf(120), "\n"), {{"x", "\xC3\xA9"}});
  EXPECT_EQ(Format(text), text);
}

struct FaultCase {
  std::string name;
  std::string text;
  std::string want;
};

void PrintTo(const FaultCase& c, std::ostream* out) { *out << c.name; }

class FaultTest : public ::testing::TestWithParam<FaultCase> {};

TEST_P(FaultTest, TellsWhereAndWhatWasExpected) {
  const absl::Status status = FormatRules(GetParam().text).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    All, FaultTest,
    ::testing::Values(
        FaultCase{.name = "NoName",
                  .text = "row {\n  \"a\": 1\n}",
                  .want = "2:3: want the name of a field, found \"a\""},
        FaultCase{.name = "NoColon",
                  .text = "row {\n  id \"a\"\n}",
                  .want = "2:6: want \":\" or \"{\" after the name of a field, found \"a\""},
        FaultCase{.name = "NoValue", .text = "a: }", .want = "1:4: want a value, found }"},
        FaultCase{.name = "NoClosingBrace",
                  .text = "row {\n",
                  .want = "2:1: want \"}\", the file ends here"},
        FaultCase{.name = "OtherClosingBracket",
                  .text = "row <\n}",
                  .want = "2:1: want the name of a field, found }"},
        FaultCase{.name = "BraceTooMany",
                  .text = "row {\n}\n}",
                  .want = "3:1: want the name of a field, found }"},
        FaultCase{.name = "NoCommaInAList",
                  .text = "a: [1 2]",
                  .want = "1:7: want \",\" or \"]\", found 2"},
        FaultCase{.name = "CommaAtTheEndOfAList",
                  .text = "a: [1,]",
                  .want = "1:7: want a value, found ]"},
        FaultCase{.name = "ListInAList", .text = "a: [[1]]", .want = "1:5: want a value, found ["},
        FaultCase{.name = "StringWithoutEnd",
                  .text = "row {\n  id: \"a\n}",
                  .want = "2:9: String literals cannot cross line boundaries"},
        FaultCase{.name = "ControlCharacter",
                  .text = std::string("# a\n# b\0c", 9),
                  .want = "2:4: Invalid control characters encountered in text"}),
    [](const auto& tested) { return tested.param.name; });

TEST(FormatRulesTest, RefusesEndlessNesting) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "a{";
  EXPECT_THAT(FormatRules(text).status().message(), HasSubstr("want at most 100 levels"));
}

TEST(RealFilesTest, AreThere) { EXPECT_THAT(RealFiles(), Not(IsEmpty())); }

TEST(RealFilesTest, AreLaidOutAlready) {
  for (const auto& [path, text] : RealFiles()) EXPECT_EQ(Format(text), text) << path;
}

TEST(RealFilesTest, AreFoundAgainFromAnyIndentation) {
  for (const auto& [path, text] : RealFiles()) {
    std::vector<std::string> lines = absl::StrSplit(text, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
      lines[i] = std::string(absl::StripAsciiWhitespace(lines[i]));
      lines[i] = absl::StrCat(std::string(i % 7, i % 2 == 0 ? ' ' : '\t'), lines[i], "  \r");
    }
    EXPECT_EQ(Format(absl::StrJoin(lines, "\n")), text) << path;
  }
}

TEST(RealFilesTest, KeepMessageAndComments) {
  for (const auto& [path, text] : RealFiles()) {
    const std::string formatted = Format(text);
    EXPECT_TRUE(MessageDifferencer::Equals(Parse(formatted), Parse(text))) << path;
    EXPECT_EQ(CommentsOf(formatted), CommentsOf(text)) << path;
  }
}

// The same with a comment behind every line and every one-line message broken at its braces.
TEST(RealFilesTest, KeepMessageAndCommentsOfADisorderedFile) {
  for (const auto& [path, text] : RealFiles()) {
    const std::string disordered = absl::StrReplaceAll(
        text, {{" { ", "\n{ # open\n"}, {"]\n", "\n# close\n]\n"}, {"\"\n", "\"; # end\n\n\n"}});
    const std::string formatted = Format(disordered);
    EXPECT_TRUE(MessageDifferencer::Equals(Parse(formatted), Parse(text))) << path;
    EXPECT_EQ(CommentsOf(formatted), CommentsOf(disordered)) << path;
    EXPECT_EQ(Format(formatted), formatted) << path;
    EXPECT_THAT(formatted, Not(HasSubstr("\n\n\n"))) << path;
  }
}

}  // namespace
}  // namespace izin
