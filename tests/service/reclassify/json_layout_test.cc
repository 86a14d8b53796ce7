#include "service/reclassify/json_layout.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;

constexpr absl::string_view kLine =
    R"({"activity":{"scale":"micro","kbliCode":"56101","locations":["land"]},"businessId":"B1"})";

RowTexts Row(absl::string_view id, absl::string_view code, absl::string_view scale,
             absl::string_view locations) {
  RowTexts row;
  row[RowField::kBusinessId] = id;
  row[RowField::kKbliCode] = code;
  row[RowField::kScale] = scale;
  row[RowField::kLocations] = locations;
  return row;
}

TEST(JsonLayout, ReadsLinesOfTheSameLayoutInAnyOrderOfTheirTexts) {
  JsonLayout layout;
  JsonLayout::Texts texts;
  EXPECT_FALSE(layout.Read(kLine, texts));
  layout.Learn(kLine, Row("B1", "56101", "micro", "land"));
  ASSERT_TRUE(layout.Read(
      R"({"activity":{"scale":"large","kbliCode":"1","locations":["sea"]},"businessId":"no. 2"})",
      texts));
  EXPECT_THAT(texts, ElementsAre("no. 2", "1", "large", "sea"));
}

TEST(JsonLayout, LeavesAllElseToTheParser) {
  JsonLayout layout;
  JsonLayout::Texts texts;
  layout.Learn(kLine, Row("B1", "56101", "micro", "land"));
  for (
      const char* line :
      {"", "{}", R"({"activity":{"scale":"micro)",
       R"({"activity":{"scale":"micro","kbliCode":"56101","locations":["land"]},"businessId":"B1"} )",
       R"({"activity":{"scale":"micro","kbliCode":"56101","locations":["land","sea"]},"businessId":"B1"})",
       R"({"activity":{"scale":"micro","kbliCode":"56101","locations":["land"]},"businessId":"B\u0031"})",
       "{\"activity\":{\"scale\":\"micro\",\"kbliCode\":\"56101\",\"locations\":[\"land\"]},"
       "\"businessId\":\"\xC3\xA9\"}"})
    EXPECT_FALSE(layout.Read(line, texts)) << line;
}

TEST(JsonLayout, LearnsNothingOfALineWhereATextStandsTwiceOrNowhere) {
  JsonLayout layout;
  JsonLayout::Texts texts;
  layout.Learn(kLine, Row("land", "56101", "micro", "land"));
  EXPECT_FALSE(layout.Read(kLine, texts));
  layout.Learn(kLine, Row("B1", "56101", "micro", "land|sea"));
  EXPECT_FALSE(layout.Read(kLine, texts));
  layout.Learn(kLine, Row("B1", "56101", "", "land"));
  EXPECT_FALSE(layout.Read(kLine, texts));
}

}  // namespace
}  // namespace izin
