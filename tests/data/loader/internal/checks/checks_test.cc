#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ChecksTest, RowsKnowTheRoleOfTheirTable) {
  CompiledRuleset in;
  Table& table = *in.mutable_rules()->add_table();
  table.set_id("t");
  table.set_role("SEA");
  in.mutable_rules()->add_row()->set_table("t");
  in.mutable_rules()->add_row()->set_table("another");
  const PositionIndex positions;
  const RulesetData out;
  const Checked checked = MakeChecked(in, out, positions, "rulesets/r");
  ASSERT_EQ(checked.rows.size(), 1U);
  EXPECT_EQ(checked.rows[0].role, TableRole::kSea);
  EXPECT_EQ(checked.PathOf("sea.textproto"), "rulesets/r/sea.textproto");
  EXPECT_EQ(checked.FindPermit("NIB"), nullptr);
  EXPECT_EQ(checked.FindOffice(-1), nullptr);
  EXPECT_EQ(checked.FindOffice(0), nullptr);
}

// Everything is missing, and no check minds the others' faults.
TEST(ChecksTest, AllRunOverNothing) {
  const std::vector<std::string> faults =
      SmallRules().FaultsOf([](const Checked& in, RuleIssues& out) {
        RunFirstChecks(in, out);
        RunChecks(in, out);
      });
  EXPECT_THAT(faults, Contains(HasSubstr("kbli/2020.tsv:1:1: error: the file is missing")));
  EXPECT_THAT(faults, Contains(HasSubstr("no table in role LAND")));
  EXPECT_THAT(faults,
              Contains(HasSubstr("rulesets/r/thresholds.textproto:1:1: error: the file is")));
  EXPECT_THAT(faults, Not(Contains(HasSubstr("missing office"))));
  EXPECT_THAT(faults, Contains(HasSubstr("offices.textproto:1:1: note: held back: 2 faults")));
}

TEST(ChecksTest, ThoseOfWhatIsResolvedDoNotMindAMissingFile) {
  const std::vector<std::string> faults = SmallRules().FaultsOf(RunChecks);
  EXPECT_THAT(faults, Contains(HasSubstr("missing office GOVERNOR")));
  EXPECT_THAT(faults, Contains(HasSubstr("missing permit NIB")));
  EXPECT_THAT(faults, Contains(AllOf(HasSubstr("missing notice"), HasSubstr("FUTURE_DATE"))));
}

// Of a compiled ruleset nothing but its own words says where things stand.
TEST(ChecksTest, EntriesOfACompiledRulesetStandWhereTheySay) {
  CompiledRuleset in;
  CommitmentEntry& entry = *in.mutable_rules()->add_commitment();
  entry.set_where("commitments.textproto:7");
  entry.set_due_months(-1);
  const PositionIndex positions;
  const RulesetData out;
  RuleIssues issues;
  CheckTerms(MakeChecked(in, out, positions, "rulesets/r"), issues);
  EXPECT_EQ(issues.ToString(), "commitments.textproto:7:1: error: due_months -1: want 0 to 1200\n");
}

}  // namespace
}  // namespace izin::internal
