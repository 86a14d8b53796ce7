// The one ruleset that is needed: the one that the whole library would find.

#include "service/rulesets/needed_ruleset.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

TEST(NeededRulesetTest, IsTheOneThatTheWholeLibraryFindsForADay) {
  for (absl::CivilDay day : {absl::CivilDay(2019, 1, 1), absl::CivilDay(2025, 6, 5), kToday}) {
    const auto library = EmbeddedFor("", day);
    ASSERT_TRUE(library.ok()) << library.status();
    ASSERT_EQ((*library)->rulesets().size(), 1U) << day;
    EXPECT_EQ((*library)->latest().versioned_name(),
              (*Library()->InForceOn(day))->versioned_name());
  }
}

TEST(NeededRulesetTest, IsTheOneThatAPinNames) {
  for (const auto& ruleset : Library()->rulesets()) {
    for (const std::string& pin : {ruleset->data().id, ruleset->versioned_name()}) {
      const auto library = EmbeddedFor(pin, kToday);
      ASSERT_TRUE(library.ok()) << library.status();
      ASSERT_EQ((*library)->rulesets().size(), 1U) << pin;
      EXPECT_EQ((*library)->latest().versioned_name(), ruleset->versioned_name());
    }
  }
}

TEST(NeededRulesetTest, IsToldInFullWhereThereIsNone) {
  for (const std::string pin : {"", "none", "@"}) {
    const absl::CivilDay before(1999, 1, 1);
    const auto library = EmbeddedFor(pin, before);
    ASSERT_TRUE(library.ok()) << library.status();
    const auto found = pin.empty() ? (*library)->InForceOn(before) : (*library)->Find(pin);
    const auto whole = pin.empty() ? Library()->InForceOn(before) : Library()->Find(pin);
    EXPECT_FALSE(found.ok());
    EXPECT_EQ(found.status(), whole.status());
  }
}

}  // namespace
}  // namespace izin::testing
