#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SmallRules LicencesBy(const std::string& input) {
  SmallRules rules;
  rules.With(
      "licences.textproto",
      "table { id: \"t\" role: \"LICENCES\"\n  input: [\"risk\", \"zone\", \"" + input + "\"] }");
  return rules;
}

TEST(CheckAssessedInputsTest, AnAssessmentKnowsTheLevelAlone) {
  for (const std::string input : {"scale", "sea_distance", "licence_office", "location", "kbli"}) {
    EXPECT_THAT(LicencesBy(input).FaultsOf(CheckAssessedInputs),
                ElementsAre("rulesets/r/licences.textproto:2:3: error: input \"" + input +
                            "\" of a table in role LICENCES: want risk, or an input that may be "
                            "unknown, since an assessment of risk knows the level alone"));
  }
}

TEST(CheckAssessedInputsTest, WhatMayBeUnknownPasses) {
  for (const std::string input : {"land_condition", "foreign", "extent"})
    EXPECT_THAT(LicencesBy(input).FaultsOf(CheckAssessedInputs), IsEmpty()) << input;
}

TEST(CheckAssessedInputsTest, WithoutLevelsNothingIsAssessed) {
  SmallRules rules = LicencesBy("kbli");
  rules.out.has_risk_levels = false;
  EXPECT_THAT(rules.FaultsOf(CheckAssessedInputs), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
