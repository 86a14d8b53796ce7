#include "classifier/decision_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/enums.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::uint64_t Bit(int value) { return std::uint64_t{1} << value; }

Conditions When(Input input, std::uint64_t any_of, std::uint64_t none_of = 0) {
  Conditions conditions;
  conditions.Add({.input = input, .any_of = any_of, .none_of = none_of});
  return conditions;
}

// MICRO to LARGE; 0 is no legal scale.
UniqueTable::Axis ScaleAxis() {
  return {.input = Input::kScale, .size = 5, .is_legal = {false, true, true, true, true}};
}
UniqueTable::Axis ForeignAxis() {
  return {.input = Input::kForeign, .size = 2, .is_legal = {true, true}};
}

Facts FactsWith(BusinessScale scale, bool foreign) {
  Facts facts;
  facts.SetEnum(Input::kScale, scale);
  facts.SetEnum(Input::kForeign, foreign);
  return facts;
}

TEST(UniqueTableTest, FindsTheRowOfEachCombination) {
  const Conditions small = When(Input::kScale, Bit(1) | Bit(2));
  const Conditions large = When(Input::kScale, Bit(3) | Bit(4));
  const Conditions* const rows[] = {&small, &large};
  const UniqueTable::Built built = UniqueTable::Build({ScaleAxis(), ForeignAxis()}, rows);
  EXPECT_THAT(built.faults, IsEmpty());
  EXPECT_THAT(built.unreachable_rows, IsEmpty());
  EXPECT_EQ(built.combinations, 8);
  EXPECT_EQ(built.table.Find(FactsWith(BusinessScale::kSmall, true)), 0);
  EXPECT_EQ(built.table.Find(FactsWith(BusinessScale::kMedium, false)), 1);
  EXPECT_TRUE(built.table.Uses(Input::kForeign));
  EXPECT_FALSE(built.table.Uses(Input::kZone));
}

TEST(UniqueTableTest, AValueThatAnAxisLacksHasNoCell) {
  const Conditions all;
  const Conditions* const rows[] = {&all};
  UniqueTable::Built built = UniqueTable::Build({ScaleAxis(), ForeignAxis()}, rows);
  built.table.SetOutlines({0});
  Facts facts = FactsWith(BusinessScale::kMicro, false);
  EXPECT_EQ(built.table.Find(facts), 0);
  EXPECT_EQ(built.table.CellWith(facts, Input::kScale, 5), -1);
  EXPECT_EQ(built.table.CellWith(facts, Input::kScale, -1), -1);
  // Beyond its own axis, though the array would have a cell there.
  EXPECT_EQ(built.table.CellWith(facts, Input::kForeign, 2), -1);
  facts.Set(Input::kForeign, 64);
  EXPECT_EQ(built.table.Find(facts), -1);
  // A number without meaning has a cell, but no row.
  EXPECT_EQ(built.table.CellOf(FactsWith(BusinessScale::kUnspecified, false)), 0);
  EXPECT_EQ(built.table.Find(FactsWith(BusinessScale::kUnspecified, false)), -1);
  for (const int cell : {-1, 10, 9999}) {
    EXPECT_EQ(built.table.RowOf(cell), -1);
    built.table.ForEachChange(cell, [](Input, std::uint16_t) { ADD_FAILURE(); });
  }
  EXPECT_EQ(UniqueTable().Find(facts), -1);
}

// An edition without codes, or a catalogue without permits, leaves an axis without values.
TEST(UniqueTableTest, AnAxisWithoutValuesReachesNoRow) {
  const Conditions all;
  const Conditions* const rows[] = {&all};
  const UniqueTable::Axis none{.input = Input::kKbli, .size = 0, .is_legal = {}};
  UniqueTable::Built built = UniqueTable::Build({ScaleAxis(), none}, rows);
  EXPECT_EQ(built.combinations, 0);
  EXPECT_THAT(built.faults, IsEmpty());
  EXPECT_THAT(built.unreachable_rows, ElementsAre(0));
  built.table.SetOutlines({0});
  EXPECT_EQ(built.table.Find(FactsWith(BusinessScale::kMicro, false)), -1);
}

