// What the rules read of a code.

#include "service/reclassify/code_inputs.h"

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::Library;

const Ruleset& Of(const char* id) { return **Library()->Find(id); }

TEST(CodeInputs, HoldWhatEveryCodeIsReadFor) {
  const CodeInputs inputs({&Of("pp28-2025")});
  const InputBits restaurant = inputs.ReadFor(KbliEdition::k2025, 56101);
  for (Input input : {Input::kScale, Input::kRisk, Input::kLocation, Input::kLandCondition})
    EXPECT_NE(restaurant & BitOfInput(input), 0U) << Name(input);
}

TEST(CodeInputs, AreThoseOfTheCounterpartsInTheOtherEdition) {
  const Ruleset& ruleset = Of("pp28-2025");
  const CodeInputs inputs({&ruleset});
  for (int i = 0; i < ruleset.kbli(KbliEdition::k2020).subclass_count(); ++i) {
    const KbliCode old = ruleset.kbli(KbliEdition::k2020).CodeAt(i);
    const InputBits read =
        inputs.ReadFor(KbliEdition::k2020, static_cast<std::uint32_t>(old.number()));
    for (KbliCode code :
         ruleset.data().conversion.CounterpartsOf(old, KbliEdition::k2020, KbliEdition::k2025)) {
      const InputBits one =
          inputs.ReadFor(KbliEdition::k2025, static_cast<std::uint32_t>(code.number()));
      EXPECT_EQ(one & ~read, 0U) << old.ToString() << " became " << code.ToString();
    }
  }
}

TEST(CodeInputs, AreAllWhereTheEditionIsNotKnown) {
  const CodeInputs inputs({&Of("pp28-2025")});
  EXPECT_EQ(inputs.ReadFor(KbliEdition::kUnspecified, 56101), CodeInputs::kAll);
  EXPECT_EQ(inputs.ReadFor(KbliEdition::k2025, 100'000), CodeInputs::kAll);
}

}  // namespace
}  // namespace izin
