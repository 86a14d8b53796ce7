// JSON of a caller, and where it stops being that.

#include "service/request/json_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

JsonText Read(const std::string& text) {
  return ReadJson(text, {.depth = 3, .values = 10}, {.en = "the body", .id = "isi"});
}

TEST(JsonTextTest, ReadsADocument) {
  const JsonText text = Read("\xEF\xBB\xBF{\"a\":[1,\"[[[[,,,,,,,,,,,,\"]}");
  ASSERT_TRUE(text.ok()) << text.fault.en;
  EXPECT_EQ((*text.document)["a"][0], 1);
}

TEST(JsonTextTest, SaysWhereItStopsInBothLanguages) {
  EXPECT_EQ(Read("{\n  \"\xC3\xA9\": x}").fault.en,
            "the body is no JSON: line 2, column 8: something else is wanted here");
  EXPECT_EQ(Read("{").fault.en, "the body is no JSON: line 1, column 2: it ends too early");
  EXPECT_EQ(Read("{").fault.id, "isi bukan JSON: baris 1, kolom 2: berakhir terlalu dini");
  EXPECT_EQ(Read("").fault.en, "the body is empty: want JSON");
  EXPECT_FALSE(Read("{} x").ok());
}

TEST(JsonTextTest, QuotesNothing) {
  EXPECT_THAT(Read("{\"name\": \"SECRET\" \"SECRET\"}").fault.en, Not(HasSubstr("SECRET")));
}

TEST(JsonTextTest, TakesNoBytesThatAreNoUtf8) { EXPECT_FALSE(Read("[\"\xFF\"]").ok()); }

TEST(JsonTextTest, TakesNoNumberBeyondAllBounds) {
  EXPECT_EQ(Read("[1e999]").fault.en, "the body has a number that is too large");
}

TEST(JsonTextTest, RefusesDepthAndNumberOfValues) {
  EXPECT_EQ(Read("[[[\n[]]]]").fault.en,
            "the body: objects and lists lie 4 deep in each other (line 2, column 1): want at most "
            "3");
  EXPECT_EQ(Read("[1,2,3,4,5,6,7,8,9,10]").fault.id, "isi: sekitar 11 nilai: paling banyak 10");
  EXPECT_FALSE(Read(std::string(1000000, '[')).ok());
}

TEST(JsonTextTest, NamesKinds) {
  EXPECT_EQ(KindOfJson(nlohmann::json::parse("[]")).en, "a list");
  EXPECT_EQ(KindOfJson(nlohmann::json::parse("1.5")).id, "angka");
  EXPECT_EQ(KindOfJson(nlohmann::json()).en, "null");
}

}  // namespace
}  // namespace izin
