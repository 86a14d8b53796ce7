// Keys lose nothing where they are packed, and only what cannot matter where they are narrowed.

#include "service/reclassify/activity_key.h"

#include <random>
#include <set>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(Pack, TellsEveryFieldApart) {
  std::set<std::array<std::uint64_t, 3>> packed = {Pack(ActivityKey())->words};
  const auto add = [&packed](auto change) {
    ActivityKey key;
    change(key);
    const std::optional<PackedKey> one = Pack(key);
    ASSERT_TRUE(one.has_value());
    EXPECT_TRUE(packed.insert(one->words).second);
  };
  add([](ActivityKey& key) { key.code = 99'999; });
  add([](ActivityKey& key) { key.scope_code = 99'999; });
  add([](ActivityKey& key) { key.scope_number = 999; });
  add([](ActivityKey& key) { key.held = 20'000; });
  add([](ActivityKey& key) { key.regions = 20'002; });
  add([](ActivityKey& key) { key.parameters = 20'000; });
  add([](ActivityKey& key) { key.legal_form = 20'000; });
  add([](ActivityKey& key) { key.from = 15; });
  for (std::uint8_t ActivityKey::*field :
       {&ActivityKey::edition, &ActivityKey::scale, &ActivityKey::locations, &ActivityKey::flags,
        &ActivityKey::zone, &ActivityKey::extent, &ActivityKey::rdtr, &ActivityKey::land_condition,
        &ActivityKey::forest_function, &ActivityKey::forest_use, &ActivityKey::construction,
        &ActivityKey::environment, &ActivityKey::actor_type, &ActivityKey::capital,
        &ActivityKey::annual_sales, &ActivityKey::settled_days, &ActivityKey::distance,
        &ActivityKey::land_area})
    add([field](ActivityKey& key) { key.*field = 3; });
}

TEST(Pack, RefusesWhatHasNoRoom) {
  ActivityKey key;
  key.settled_days = 16;
  EXPECT_FALSE(Pack(key).has_value());
  key = {};
  key.held = 1U << 16;
  EXPECT_FALSE(Pack(key).has_value());
}

ActivityKey Full() {
  ActivityKey key;
  key.scale = 1;
  key.locations = 1 << static_cast<int>(LocationType::kLand);
  key.held = 7;
  key.capital = 2;
  key.annual_sales = 2;
  key.actor_type = static_cast<std::uint8_t>(ActorType::kIndividual);
  key.rdtr = 2;
  key.zone = 1;
  key.land_condition = 1;
  key.construction = 1;
  return key;
}

TEST(DropUnread, KeepsWhatIsRead) {
  ActivityKey key = Full();
  DropUnread(CodeInputs::kAll, key);
  EXPECT_EQ(key.rdtr, 2);
  EXPECT_EQ(key.construction, 1);
  EXPECT_EQ(key.actor_type, static_cast<std::uint8_t>(ActorType::kIndividual));
  EXPECT_EQ(key.held, 0U);
  EXPECT_EQ(key.capital, 0);
}

TEST(DropUnread, DropsWhatNoRuleReads) {
  ActivityKey key = Full();
  DropUnread(0, key);
  EXPECT_EQ(key.rdtr, 0);
  EXPECT_EQ(key.construction, 0);
  EXPECT_EQ(key.actor_type, 0);
  // They are checked against each other.
  EXPECT_EQ(key.zone, 1);
  EXPECT_EQ(key.land_condition, 1);
}

TEST(DropUnread, KeepsAmountsThatDeriveTheScaleOrBoundForeignCapital) {
  ActivityKey key = Full();
  key.scale = 0;
  DropUnread(0, key);
  EXPECT_EQ(key.capital, 2);
  EXPECT_EQ(key.annual_sales, 2);
  key = Full();
  key.flags = 1;  // foreign
  DropUnread(0, key);
  EXPECT_EQ(key.capital, 2);
  key = Full();
  key.actor_type = static_cast<std::uint8_t>(ActorType::kForeignEntity);
  DropUnread(0, key);
  EXPECT_EQ(key.capital, 2);
  EXPECT_NE(key.actor_type, 0);
}

TEST(DropUnread, KeepsPermitsHeldInAForest) {
  ActivityKey key = Full();
  key.locations = 1 << static_cast<int>(LocationType::kForest);
  DropUnread(0, key);
  EXPECT_EQ(key.held, 7U);
}

TEST(Sides, LieBetweenTheLimits) {
  const Sides sides({10, 5, 10});
  EXPECT_EQ(sides.Of(0), 0);
  EXPECT_EQ(sides.Of(5), 1);
  EXPECT_EQ(sides.Of(5.1), 2);
  EXPECT_EQ(sides.Of(11), 3);
}

TEST(TextNumbers, AreTheSameForTheSameTextAndBounded) {
  TextNumbers numbers;
  EXPECT_EQ(numbers.NumberOf(""), 0U);
  const auto nib = numbers.NumberOf("NIB");
  EXPECT_EQ(numbers.NumberOf("NIB"), nib);
  EXPECT_NE(numbers.NumberOf("NIB|SS"), nib);
  EXPECT_FALSE(numbers.NumberOf(std::string(TextNumbers::kMaxBytes + 1, 'x')).has_value());
  for (std::size_t i = 0; i < TextNumbers::kMost; ++i) numbers.NumberOf(std::to_string(i));
  EXPECT_FALSE(numbers.NumberOf("one too many").has_value());
  EXPECT_EQ(numbers.NumberOf("NIB"), nib);
}

}  // namespace
}  // namespace izin
