// A comparison as spreadsheets and the API read it.

#include "service/review/diff_print.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::EndsWith;

RulesetDiff SmallDiff() {
  RulesetDiff diff;
  diff.from = "rulesets/a@1";
  diff.cells = 24;
  diff.risk_raised = 1;
  const auto changes = FromText<v1::DiffRulesetsResponse>(R"pb(
    changes { kbli_code: "01289" }
    changes {
      kbli_code: "56101"
      scope_id: "56101-1"
      scale: BUSINESS_SCALE_MICRO
      location: LOCATION_TYPE_LAND
      from_risk: RISK_LEVEL_LOW
      to_risk: RISK_LEVEL_MEDIUM_LOW
      permits_added: "PKKPR"
      permits_removed: "IZIN_LOKASI"
      commitments_added: [ "X", "Y" ]
      reforms: [ REFORM_KIND_RENAMED, REFORM_KIND_ADDED ]
      differences { subject: "permit/NIB" field: "working_days" from: "1" to: "2" }
    }
    changes { kbli_code: "56101" scale: BUSINESS_SCALE_LARGE location: LOCATION_TYPE_SEA }
    rule_changes { list: "permit" entry: "NIB" }
  )pb");
  diff.changes.assign(changes.changes().begin(), changes.changes().end());
  diff.rule_changes.assign(changes.rule_changes().begin(), changes.rule_changes().end());
  return diff;
}

TEST(DiffPrintTest, CsvHasALineAChange) {
  EXPECT_EQ(DiffCsv(ToResponse(SmallDiff())),
            "kbli_code,scope_id,scale,location,from_risk,to_risk,permits_added,permits_removed,"
            "commitments_added,commitments_removed,reforms,differences\n"
            "01289,,,,,,,,,,,\n"
            "56101,56101-1,MICRO,LAND,LOW,MEDIUM_LOW,PKKPR,IZIN_LOKASI,X|Y,,RENAMED|ADDED,"
            "permit/NIB working_days: 1 -> 2\n"
            "56101,,LARGE,SEA,,,,,,,,\n");
}

TEST(DiffPrintTest, CsvQuotesCommasQuotesAndLineBreaks) {
  v1::DiffRulesetsResponse diff;
  v1::RulesetChange& change = *diff.add_changes();
  change.set_kbli_code("a,b");
  change.set_scope_id("say \"c\"");
  change.add_permits_added("d\ne");
  change.add_permits_added("f");
  change.add_permits_removed("plain");
  EXPECT_THAT(DiffCsv(diff), EndsWith("\n\"a,b\",\"say \"\"c\"\"\",,,,,\"d\ne|f\",plain,,,,\n"));
}

TEST(DiffPrintTest, PagesGiveEveryChangeOnceAndThenTheRules) {
  const RulesetDiff diff = SmallDiff();
  EXPECT_EQ(ItemsOf(diff), 4);
  const v1::DiffRulesetsResponse first = ToResponse(diff, 0, 2);
  EXPECT_EQ(first.changes_size(), 2);
  EXPECT_EQ(first.total_changes(), 3);
  EXPECT_EQ(first.risk_raised(), 1);
  EXPECT_EQ(first.cells(), 24);
  EXPECT_EQ(first.from(), "rulesets/a@1");
  EXPECT_EQ(first.rule_changes_size(), 0);
  const v1::DiffRulesetsResponse last = ToResponse(diff, 2, 4);
  ASSERT_EQ(last.changes_size(), 1);
  EXPECT_EQ(last.changes(0).scale(), v1::BUSINESS_SCALE_LARGE);
  EXPECT_EQ(last.total_changes(), 3);
  ASSERT_EQ(last.rule_changes_size(), 1);
  EXPECT_EQ(last.rule_changes(0).entry(), "NIB");
  EXPECT_EQ(ToResponse(diff, 4, 4).changes_size(), 0);
}

}  // namespace
}  // namespace izin::testing
