// How often the right code is among the first three, by data/kbli/queries.tsv. One half of those
// questions was put aside before the words were written.

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/lookup/kbli_indexes.h"
#include "tests/service/lookup/indexed.h"

namespace izin {
namespace {

using ::izin::testing::CodesOf;
using ::izin::testing::Library;

// In per cent. The questions that are not answered so are printed for the tuning half alone: who
// writes words must not see those of the other.
double RecallOf(bool held_out) {
  const Ruleset& ruleset = Library()->latest();
  const auto questions = ReadSearchQuestions("data", ruleset.kbli(KbliEdition::k2025));
  EXPECT_TRUE(questions.ok()) << questions.status();
  const KbliIndexes indexes;
  const auto index = indexes.For(ruleset);
  EXPECT_TRUE(index.ok()) << index.status();
  int asked = 0;
  int right = 0;
  for (const SearchQuestion& question : *questions) {
    if (question.is_held_out != held_out) continue;
    ++asked;
    const auto found = (*index)->Find(question.query, KbliEdition::k2025);
    EXPECT_TRUE(found.ok()) << found.status();
    const std::vector<std::string> first = CodesOf(*found, 3);
    const bool is_right = std::any_of(first.begin(), first.end(), [&](const std::string& code) {
      return std::find(question.codes.begin(), question.codes.end(), code) != question.codes.end();
    });
    right += is_right ? 1 : 0;
    if (!is_right && !held_out) std::cout << "not found: " << question.query << "\n";
  }
  EXPECT_GE(asked, 250);
  return 100.0 * right / asked;
}

TEST(SearchRecallTest, OfTheTuningHalf) { EXPECT_GE(RecallOf(/*held_out=*/false), 95.0); }

TEST(SearchRecallTest, OfTheHalfPutAside) { EXPECT_GE(RecallOf(/*held_out=*/true), 90.0); }

}  // namespace
}  // namespace izin
