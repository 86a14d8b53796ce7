#include "service/lookup/build_kbli_index.h"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lookup/indexed.h"

namespace izin {
namespace {

using ::izin::testing::CodesOf;
using ::izin::testing::Library;
using ::testing::Contains;
using ::testing::ElementsAre;

std::unique_ptr<KbliIndex> IndexOf(const Ruleset& ruleset, const std::vector<SearchWord>& words) {
  const auto bytes = BuildKbliIndex(ruleset, words);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  auto index = KbliIndex::Open(*bytes);
  EXPECT_TRUE(index.ok()) << index.status();
  return *std::move(index);
}

TEST(BuildKbliIndexTest, HoldsItsRulesetAndItsWords) {
  const auto index = izin::testing::FewWordsIndex();
  EXPECT_EQ(index->ruleset(), Library()->latest().data().fingerprint);
  const auto words = index->Words();
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_EQ(*words, "bengkel motor\t95320\nkedai kopi\t56303|56304\ntoko\t47112|47\n");
}

// 62199 was 62019 before.
TEST(BuildKbliIndexTest, ConvertsWordsToTheOldEdition) {
  const auto index = IndexOf(Library()->latest(), {{"xyloba", {"62199"}}});
  const auto found = index->Find("xyloba", KbliEdition::k2020);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(CodesOf(*found, 9), ElementsAre("62019"));
}

TEST(BuildKbliIndexTest, ACategoryStandsForItsDivisions) {
  const auto index =
      IndexOf(Library()->latest(), {{"pabrik", {"C"}}, {"sepatu", {"47712", "15201"}}});
  const auto found = index->Find("pabrik sepatu", KbliEdition::k2025);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(CodesOf(*found, 1), ElementsAre("15201"));
}

// The rules of 2018 are keyed by the old edition and have no scopes to look for.
TEST(BuildKbliIndexTest, IsWrittenOfAnyRuleset) {
  const auto index = IndexOf(*Library()->rulesets().front(), {});
  const auto found = index->Find("tempe kedelai", KbliEdition::k2020);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(CodesOf(*found, 3), Contains("10391"));
}

TEST(BuildKbliIndexTest, SaysWhereNoTemporaryFolderCanBeMade) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/proc", 1);
  const auto bytes = BuildKbliIndex(Library()->latest(), {});
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
  EXPECT_TRUE(absl::IsUnavailable(bytes.status())) << bytes.status();
}

}  // namespace
}  // namespace izin
