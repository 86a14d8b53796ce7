#include "service/base/csv_records.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;

// The fields of the first record, as strings; "BROKEN" alone for one whose quotes make no sense.
std::vector<std::string> FieldsOf(const std::string& text, char delimiter = ',') {
  const std::string padded = text + std::string(kCsvPadding, '\0');
  CsvRecord record(delimiter);
  record.Read(absl::string_view(padded).substr(0, text.size()));
  if (record.is_broken()) return {"BROKEN"};
  return {record.fields().begin(), record.fields().end()};
}

TEST(CsvRecord, SplitsAtTheDelimiterAlone) {
  EXPECT_THAT(FieldsOf("a;b,c;d\n", ';'), ElementsAre("a", "b,c", "d"));
  EXPECT_THAT(FieldsOf("a\tb\n", '\t'), ElementsAre("a", "b"));
}

TEST(CsvRecord, EndsAtEitherLineBreakOrTheEnd) {
  EXPECT_THAT(FieldsOf("a,b\r\nc"), ElementsAre("a", "b"));
  EXPECT_THAT(FieldsOf("a,b\nc"), ElementsAre("a", "b"));
  EXPECT_THAT(FieldsOf("a,"), ElementsAre("a", ""));
}

TEST(CsvRecord, FindsMarksBeyondOneStep) {
  const std::string longer(40, 'x');
  EXPECT_THAT(FieldsOf(longer + "," + longer + "\n"), ElementsAre(longer, longer));
}

TEST(CsvRecord, UnquotesFields) {
  EXPECT_THAT(FieldsOf("\"a,1\",\"say \"\"b\"\"\",\"\",c\n"),
              ElementsAre("a,1", "say \"b\"", "", "c"));
  EXPECT_THAT(FieldsOf("\"two\nlines\",x\r\n"), ElementsAre("two\nlines", "x"));
}

TEST(CsvRecord, KeepsAQuoteWithinABareField) {
  EXPECT_THAT(FieldsOf("5\" pipe,b\n"), ElementsAre("5\" pipe", "b"));
}

TEST(CsvRecord, RefusesTextBehindAQuoteAndAnOpenQuote) {
  EXPECT_THAT(FieldsOf("\"a\"b,c\n"), ElementsAre("BROKEN"));
  EXPECT_THAT(FieldsOf("\"a,b\n"), ElementsAre("BROKEN"));
}

TEST(RecordBytes, SpoilsOneLineOnlyByAnOpenQuote) {
  const std::string text = "\"a,b\nc,d\ne,f\n";
  EXPECT_EQ(RecordBytes(text, ',', /*is_end=*/true), 5U);
}

TEST(RecordBytes, WaitsForMoreOfAnOpenQuoteBeforeTheEnd) {
  EXPECT_EQ(RecordBytes("\"a,b\nc,d\n", ',', /*is_end=*/false), 0U);
  EXPECT_EQ(RecordBytes("\"a,b\nc\",d\n", ',', /*is_end=*/false), 10U);
}

TEST(RecordBytes, GivesUpAQuoteThatStaysOpenTooLong) {
  const std::string text = "\"a\n" + std::string(kMaxRecordBytes, 'x') + "\n";
  EXPECT_EQ(RecordBytes(text, ',', /*is_end=*/false), 3U);
}

TEST(WholeRecordBytes, LeavesWhatHasNoEndYet) {
  EXPECT_EQ(WholeRecordBytes("a,b\nc,", ',', /*is_end=*/false), 4U);
  EXPECT_EQ(WholeRecordBytes("a,\"b\"\nc,\"d\n", ',', /*is_end=*/false), 6U);
  EXPECT_EQ(WholeRecordBytes("a,b\nc,", ',', /*is_end=*/true), 6U);
}

TEST(AppendCsvField, IsReadBackAsItWas) {
  for (const std::string text : {"plain", "a,b", "say \"x\"", "two\nlines", "", "cr\r"}) {
    std::string line;
    AppendCsvField(text, line);
    EXPECT_THAT(FieldsOf(line + ",z\n"), ElementsAre(text, "z"));
  }
}

TEST(DelimiterOf, TakesWhatTheHeadHoldsMostOf) {
  EXPECT_EQ(DelimiterOf("a,b;c;d"), ';');
  EXPECT_EQ(DelimiterOf("a\tb"), '\t');
  EXPECT_EQ(DelimiterOf("a"), ',');
}

}  // namespace
}  // namespace izin
