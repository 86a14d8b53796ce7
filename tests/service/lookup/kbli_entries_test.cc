#include "service/lookup/kbli_entries.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::FakeClock;
using ::izin::testing::Library;
using ::testing::ElementsAre;

const KbliEntry& Entry(const std::string& code) {
  const KbliEntry* entry = Library()->latest().kbli().Find(code);
  EXPECT_NE(entry, nullptr);
  return *entry;
}

TEST(KbliEntriesTest, TakesTheRulesOfTheDay) {
  const FakeClock today(FakeClock::NoonInJakarta(testing::kToday));
  EXPECT_EQ(RulesetInForce(testing::Rulesets(), today)->data().id, "pp28-2025");
  const FakeClock before(FakeClock::NoonInJakarta(absl::CivilDay(2019, 1, 1)));
  EXPECT_EQ(RulesetInForce(testing::Rulesets(), before)->data().id, "pp24-2018");
  // No ruleset held was in force on that day.
  const FakeClock gap(FakeClock::NoonInJakarta(absl::CivilDay(2022, 1, 1)));
  EXPECT_EQ(RulesetInForce(testing::Rulesets(), gap)->data().id, "pp28-2025");
}

TEST(KbliEntriesTest, OnlyFiveDigitsHaveANumber) {
  const KbliCatalogue& kbli = Library()->latest().kbli();
  EXPECT_EQ(SubclassIndex(kbli, Entry("5630")), std::nullopt);
  EXPECT_EQ(SubclassIndex(kbli, Entry("I")), std::nullopt);
  ASSERT_TRUE(SubclassIndex(kbli, Entry("56303")).has_value());
  EXPECT_EQ(kbli.EntryAt(*SubclassIndex(kbli, Entry("56303"))).code, "56303");
}

TEST(KbliEntriesTest, SiblingsAreTheOthersOfTheSameClass) {
  const KbliCatalogue& kbli = Library()->latest().kbli();
  std::vector<std::string> codes;
  for (const KbliEntry* entry : SiblingsOf(kbli, *SubclassIndex(kbli, Entry("56303"))))
    codes.push_back(entry->code);
  EXPECT_THAT(codes, ElementsAre("56301", "56302", "56304", "56305", "56306"));
  EXPECT_TRUE(SiblingsOf(kbli, *SubclassIndex(kbli, Entry("01140"))).empty());
}

// rulesets/pp28-2025/risk_matrix.tsv: 01111 scope 2 is R R MR MT.
TEST(KbliEntriesTest, GivesTheLevelAtEachScale) {
  const Ruleset& ruleset = Library()->latest();
  const Scope& scope = ruleset.scopes_of(*SubclassIndex(ruleset.kbli(), Entry("01111")))[1];
  const v1::ScopeLevels levels = RenderLevels(scope);
  EXPECT_EQ(levels.scope_id(), "01111-2");
  EXPECT_EQ(levels.micro(), v1::RISK_LEVEL_LOW);
  EXPECT_EQ(levels.small(), v1::RISK_LEVEL_LOW);
  EXPECT_EQ(levels.medium(), v1::RISK_LEVEL_MEDIUM_LOW);
  EXPECT_EQ(levels.large(), v1::RISK_LEVEL_MEDIUM_HIGH);
}

TEST(KbliEntriesTest, ScopesStandWithCodesOfTheRulesEditionAlone) {
  const Ruleset& ruleset = Library()->latest();
  EXPECT_EQ(RenderEntry(Entry("01111"), KbliEdition::k2025, ruleset).scopes_size(), 2);
  const KbliEntry& old = *ruleset.kbli(KbliEdition::k2020).Find("01111");
  EXPECT_EQ(RenderEntry(old, KbliEdition::k2020, ruleset).scopes_size(), 0);
}

}  // namespace
}  // namespace izin
