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
  const auto code = [](const char* text) { return *KbliCode::Parse(text); };
  diff.changes.AddReview(code("01289"));
  diff.changes.Add({.code = code("56101"),
                    .scope_id = "56101-1",
                    .scale = BusinessScale::kMicro,
                    .location = LocationType::kLand},
                   {.from_risk = RiskLevel::kLow,
                    .to_risk = RiskLevel::kMediumLow,
                    .permits_added = {"PKKPR"},
                    .permits_removed = {"IZIN_LOKASI"},
                    .commitments_added = {"X", "Y"},
                    .differences = {{"permit/NIB", "working_days", "1", "2"}},
                    .reforms = {v1::REFORM_KIND_RENAMED, v1::REFORM_KIND_ADDED}});
  diff.changes.Add(
      {.code = code("56101"), .scale = BusinessScale::kLarge, .location = LocationType::kSea}, {});
  diff.rule_changes.push_back(FromText<v1::RuleChange>(R"pb(list: "permit" entry: "NIB")pb"));
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
