#include "service/lifecycle/imports/snapshot_date.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lifecycle/imports/page_writer.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::izin::testing::ShippedTables;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(IsDateTest, IsADayThatExists) {
  for (const char* date : {"2026-02-28", "2024-02-29"}) EXPECT_TRUE(IsDate(date)) << date;
  for (const char* text : {"", "2026-02-29", "2026-2-3", "26-02-03", "2026-02-28T", "kemarin123"})
    EXPECT_FALSE(IsDate(text)) << text;
}

TEST(DateSnapshotTest, ACodeWithAPageIsNoLongerAbsent) {
  RuleTables tables = ShippedTables();
  Findings findings;
  DateSnapshot(Library()->latest(), tables, findings);
  EXPECT_THAT(tables.others().at("ruleset.textproto"), HasSubstr("\"06201\""));
  tables.at(kPagesFile).Put({"06201", "2026-10-01", "", ""});
  DateSnapshot(Library()->latest(), tables, findings);
  EXPECT_THAT(tables.others().at("ruleset.textproto"), Not(HasSubstr("\"06201\"")));
  EXPECT_TRUE(findings.all().empty());
}

TEST(DropContradictedPatternsTest, APatternThatAPageContradictsIsGone) {
  RuleTables tables = ShippedTables();
  DropContradictedPatterns(tables);
  EXPECT_EQ(tables.at(kPatternsFile).Print(), ShippedTables().at(kPatternsFile).Print());
  ASSERT_NE(tables.at(kPatternsFile).Find({"14", "MICRO"}), nullptr);
  // A row of division 14 whose office is another.
  for (const auto& [key, line] : ShippedTables().at(kRowsFile).lines()) {
    if (line[0].substr(0, 2) != "14" || line[2] != "MICRO") continue;
    (*tables.at(kRowsFile).Find({line[0], line[1], line[2]}))[6] = "ap-ca8dc8";
    break;
  }
  DropContradictedPatterns(tables);
  EXPECT_EQ(tables.at(kPatternsFile).Find({"14", "MICRO"}), nullptr);
  EXPECT_NE(tables.at(kPatternsFile).Find({"14", "SMALL"}), nullptr);
}

}  // namespace
}  // namespace izin
