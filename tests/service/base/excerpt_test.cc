// What a caller sent stands in messages cut and escaped, and stays text.

#include "service/base/excerpt.h"

#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(CutAtCharacterTest, CutsBetweenCharacters) {
  EXPECT_EQ(CutAtCharacter("abc", 5), "abc");
  EXPECT_EQ(CutAtCharacter("abc", 3), "abc");
  EXPECT_EQ(CutAtCharacter("abc", 2), "ab");
  EXPECT_EQ(CutAtCharacter("abc", 0), "");
  EXPECT_EQ(CutAtCharacter("", 4), "");
  EXPECT_EQ(CutAtCharacter("aé", 2), "a");
  EXPECT_EQ(CutAtCharacter("aé", 3), "aé");
  EXPECT_EQ(CutAtCharacter("a😀b", 4), "a");
  EXPECT_EQ(CutAtCharacter("a😀b", 5), "a😀");
}

// Bytes that begin no character: nothing is left rather than half of one.
TEST(CutAtCharacterTest, EndsWhereNoCharacterBegins) {
  EXPECT_EQ(CutAtCharacter("\x80\x80\x80\x80", 3), "");
}

TEST(ExcerptTest, EscapesQuotesAndControlCharacters) {
  EXPECT_EQ(Excerpt("a\"b\n\x01", 40), "a\\\"b\\n\\001");
  EXPECT_EQ(Excerpt("é", 40), "é");
  EXPECT_EQ(Excerpt(std::string(50, 'a'), 40), std::string(40, 'a'));
}

}  // namespace
}  // namespace izin
