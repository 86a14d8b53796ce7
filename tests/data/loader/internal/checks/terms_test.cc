#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;

TEST(CheckTermsTest, DaysOfRowsAreInRange) {
  SmallRules rules;
  rules.With("land.textproto", R"(
table { id: "t" role: "LAND" }
row { id: "a" then { permit { code: "P" working_days: -1 } } }
row { id: "b" then { permit { code: "P" working_days: 5 working_days_with_repairs: 4 } } }
row { id: "c" then { permit { code: "P" working_days_with_repairs: 10001 } } })");
  EXPECT_THAT(rules.FaultsOf(CheckTerms),
              ElementsAre("rulesets/r/land.textproto:2:41: error: working_days -1: want 0 to 10000",
                          "rulesets/r/land.textproto:3:22: error: permit P: want working_days <= "
                          "working_days_with_repairs",
                          "rulesets/r/land.textproto:4:41: error: working_days_with_repairs 10001: "
                          "want 0 to 10000"));
}

TEST(CheckTermsTest, TermsOfCommitmentsAreInRange) {
  SmallRules rules;
  rules.With("commitments.textproto", R"(
commitment { code: "C"
  due_working_days: -1
  due_calendar_days: -2
  due_months: -3
  every_months: 1201
})");
  EXPECT_THAT(
      rules.FaultsOf(CheckTerms),
      ElementsAre("rulesets/r/commitments.textproto:2:3: error: due_working_days -1: want 0 "
                  "to 10000",
                  "rulesets/r/commitments.textproto:3:3: error: due_calendar_days -2: want 0 "
                  "to 10000",
                  "rulesets/r/commitments.textproto:4:3: error: due_months -3: want 0 to "
                  "1200",
                  "rulesets/r/commitments.textproto:5:3: error: every_months 1201: want 0 to "
                  "1200"));
}

TEST(CheckTermsTest, TermsOfPagesAreInRange) {
  SmallRules rules;
  rules.With("official_rows.tsv",
             "code\tscope\tscale\tlicence\tdocument\tterm_days\tauthority\trequirements\t"
             "obligations\tsuspect\n55101\t1\tSMALL\tSS\t\t-7\t\t\t\t\n");
  rules.out.official_rows.push_back({.term_days = -7});
  rules.out.page_commitments.push_back({.code = "D", .every_months = -1});
  EXPECT_THAT(
      rules.FaultsOf(CheckTerms),
      ElementsAre("rulesets/r/official_rows.tsv:1:1: error: duty D: want a term of at most "
                  "10000 days or 1200 months, and a period of 0 to 1200 months",
                  "rulesets/r/official_rows.tsv:2:19: error: term_days -7: want 0 to 10000"));
}

}  // namespace
}  // namespace izin::internal
