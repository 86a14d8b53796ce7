#include "service/lookup/search_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SearchTextTest, TakesWordsApartAtWhatIsNoLetterAndNoDigit) {
  EXPECT_THAT(WordsOf("Kos-kosan, 24 jam!"), ElementsAre("kos", "kosan", "24", "jam"));
  EXPECT_THAT(WordsOf("PERDAGANGAN_ECERAN/KOPI"), ElementsAre("perdagangan", "eceran", "kopi"));
  EXPECT_THAT(WordsOf("  \t\n"), IsEmpty());
  EXPECT_THAT(WordsOf(""), IsEmpty());
}

TEST(SearchTextTest, LeavesAccentsOff) {
  EXPECT_THAT(WordsOf("Café"), ElementsAre("cafe"));
  EXPECT_THAT(WordsOf("CAFÉ"), ElementsAre("cafe"));
  EXPECT_THAT(WordsOf("cafe\u0301"), ElementsAre("cafe"));
  EXPECT_THAT(WordsOf("crème brûlée"), ElementsAre("creme", "brulee"));
}

TEST(SearchTextTest, DropsWordsThatNoIndexHolds) {
  EXPECT_THAT(WordsOf(std::string(61, 'a') + " kopi"), ElementsAre("kopi"));
  EXPECT_THAT(WordsOf(std::string(60, 'a')), ElementsAre(std::string(60, 'a')));
}

TEST(SearchTextTest, ReadsWhatIsNoUtf8) {
  EXPECT_THAT(WordsOf("\xFF\xFEkopi \xC3"), ElementsAre("ypkopi", "a"));
}

TEST(SearchTextTest, KnowsWordsThatTellNothing) {
  for (const char* word : {"mau", "buka", "usaha", "the", "dan", "izin"})
    EXPECT_TRUE(IsStopWord(word)) << word;
  for (const char* word : {"kopi", "jual", "baru", "online", ""})
    EXPECT_FALSE(IsStopWord(word)) << word;
}

}  // namespace
}  // namespace izin
