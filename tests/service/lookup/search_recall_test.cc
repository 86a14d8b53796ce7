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

// The right answers of a question among the codes of `edition`: of 2020 those that the BPS table
// has for them, which may be none.
std::vector<std::string> RightCodes(const SearchQuestion& question, KbliEdition edition) {
  if (edition == KbliEdition::k2025) return question.codes;
  std::vector<std::string> codes;
  for (const std::string& code : question.codes) {
    for (const KbliCode old : Library()->latest().data().conversion.CounterpartsOf(
             *KbliCode::Parse(code), KbliEdition::k2025, KbliEdition::k2020))
      codes.push_back(old.ToString());
  }
  return codes;
}

// In per cent, of the questions that have a right answer in `edition`. Those that are not answered
// so are printed for the tuning half alone: who writes words must not see those of the other.
double RecallOf(bool held_out, KbliEdition edition = KbliEdition::k2025) {
  const Ruleset& ruleset = Library()->latest();
  const auto questions = ReadSearchQuestions("data", ruleset.kbli(KbliEdition::k2025));
  EXPECT_TRUE(questions.ok()) << questions.status();
  const KbliIndexes indexes;
  const auto index = indexes.For(ruleset);
  EXPECT_TRUE(index.ok()) << index.status();
  int asked = 0;
  int right = 0;
  for (const SearchQuestion& question : *questions) {
    const std::vector<std::string> codes = RightCodes(question, edition);
    if (question.is_held_out != held_out || codes.empty()) continue;
    ++asked;
    const auto found = (*index)->Find(question.query, edition);
    EXPECT_TRUE(found.ok()) << found.status();
    const std::vector<std::string> first = CodesOf(*found, 3);
    const bool is_right = std::any_of(first.begin(), first.end(), [&](const std::string& code) {
      return std::find(codes.begin(), codes.end(), code) != codes.end();
    });
    right += is_right ? 1 : 0;
    if (!is_right && !held_out) std::cout << "not found: " << question.query << "\n";
  }
  EXPECT_GE(asked, 250);
  return 100.0 * right / asked;
}

TEST(SearchRecallTest, OfTheTuningHalf) { EXPECT_GE(RecallOf(/*held_out=*/false), 95.0); }

TEST(SearchRecallTest, OfTheHalfPutAside) { EXPECT_GE(RecallOf(/*held_out=*/true), 90.0); }

TEST(SearchRecallTest, OfTheTuningHalfInTheOldEdition) {
  EXPECT_GE(RecallOf(/*held_out=*/false, KbliEdition::k2020), 95.0);
}

TEST(SearchRecallTest, OfTheHalfPutAsideInTheOldEdition) {
  EXPECT_GE(RecallOf(/*held_out=*/true, KbliEdition::k2020), 90.0);
}

}  // namespace
}  // namespace izin
