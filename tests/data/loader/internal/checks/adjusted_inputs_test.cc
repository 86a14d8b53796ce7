#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckAdjustedInputsTest, WhatTheAnswerSaysIsNotReadAsSomethingElse) {
  for (const std::string input : {"scale", "risk", "licence_office"}) {
    SmallRules rules;
    rules.With("adjust.textproto", TableWith("ADJUST", "adjust { input: \"" + input + "\" }"));
    EXPECT_THAT(rules.FaultsOf(CheckAdjustedInputs),
                ElementsAre("rulesets/r/adjust.textproto:2:32: error: row x adjusts \"" + input +
                            "\": want an input that only the activity says"));
  }
}

TEST(CheckAdjustedInputsTest, WhatTheActivitySaysMayBe) {
  SmallRules rules;
  rules.With("adjust.textproto", TableWith("ADJUST", R"(adjust { input: "land_condition" })"));
  EXPECT_THAT(rules.FaultsOf(CheckAdjustedInputs), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
