#include "service/lifecycle/imports/rule_tables.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lifecycle/imports/page_writer.h"

namespace izin {
namespace {

using ::izin::testing::ShippedTables;
using ::testing::HasSubstr;

// A diff of the folder shows what an import changed, and no line more.
TEST(RuleTablesTest, WhatWasReadIsPrintedByteByByte) {
  const auto files = ReadRulesetFiles("data/rulesets/pp28-2025");
  ASSERT_TRUE(files.ok());
  EXPECT_EQ(ShippedTables().Print(), *files);
}

TEST(RuleTablesTest, LinesStandInTheOrderOfNumbersAndScales) {
  RuleTables tables = ShippedTables();
  RuleTable& rows = tables.at(kRowsFile);
  rows.Clear();
  for (const char* scope : {"10", "2"}) {
    for (const char* scale : {"LARGE", "MICRO"})
      rows.Put({"56101", scope, scale, "NIB", "", "", "", "", "", ""});
  }
  EXPECT_THAT(rows.Print(), HasSubstr("56101\t2\tMICRO\tNIB\t\t\t\t\t\t\n56101\t2\tLARGE\t"));
  EXPECT_EQ(rows.Of("56101").size(), 4U);
  rows.Erase({"56101", "2", "MICRO"});
  EXPECT_EQ(rows.Find({"56101", "2", "MICRO"}), nullptr);
  EXPECT_NE(rows.Find({"56101", "10", "LARGE"}), nullptr);
  rows.EraseOf("56101");
  EXPECT_TRUE(rows.lines().empty());
}

TEST(RuleTablesTest, FaultsNameTheirLine) {
  const auto told = [](const std::string& content) {
    return std::string(RuleTables::Read({{"official_codes.tsv", content}}).status().message());
  };
  const std::string header = "code\tsupporting\tsupporting_complete\tconditions\n";
  EXPECT_THAT(told("code\n"), HasSubstr("official_codes.tsv:1: want the columns code, supporting"));
  EXPECT_THAT(told(header + "1\t\tyes\n"), HasSubstr("official_codes.tsv:2: 3 fields: want 4"));
  EXPECT_THAT(told(header + "1\t\tyes\t\n1\t\tno\t\n"),
              HasSubstr("official_codes.tsv:3: a second line of this key"));
  EXPECT_EQ(told(header), "");
}

}  // namespace
}  // namespace izin
