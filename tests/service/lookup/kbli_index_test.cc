#include "service/lookup/kbli_index.h"

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lookup/indexed.h"

namespace izin {
namespace {

using ::izin::testing::CodesOf;
using ::izin::testing::FewWordsBytes;
using ::izin::testing::FewWordsIndex;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

FoundKbli Find(const std::string& query, KbliEdition edition = KbliEdition::k2025) {
  auto found = FewWordsIndex()->Find(query, edition);
  EXPECT_TRUE(found.ok()) << found.status();
  return *std::move(found);
}

TEST(KbliIndexTest, FindsByAnEverydayWord) {
  const FoundKbli found = Find("mau buka kedai kopi");
  EXPECT_THAT(CodesOf(found, 2), ElementsAre("56303", "56304"));
  EXPECT_EQ(found.hits[0].source, TextSource::kWord);
  EXPECT_EQ(found.corrected_query, "");
}

TEST(KbliIndexTest, FindsByATitleInAnyFormOfItsWords) {
  const FoundKbli found = Find("tempe kedelai");
  EXPECT_THAT(CodesOf(found, 1), ElementsAre("10307"));
  EXPECT_EQ(found.hits[0].source, TextSource::kTitle);
}

TEST(KbliIndexTest, FindsByAScope) {
  const FoundKbli found = Find("arung jeram");
  EXPECT_THAT(CodesOf(found, 1), ElementsAre("93297"));
  EXPECT_EQ(found.hits[0].source, TextSource::kScope);
}

TEST(KbliIndexTest, FindsWhileAWordIsTyped) {
  EXPECT_THAT(CodesOf(Find("bengk"), 1), ElementsAre("95320"));
  EXPECT_THAT(CodesOf(Find("kedai ko"), 1), ElementsAre("56303"));
  EXPECT_THAT(Find("bengk ").hits, IsEmpty());  // a blank ends the word
}

TEST(KbliIndexTest, GivesTheTextsOfHits) {
  const auto index = FewWordsIndex();
  const auto found = index->Find("kedai kopi", KbliEdition::k2025);
  ASSERT_TRUE(found.ok()) << found.status();
  const auto texts = index->TextsOf(absl::MakeConstSpan(found->hits).subspan(0, 1));
  ASSERT_TRUE(texts.ok()) << texts.status();
  EXPECT_THAT(*texts, ElementsAre("kedai kopi"));
  const std::vector<KbliHit> unknown = {{.code = "56303", .text = 4000000000U}};
  EXPECT_TRUE(absl::IsDataLoss(index->TextsOf(unknown).status()));
}

TEST(KbliIndexTest, CorrectsTheSpelling) {
  const FoundKbli found = Find("bengkl motor");
  EXPECT_THAT(CodesOf(found, 1), ElementsAre("95320"));
  EXPECT_EQ(found.corrected_query, "bengkel motor");
}

// The old code of 95320 is 45407.
TEST(KbliIndexTest, FindsCodesOfTheEditionAskedFor) {
  EXPECT_THAT(CodesOf(Find("bengkel motor", KbliEdition::k2020), 1), ElementsAre("45407"));
}

TEST(KbliIndexTest, FindsNothingWhereNothingIsAsked) {
  for (const char* query : {"", " ", "mau buka usaha", "1", "' OR 1=1 --", "()[]{}*", "xqzj wvkq"})
    EXPECT_THAT(Find(query).hits, IsEmpty()) << query;
}

TEST(KbliIndexTest, ScoresAreOrdered) {
  const FoundKbli found = Find("toko kopi dan teh");
  ASSERT_GT(found.hits.size(), 2U);
  for (std::size_t i = 1; i < found.hits.size(); ++i)
    EXPECT_GE(found.hits[i - 1].score, found.hits[i].score);
  EXPECT_GT(found.hits.back().score, 0);
}

TEST(KbliIndexTest, RefusesWhatIsNoIndex) {
  const std::string& whole = FewWordsBytes();
  for (const std::string& bytes :
       {std::string(), std::string("x"), std::string(100000, 'x'), whole.substr(0, 4096)}) {
    EXPECT_TRUE(absl::IsDataLoss(KbliIndex::Open(bytes).status())) << bytes.size();
  }
}

TEST(KbliIndexTest, ADamagedOneIsToldAndNothingElseHappens) {
  std::string bytes = FewWordsBytes();
  for (std::size_t i = 8192; i < bytes.size(); ++i) bytes[i] = '\x5A';
  const auto index = KbliIndex::Open(bytes);
  if (!index.ok()) {
    EXPECT_TRUE(absl::IsDataLoss(index.status())) << index.status();
  } else {
    EXPECT_TRUE(absl::IsDataLoss((*index)->Find("kedai kopi", KbliEdition::k2025).status()));
  }
}

TEST(KbliIndexTest, AnswersManyThreadsAtOnce) {
  const std::unique_ptr<KbliIndex> index = FewWordsIndex();
  std::vector<std::thread> threads;
  std::vector<int> right(8);
  for (int& count : right) {
    threads.emplace_back([&index, &count] {
      for (int i = 0; i < 50; ++i) {
        const auto found =
            index->Find(i % 2 == 0 ? "kedai kopi" : "bengkel motor", KbliEdition::k2025);
        if (found.ok() && found->hits[0].code == (i % 2 == 0 ? "56303" : "95320")) ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(right, ::testing::Each(50));
}

}  // namespace
}  // namespace izin
