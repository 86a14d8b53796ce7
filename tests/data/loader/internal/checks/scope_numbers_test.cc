#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Matrix(const std::string& lines) {
  return "code\tscope\tlabel\tmicro\tsmall\tmedium\tlarge\tsuspect\tonly\n" + lines;
}

TEST(CheckScopeNumbersTest, FromOneToThreeDigits) {
  SmallRules rules;
  rules.With("risk_matrix.tsv",
             Matrix("55101\t1\ta\tR\tR\tR\tR\t\t\n55101\t999\ta\tR\tR\tR\tR\t\t\n"));
  EXPECT_THAT(rules.FaultsOf(CheckScopeNumbers), IsEmpty());
  rules.With("risk_matrix.tsv",
             Matrix("55101\t0\ta\tR\tR\tR\tR\t\t\n55101\t1000\ta\tR\tR\tR\tR\t\t\n"));
  EXPECT_THAT(rules.FaultsOf(CheckScopeNumbers),
              ElementsAre("rulesets/r/risk_matrix.tsv:2:7: error: scope 0: want 1 to 999",
                          "rulesets/r/risk_matrix.tsv:3:7: error: scope 1000: want 1 to 999"));
}

}  // namespace
}  // namespace izin::internal
