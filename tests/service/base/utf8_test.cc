#include "service/base/utf8.h"

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(Utf8Test, ACharacterIsAColumn) {
  EXPECT_EQ(Columns(""), 0U);
  EXPECT_EQ(Columns("izin"), 4U);
  EXPECT_EQ(Columns("\xC2\xA7 5 \xE2\x80\x93 \xF0\x9F\x8C\xB2"), 7U);  // § 5 – and a tree
}

TEST(Utf8Test, TellsFirstBytesFromTheOthers) {
  EXPECT_TRUE(StartsCharacter('a'));
  EXPECT_TRUE(StartsCharacter('\xC2'));
  EXPECT_TRUE(StartsCharacter('\xF0'));
  EXPECT_FALSE(StartsCharacter('\xA7'));
  EXPECT_FALSE(StartsCharacter('\x80'));
}

}  // namespace
}  // namespace izin
