#include "service/lookup/kbli_indexes.h"

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/service/lookup/indexed.h"

namespace izin {
namespace {

using ::izin::testing::CodesOf;
using ::izin::testing::Library;
using ::izin::testing::TempFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> First(const KbliIndexes& indexes, const Ruleset& ruleset,
                               const std::string& query, KbliEdition edition) {
  const auto index = indexes.For(ruleset);
  EXPECT_TRUE(index.ok()) << index.status();
  const auto found = (*index)->Find(query, edition);
  EXPECT_TRUE(found.ok()) << found.status();
  return CodesOf(*found, 1);
}

TEST(KbliIndexesTest, TheEmbeddedOneIsOfTheEmbeddedRules) {
  const KbliIndexes indexes;
  const auto index = indexes.For(Library()->latest());
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ((*index)->ruleset(), Library()->latest().data().fingerprint);
  EXPECT_EQ(*indexes.For(Library()->latest()), *index);
}

// With the embedded words.
TEST(KbliIndexesTest, OfOtherRulesOneIsMade) {
  const KbliIndexes indexes;
  const Ruleset& other = *Library()->rulesets().front();
  const auto index = indexes.For(other);
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ((*index)->ruleset(), other.data().fingerprint);
  EXPECT_THAT(First(indexes, other, "doorsmeer motor", KbliEdition::k2020), ElementsAre("45407"));
  EXPECT_THAT(First(indexes, Library()->latest(), "doorsmeer motor", KbliEdition::k2025),
              ElementsAre("95320"));
}

// Calls that began under one ruleset end with it while the next one is asked for.
TEST(KbliIndexesTest, TheLastTwoAreKept) {
  const KbliIndexes indexes;
  const Ruleset& other = *Library()->rulesets().front();
  const auto one = indexes.For(other);
  const auto two = indexes.For(Library()->latest());
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(*indexes.For(other), *one);
  EXPECT_EQ(*indexes.For(Library()->latest()), *two);
}

TEST(KbliIndexesTest, WordsOfAFolderStandInPlaceOfTheEmbedded) {
  const TempFolder folder;
  std::filesystem::create_directories(folder / "kbli");
  std::ofstream(folder / "kbli/synonyms.tsv") << "phrase\tcodes\nxyloba\t56303\n";
  const auto indexes = KbliIndexesOf(folder.path(), Library()->latest());
  ASSERT_TRUE(indexes.ok()) << indexes.status();
  const Ruleset& latest = Library()->latest();
  EXPECT_THAT(First(**indexes, latest, "xyloba", KbliEdition::k2025), ElementsAre("56303"));
  EXPECT_THAT(First(**indexes, latest, "doorsmeer", KbliEdition::k2025), IsEmpty());
}

TEST(KbliIndexesTest, FaultyWordsOfAFolderAreRefused) {
  const TempFolder folder;
  std::filesystem::create_directories(folder / "kbli");
  std::ofstream(folder / "kbli/synonyms.tsv") << "phrase\tcodes\nxyloba\t56309\n";
  EXPECT_TRUE(
      absl::IsFailedPrecondition(KbliIndexesOf(folder.path(), Library()->latest()).status()));
}

TEST(KbliIndexesTest, ThreadsThatAskAtOnceGetTheSameOne) {
  const KbliIndexes indexes;
  std::vector<std::shared_ptr<const KbliIndex>> got(6);
  std::vector<std::thread> threads;
  for (auto& one : got) {
    threads.emplace_back([&indexes, &one] { one = *indexes.For(*Library()->rulesets().front()); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : got) EXPECT_EQ(one, got[0]);
}

}  // namespace
}  // namespace izin
