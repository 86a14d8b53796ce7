#include "data/loader/textproto.h"

#include <string>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/bundle.pb.h"

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What is wrong with `content` as a rule file.
std::string FaultsOf(const std::string& content) {
  PositionIndex positions;
  internal::RuleFile file;
  RuleIssues issues;
  positions.Parse("r/t.textproto", content, file, issues);
  return issues.ToString();
}

TEST(PositionIndexTest, KnowsWhereFieldsStand) {
  PositionIndex positions;
  internal::RuleFile file;
  RuleIssues issues;
  positions.Parse("r/t.textproto",
                  "# a comment\nrow { id: \"a\" }\nrow {\n  id: \"b\"\n"
                  "  when { zone: [\"NONE\", \"?\"] }\n}\n",
                  file, issues);
  ASSERT_EQ(issues.ToString(), "");
  ASSERT_EQ(file.row_size(), 2);
  EXPECT_EQ(file.row(1).where(), "t.textproto:3");
  const Position row = positions.Of(file.row(1), "");
  EXPECT_EQ(row.file(), "r/t.textproto");
  EXPECT_EQ(row.line(), 3);
  EXPECT_EQ(row.Field("id").line(), 4);
  EXPECT_EQ(row.Field("id").column(), 3);
  EXPECT_EQ(row.Field("note").line(), 3);  // not there: the row itself
  EXPECT_EQ(row.Nested("when").Field("zone", 1).line(), 5);
  EXPECT_EQ(row.Nested("when").Field("zone", 1).column(), 10);
}

TEST(PositionIndexTest, KnowsTheColumnsOfALineOfATable) {
  PositionIndex positions;
  internal::MatrixLine line;
  line.set_code("55101");
  line.set_scope(12);
  line.set_label("hotel");
  positions.AddLine(line, "r/m.tsv", 7);
  const Position position = positions.Of(line, "");
  EXPECT_EQ(position.line(), 7);
  EXPECT_EQ(position.Field("code").column(), 1);
  EXPECT_EQ(position.Field("scope").column(), 7);
  EXPECT_EQ(position.Field("micro").column(), 16);
  EXPECT_EQ(position.Field("nothing").column(), 1);
}

TEST(PositionIndexTest, AnEntryThatWasNotReadStandsWhereItSays) {
  const PositionIndex positions;
  const internal::Row row;
  EXPECT_EQ(positions.Of(row, "land.textproto:42").line(), 42);
  EXPECT_EQ(positions.Of(row, "land.textproto").line(), 1);
  EXPECT_EQ(positions.Of(row, "land.textproto:42").file(), "land.textproto");
}

TEST(PositionIndexTest, EveryBrokenEntryIsToldInOneRun) {
  const std::string faults =
      FaultsOf("row { colour: 1 }\nrow { id: \"a\" }\nrow { id: 7 }\nhazard: 1\n");
  EXPECT_THAT(faults, HasSubstr("r/t.textproto:1:"));
  EXPECT_THAT(faults, HasSubstr("colour"));
  EXPECT_THAT(faults, HasSubstr("r/t.textproto:3:"));
  EXPECT_THAT(faults, HasSubstr("r/t.textproto:4:"));
  EXPECT_THAT(faults, Not(HasSubstr("r/t.textproto:2:")));
}

TEST(PositionIndexTest, AnEntryIsClosed) {
  EXPECT_THAT(FaultsOf("row { id: \"a\" }\n  row { id: \"x\"\n"),
              HasSubstr("r/t.textproto:2:3: error: this message has no closing brace"));
}

TEST(PositionIndexTest, WhereIsSetHereAlone) {
  EXPECT_EQ(FaultsOf("row {\n where: \"x\" }\n"),
            "r/t.textproto:2:2: error: `where` is set by the loader\n");
}

TEST(PositionIndexTest, AnEntryHasASize) {
  const std::string text(kMaxEntryBytes, 'x');
  EXPECT_EQ(FaultsOf(absl::StrCat("row { id: \"a\" }\nrow { id: \"", text, "\" }\n")),
            "r/t.textproto:2:1: error: an entry of 65550 bytes: want at most 65536\n");
}

TEST(PositionIndexTest, AFileHasACountOfEntries) {
  std::string content;
  for (int i = 0; i < kMaxEntries; ++i) content += "row { }\n";
  EXPECT_EQ(FaultsOf(content), "");
  EXPECT_EQ(FaultsOf(content + "row { }\nrow { }\n"),
            "r/t.textproto:10001:1: error: more than 10000 entries in one file\n");
}

TEST(PositionIndexTest, ReadingStopsWhereNoMoreFaultsAreKept) {
  PositionIndex positions;
  internal::RuleFile file;
  RuleIssues issues;
  std::string content;
  for (int i = 0; i < 2000; ++i) content += "row { id: 7 }\n";
  positions.Parse("t", content + "row { id: \"a\" }\n", file, issues);
  EXPECT_EQ(file.row_size(), 0);
  EXPECT_EQ(issues.Sorted().back().message, "and at least 1 more in this file");
}

}  // namespace
}  // namespace izin
