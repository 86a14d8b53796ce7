#include "tests/fuzz/rules/mutant.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin::fuzz {
namespace {

const Breeder& RealBreeder() {
  static const auto* const breeder =
      new Breeder({{"pp24-2018", *ReadSourceTree("data", "pp24-2018")},
                   {"pp28-2025", *ReadSourceTree("data", "pp28-2025")}});
  return *breeder;
}

TEST(BreederTest, ASeedGivesTheSameMutantAgain) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Mutant one = RealBreeder().Make(seed);
    const Mutant again = RealBreeder().Make(seed);
    EXPECT_EQ(one.ruleset, again.ruleset);
    EXPECT_EQ(one.tree, again.tree) << seed;
    ASSERT_EQ(one.changes.size(), again.changes.size());
    for (std::size_t i = 0; i < one.changes.size(); ++i)
      EXPECT_EQ(one.changes[i].ToString(), again.changes[i].ToString());
  }
}

// A change may undo another, or swap what says the same; hardly any does.
TEST(BreederTest, NearlyEveryMutantDiffersFromWhatShipsInTheFilesThatItNames) {
  int unchanged = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Mutant mutant = RealBreeder().Make(seed);
    ASSERT_FALSE(mutant.changes.empty());
    const SourceTree shipped = *ReadSourceTree("data", mutant.ruleset);
    std::set<std::string> named;
    for (const Change& change : mutant.changes) named.insert(change.file);
    for (const auto& [path, text] : shipped) {
      const auto it = mutant.tree.find(path);
      const bool is_same = it != mutant.tree.end() && it->second == text;
      const bool is_named = named.count(path) == 1;
      EXPECT_TRUE(is_named || is_same) << seed << " " << path;
      if (is_named && is_same) ++unchanged;
    }
  }
  EXPECT_LE(unchanged, 6);
}

TEST(BreederTest, MakesEveryKindOfChange) {
  std::set<std::string> kinds;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    for (const Change& change : RealBreeder().Make(seed).changes) kinds.insert(change.kind);
  }
  EXPECT_THAT(kinds, ::testing::UnorderedElementsAre(
                         "add condition", "add input", "add to outcome", "cell", "cut file",
                         "delete", "delete entry", "delete file", "delete lines", "drop column",
                         "duplicate", "duplicate line", "empty file", "file of another ruleset",
                         "first line only", "header", "input", "list", "move", "multiply entry",
                         "multiply line", "number", "number lines", "remove input", "rename key",
                         "retarget", "swap cells", "swap columns", "swap entries", "swap lines",
                         "swap values", "take cell", "text", "toggle"));
}

}  // namespace
}  // namespace izin::fuzz
