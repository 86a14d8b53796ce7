#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::string Missing(const std::string& path) {
  return path + ":1:1: error: the file is missing or holds no entry: every ruleset needs it";
}

TEST(CheckRequiredSourcesTest, NamesEachFileThatIsMissing) {
  SmallRules rules;
  rules.With("ruleset.textproto", "ruleset { id: \"r\" }");
  EXPECT_THAT(
      rules.FaultsOf(CheckRequiredSources),
      ElementsAre(
          Missing("kbli/2020.tsv"), Missing("kbli/2025.tsv"), Missing("kbli/conversion.tsv"),
          Missing("reference/holidays.tsv"), Missing("reference/legal_forms.tsv"),
          Missing("reference/regions.tsv"), Missing("rulesets/r/commitments.textproto"),
          Missing("rulesets/r/notices.textproto"), Missing("rulesets/r/offices.textproto"),
          Missing("rulesets/r/permits.textproto"), Missing("rulesets/r/thresholds.textproto")));
}

TEST(CheckRequiredSourcesTest, AsksForWhatTheHeaderPromises) {
  SmallRules rules;
  rules.With("ruleset.textproto",
             "ruleset { id: \"r\" has_risk_levels: true official_basis {} possible_basis {} }");
  EXPECT_THAT(rules.FaultsOf(CheckRequiredSources),
              IsSupersetOf({HasSubstr("rulesets/r/risk_matrix.tsv:1:1: error: the file is missing"),
                            HasSubstr("rulesets/r/scoring.textproto:1:1: error: the file is"),
                            HasSubstr("rulesets/r/official_rows.tsv:1:1: error: the file is"),
                            HasSubstr("rulesets/r/possible_rows.tsv:1:1: error: the file is")}));
}

TEST(CheckRequiredSourcesTest, AHeaderAloneIsNotEnough) {
  SmallRules rules;
  rules.With("kbli/2020.tsv", "code\tparent\ttitle\n");
  rules.With("kbli/2025.tsv", "code\tparent\ttitle\nA\t\tPERTANIAN\n");
  const std::vector<std::string> faults = rules.FaultsOf(CheckRequiredSources);
  EXPECT_THAT(faults, Contains(Missing("kbli/2020.tsv")));
  EXPECT_THAT(faults, Not(Contains(HasSubstr("kbli/2025.tsv"))));
}

}  // namespace
}  // namespace izin::internal
