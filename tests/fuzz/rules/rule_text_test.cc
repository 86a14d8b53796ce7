#include "tests/fuzz/rules/rule_text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/source_tree.h"

namespace izin::fuzz {
namespace {

using ::testing::ElementsAre;

// "owner.name=value" of each field.
std::vector<std::string> Told(const std::string& text) {
  std::vector<std::string> told;
  for (const TextField& field : FieldsOf(text)) {
    told.push_back(field.owner + "." + field.name + "=" +
                   text.substr(field.value_begin, field.value_end - field.value_begin));
  }
  return told;
}

TEST(FieldsOfTest, TellsMessagesValuesAndElements) {
  EXPECT_THAT(Told("row {\n  id: \"a\"\n  when { zone: [\"?\", \"NONE\"] }\n  days: -5\n}\n"),
              ElementsAre(".row=\n  id: \"a\"\n  when { zone: [\"?\", \"NONE\"] }\n  days: -5\n",
                          "row.id=\"a\"", "row.when= zone: [\"?\", \"NONE\"] ", "when.zone=\"?\"",
                          "when.zone=\"NONE\"", "row.days=-5"));
}

TEST(FieldsOfTest, PassesOverCommentsAndBracesInStrings) {
  EXPECT_THAT(Told("# no { field: 1 }\na { b: \"} # \\\" {\" } # c: 2\n"),
              ElementsAre(".a= b: \"} # \\\" {\" ", "a.b=\"} # \\\" {\""));
}

TEST(FieldsOfTest, AnElementEndsBehindItsComma) {
  const std::string text = "a: [1, 2]";
  const std::vector<TextField> fields = FieldsOf(text);
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(text.substr(fields[0].begin, fields[0].end - fields[0].begin), "1,");
  EXPECT_EQ(text.substr(fields[1].begin, fields[1].end - fields[1].begin), "2");
}

TEST(FieldsOfTest, ABrokenFileGivesWhatCanBeTold) {
  EXPECT_THAT(Told("} a { b: 1"), ElementsAre(".a= b: 1", "a.b=1"));
  EXPECT_THAT(Told("a: [1"), ElementsAre(".a=1"));
  EXPECT_THAT(Told("a: \"x"), ElementsAre(".a=\"x"));
  EXPECT_THAT(Told("a: \"\\"), ElementsAre(".a=\"\\"));
  EXPECT_THAT(Told(""), ElementsAre());
}

TEST(FieldsOfTest, FindsEveryRowThatShips) {
  const SourceTree tree = *ReadSourceTree("data", "pp28-2025");
  int rows = 0;
  for (const TextField& field : FieldsOf(tree.at("rulesets/pp28-2025/land.textproto"))) {
    if (field.is_entry() && field.name == "row") ++rows;
  }
  EXPECT_EQ(rows, 21);
}

TEST(LineAtTest, CountsFromOne) {
  EXPECT_EQ(LineAt("a\nb\n", 0), 1);
  EXPECT_EQ(LineAt("a\nb\n", 2), 2);
}

}  // namespace
}  // namespace izin::fuzz
