#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kPatterns[] = "kbli\tscale\tcodes_keyed\tcodes_alike\tpattern\n";
constexpr char kRows[] =
    "code\tscope\tscale\tlicence\tdocument\tterm_days\tauthority\trequirements\tobligations\t"
    "suspect\n";

// A category C with one code in each of six divisions, of which the first `pages` have a page.
SmallRules WithPages(int pages, const std::string& scale, const std::string& patterns) {
  SmallRules rules;
  std::vector<KbliEntry> entries = {{.code = "C", .parent = "", .title = "X"}};
  std::string rows = kRows;
  for (int i = 10; i < 16; ++i) {
    const std::string division = absl::StrCat(i);
    entries.push_back({.code = division, .parent = "C", .title = "X"});
    entries.push_back({.code = division + "1", .parent = division, .title = "X"});
    entries.push_back({.code = division + "11", .parent = division + "1", .title = "X"});
    entries.push_back({.code = division + "111", .parent = division + "11", .title = "X"});
    if (i - 10 < pages) absl::StrAppend(&rows, division, "111\t1\t", scale, "\tSS\t\t\t\t\t\t\n");
  }
  rules.out.kbli_2025 =
      std::make_shared<const KbliCatalogue>(KbliEdition::k2025, std::move(entries));
  rules.With("official_rows.tsv", rows).With("authority_patterns.tsv", kPatterns + patterns);
  return rules;
}

TEST(CheckPatternDivisionsTest, ACategoryNeedsFive) {
  const std::string pattern = "C\tLARGE\t62\t60\tany -> GOVERNOR";
  EXPECT_THAT(WithPages(5, "LARGE", pattern).FaultsOf(CheckPatternDivisions), IsEmpty());
  EXPECT_THAT(WithPages(4, "LARGE", pattern).FaultsOf(CheckPatternDivisions),
              ElementsAre("rulesets/r/authority_patterns.tsv:2:1: error: category C at scale LARGE "
                          "has official rows of 4 divisions: want 5 or more"));
}

TEST(CheckPatternDivisionsTest, PagesOfAnotherScaleDoNotCount) {
  EXPECT_THAT(
      WithPages(6, "SMALL", "C\tLARGE\t62\t60\tany -> GOVERNOR").FaultsOf(CheckPatternDivisions),
      ElementsAre(::testing::HasSubstr("has official rows of 0 divisions")));
}

TEST(CheckPatternDivisionsTest, ADivisionNeedsNone) {
  EXPECT_THAT(
      WithPages(1, "LARGE", "10\tLARGE\t3\t3\tany -> GOVERNOR").FaultsOf(CheckPatternDivisions),
      IsEmpty());
}

}  // namespace
}  // namespace izin::internal
