#include "service/base/csv_lines.h"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/csv_records.h"

namespace izin {
namespace {

using ::testing::ElementsAre;

std::string Padded(const std::string& text) { return text + std::string(kCsvPadding, 'x'); }

std::vector<std::string> FieldsOf(const CsvLine& line) {
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < line.fields; ++i) fields.emplace_back(line.field(i));
  return fields;
}

TEST(CsvLines, GiveTheFieldsThatRecordsHave) {
  std::mt19937 random(3);
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "aaaaabcd,,,;\r\n"[random() % 14];
  text += '\n';
  const std::string padded = Padded(text);
  const absl::string_view all = absl::string_view(padded).substr(0, text.size());
  CsvLines lines(all, ',');
  CsvRecord record(',');
  CsvLine line;
  int count = 0;
  for (std::size_t at = 0; at < all.size(); ++count) {
    ASSERT_TRUE(lines.Next(line));
    const std::size_t bytes = record.Read(all.substr(at));
    ASSERT_EQ(line.bytes, bytes);
    at += bytes;
    ASSERT_EQ(lines.at(), at);
    ASSERT_EQ(FieldsOf(line),
              std::vector<std::string>(record.fields().begin(), record.fields().end()));
  }
  EXPECT_GT(count, 1000);
  EXPECT_FALSE(lines.Next(line));
}

TEST(CsvLines, LeaveQuotesAndTheLastLineWithoutABreakToRecords) {
  const std::string text = "a,b\nc,\"d\"\ne,f\ng";
  const std::string padded = Padded(text);
  CsvLines lines(absl::string_view(padded).substr(0, text.size()), ',');
  CsvLine line;
  ASSERT_TRUE(lines.Next(line));
  EXPECT_THAT(FieldsOf(line), ElementsAre("a", "b"));
  EXPECT_FALSE(lines.Next(line));
  EXPECT_EQ(lines.at(), 4U);
  lines.SkipTo(10);
  ASSERT_TRUE(lines.Next(line));
  EXPECT_THAT(FieldsOf(line), ElementsAre("e", "f"));
  EXPECT_FALSE(lines.Next(line));
  EXPECT_EQ(lines.at(), 14U);
}

TEST(CsvLines, TellALineOfMoreFieldsThanTheyKeep) {
  const std::string text = std::string(CsvLine::kMostFields - 1, ',') + "\n" +
                           std::string(CsvLine::kMostFields, ',') + "\n" + std::string(1000, ',') +
                           "\nz\n";
  const std::string padded = Padded(text);
  CsvLines lines(absl::string_view(padded).substr(0, text.size()), ',');
  CsvLine line;
  ASSERT_TRUE(lines.Next(line));
  EXPECT_EQ(line.fields, CsvLine::kMostFields);
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(lines.Next(line));
    EXPECT_EQ(line.fields, CsvLine::kMostFields + 1);
  }
  ASSERT_TRUE(lines.Next(line));
  EXPECT_THAT(FieldsOf(line), ElementsAre("z"));
}

}  // namespace
}  // namespace izin