// Rows are counted beyond what 16 bits hold.
TEST(UniqueTableTest, FindsTheLastOfManyRows) {
  std::vector<Conditions> conditions(40000, When(Input::kScale, Bit(0)));
  conditions.back() = Conditions();
  std::vector<const Conditions*> rows;
  for (const Conditions& each : conditions) rows.push_back(&each);
  const UniqueTable::Built built = UniqueTable::Build({ScaleAxis()}, rows);
  EXPECT_EQ(built.table.Find(FactsWith(BusinessScale::kMicro, false)), 39999);
}

// A set of groups that no code of the edition has.
TEST(UniqueTableTest, ASetThatDoesNotOccurHasNoCell) {
  const Conditions all;
  const Conditions* const rows[] = {&all};
  const UniqueTable::Axis groups{
      .input = Input::kKbli, .size = 2, .is_legal = {true, true}, .sets = {0, 1}, .mask = 3};
  const UniqueTable::Built built = UniqueTable::Build({groups}, rows);
  Facts facts;
  facts.SetBits(Input::kKbli, 1);
  EXPECT_EQ(built.table.Find(facts), 0);
  facts.SetBits(Input::kKbli, 2);
  EXPECT_EQ(built.table.Find(facts), -1);
}

TEST(UniqueTableTest, ReportsGaps) {
  const Conditions micro = When(Input::kScale, Bit(1));
  const Conditions* const rows[] = {&micro};
  const UniqueTable::Built built = UniqueTable::Build({ScaleAxis()}, rows);
  ASSERT_THAT(built.faults, SizeIs(3));
  EXPECT_THAT(built.faults[0].values, ElementsAre(2));
  EXPECT_THAT(built.faults[0].rows, IsEmpty());
}

TEST(UniqueTableTest, ReportsOverlapsAndDeadRows) {
  const Conditions all;
  const Conditions large = When(Input::kScale, Bit(4));
  const Conditions never = When(Input::kScale, Bit(0));
  const Conditions* const rows[] = {&all, &large, &never};
  const UniqueTable::Built built = UniqueTable::Build({ScaleAxis()}, rows);
  ASSERT_THAT(built.faults, SizeIs(1));
  EXPECT_THAT(built.faults[0].values, ElementsAre(4));
  EXPECT_THAT(built.faults[0].rows, ElementsAre(0, 1));
  EXPECT_THAT(built.unreachable_rows, ElementsAre(2));
}

TEST(ConditionsTest, EmptyMatchesAll) { EXPECT_TRUE(Conditions().Match(Facts())); }

TEST(ConditionsTest, ExcludedValuesDoNotMatch) {
  const Conditions not_micro = When(Input::kScale, Conditions::kAnything, Bit(1));
  EXPECT_FALSE(not_micro.Match(FactsWith(BusinessScale::kMicro, false)));
  EXPECT_TRUE(not_micro.Match(FactsWith(BusinessScale::kLarge, false)));
}

TEST(ConditionsTest, ASetMatchesByOneOfItsValues) {
  Facts port;
  port.SetBits(Input::kLocation, Bit(1) | Bit(2));
  EXPECT_TRUE(When(Input::kLocation, Bit(2)).Match(port));
  EXPECT_FALSE(When(Input::kLocation, Bit(3)).Match(port));
  EXPECT_FALSE(When(Input::kLocation, Conditions::kAnything, Bit(1)).Match(port));
}

TEST(ConditionsTest, AnEmptySetHasNothingExcluded) {
  Facts nothing;
  nothing.SetBits(Input::kPermit, 0);
  EXPECT_TRUE(When(Input::kPermit, Conditions::kAnything, Bit(3)).Match(nothing));
  EXPECT_FALSE(When(Input::kPermit, Bit(3)).Match(nothing));
}

TEST(InputsTest, NamesGoBothWays) {
  for (int i = 0; i < kInputCount; ++i) {
    const auto input = static_cast<Input>(i);
    EXPECT_EQ(InputByName(Name(input)), input);
  }
  EXPECT_EQ(InputByName("colour"), std::nullopt);
}

}  // namespace
}  // namespace izin
