#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckRulesetHeaderTest, TheIdIsTheNameOfTheFolder) {
  SmallRules rules;
  rules.With("ruleset.textproto", "ruleset { id: \"other\" }");
  EXPECT_THAT(
      rules.FaultsOf(CheckRulesetHeader),
      ElementsAre("rulesets/r/ruleset.textproto:1:11: error: id \"other\": want the name of "
                  "its folder, rulesets/r"));
}

TEST(CheckRulesetHeaderTest, TheIdCanStandInAPin) {
  SmallRules rules;
  rules.With("ruleset.textproto", "ruleset { id: \"r@1\" }");
  EXPECT_THAT(rules.FaultsOf(CheckRulesetHeader),
              ElementsAre("rulesets/r/ruleset.textproto:1:11: error: id \"r@1\": want letters, "
                          "digits, '-', '_' and '.' only"));
}

TEST(CheckRulesetHeaderTest, DatesAreInOrder) {
  SmallRules rules;
  rules.With("ruleset.textproto", R"(
ruleset { id: "r" effective_from: "2025-06-05"
  effective_to: "2025-06-04"
  gap { from: "2021-02-02" to: "2021-02-01" } })");
  rules.out.effective_from = absl::CivilDay(2025, 6, 5);
  rules.out.effective_to = absl::CivilDay(2025, 6, 4);
  EXPECT_THAT(rules.FaultsOf(CheckRulesetHeader),
              ElementsAre("rulesets/r/ruleset.textproto:2:3: error: effective_to \"2025-06-04\" "
                          "before effective_from \"2025-06-05\"",
                          "rulesets/r/ruleset.textproto:3:3: error: a gap from \"2021-02-02\" to "
                          "\"2021-02-01\": want it to end on or after its first day"));
}

TEST(CheckRulesetHeaderTest, TheProvinceWithoutRegenciesIsOne) {
  SmallRules rules;
  rules.out.regions = {{.code = "31", .name = "DKI Jakarta"}, {.code = "3171", .name = "Kota"}};
  rules.With("ruleset.textproto", "ruleset { id: \"r\" province_without_regencies: \"3171\" }");
  EXPECT_THAT(rules.FaultsOf(CheckRulesetHeader),
              ElementsAre("rulesets/r/ruleset.textproto:1:19: error: province_without_regencies "
                          "\"3171\": want a province of reference/regions.tsv"));
  rules.With("ruleset.textproto", "ruleset { id: \"r\" province_without_regencies: \"31\" }");
  EXPECT_THAT(rules.FaultsOf(CheckRulesetHeader), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
