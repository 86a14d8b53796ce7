#include "absl/strings/str_cat.h"

#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Matrix(const std::string& lines) {
  return "code\tscope\tlabel\tmicro\tsmall\tmedium\tlarge\tsuspect\tonly\n" + lines;
}

std::string Scopes(const std::string& code, int count) {
  std::string lines;
  for (int i = 1; i <= count; ++i) absl::StrAppend(&lines, code, "\t", i, "\ta\tR\tR\tR\tR\t\t\n");
  return lines;
}

TEST(CheckScopeCountTest, SixtyFourOfACodePass) {
  SmallRules rules;
  rules.With("risk_matrix.tsv", Matrix(Scopes("55101", 64) + Scopes("55102", 64)));
  EXPECT_THAT(rules.FaultsOf(CheckScopeCount), IsEmpty());
}

TEST(CheckScopeCountTest, OneMoreIsToldOnce) {
  SmallRules rules;
  rules.With("risk_matrix.tsv", Matrix(Scopes("55101", 64) + Scopes("55102", 70)));
  EXPECT_THAT(rules.FaultsOf(CheckScopeCount),
              ElementsAre("rulesets/r/risk_matrix.tsv:130:1: error: code 55102 has more than 64 "
                          "scopes"));
}

}  // namespace
}  // namespace izin::internal
