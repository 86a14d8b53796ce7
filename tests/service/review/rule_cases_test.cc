// Runs the cases that stand with each ruleset: a situation, a request and what must come out.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/source_tree.h"
#include "service/review/cases.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::Library;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<internal::Case> CasesOf(const std::string& id) {
  const absl::StatusOr<SourceTree> sources = ReadSourceTree("data", id);
  EXPECT_TRUE(sources.ok()) << sources.status();
  RuleIssues issues;
  std::vector<internal::Case> cases = ReadCases(*sources, issues);
  EXPECT_FALSE(issues.has_errors()) << issues.ToString();
  return cases;
}

class RuleCasesTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Rulesets, RuleCasesTest, ::testing::Values("pp24-2018", "pp28-2025"),
                         [](const auto& tested) { return tested.param.substr(0, 4); });

TEST_P(RuleCasesTest, ComeOutAsExpected) {
  const std::vector<internal::Case> cases = CasesOf(GetParam());
  EXPECT_GE(cases.size(), 50U);
  RowsReached reached;
  for (const CaseMiss& miss : RunCases(cases, "rulesets/" + GetParam(), Library(), &reached))
    ADD_FAILURE() << miss.name << "\n" << miss.difference;
  for (const DecisionTable& table : (*Library()->Find(GetParam()))->data().tables) {
    for (const TableRow& row : table.rows)
      EXPECT_TRUE(reached.contains(row.id)) << "no case reaches " << row.id;
  }
}

TEST_P(RuleCasesTest, AreToldInASentenceOfTheirOwn) {
  for (const internal::Case& item : CasesOf(GetParam())) {
    EXPECT_TRUE(!item.situation().empty() && item.situation().back() == '.') << item.name();
  }
}

// The runner itself: an answer that differs is told apart.
TEST(RuleCases, AWrongExpectationIsReported) {
  const v1::Classification answer = *Answer(testing::SoundRequest());
  internal::Case tested;
  internal::Expectation& expect = *tested.mutable_expect();
  expect.set_outcome(v1::OUTCOME_DECIDED);
  expect.set_risk_level(v1::RISK_LEVEL_MEDIUM_LOW);
  EXPECT_EQ(DifferenceOf(tested, answer), "");
  expect.add_permits("NIB");
  EXPECT_THAT(DifferenceOf(tested, answer), HasSubstr("permits: want [NIB]"));
  expect.clear_permits();
  expect.set_no_permits(true);
  EXPECT_THAT(DifferenceOf(tested, answer), HasSubstr("permits: want []"));
  expect.set_no_permits(false);
  expect.add_commitments("NOTHING");
  EXPECT_THAT(DifferenceOf(tested, answer), HasSubstr("commitments: want NOTHING"));
  expect.clear_commitments();
  expect.add_permit()->set_code("PKKPR");
  EXPECT_THAT(DifferenceOf(tested, answer), HasSubstr("PKKPR working_days: want 0, got 25"));
}

TEST(RuleCases, AMissSaysWhereTheCaseStandsAndWhatWouldHold) {
  const SourceTree sources = {{"rulesets/x/cases/a.textproto",
                               "# A comment.\n\ncase {\n  name: \"A\"\n  source: \"by hand\"\n"
                               "  request { activity { kbli_code: \"47512\" locations: "
                               "LOCATION_TYPE_LAND scale: BUSINESS_SCALE_MICRO } }\n"
                               "  expect { outcome: OUTCOME_REFUSED }\n}\n"}};
  RuleIssues issues;
  const std::vector<internal::Case> cases = ReadCases(sources, issues);
  ASSERT_FALSE(issues.has_errors()) << issues.ToString();
  const std::vector<CaseMiss> misses =
      RunCases(cases, "rulesets/pp28-2025", Library(), /*reached=*/nullptr);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].where, "rulesets/x/cases/a.textproto:3:1");
  EXPECT_THAT(misses[0].difference,
              HasSubstr("outcome: want OUTCOME_REFUSED, got OUTCOME_DECIDED\n"));
  EXPECT_THAT(misses[0].as_answered, HasSubstr("    outcome: OUTCOME_DECIDED\n"));
}

TEST(RuleCases, GeneratedAndUnsourcedCasesAreRefused) {
  const SourceTree sources = {{"rulesets/x/cases/a.textproto",
                               "case { name: \"A\" source: \"generated from the ruleset\" }\n"
                               "case { name: \"A\" }\n"}};
  RuleIssues issues;
  ReadCases(sources, issues);
  EXPECT_THAT(issues.ToString(), HasSubstr("a.textproto:1:1: error: case A is generated"));
  EXPECT_THAT(issues.ToString(), HasSubstr("a.textproto:2:1: error: a second case \"A\""));
  EXPECT_THAT(issues.ToString(), HasSubstr("a.textproto:2:1: error: case A: missing source"));
}

// Which licence goes with which level is read from the table, so that a row that gives another is
// told by every page at its level.
TEST(RuleCases, TheLicenceOfALevelIsThatOfTheTable) {
  RulesetData data = Library()->latest().data();
  const auto izin = std::find_if(data.permits.begin(), data.permits.end(),
                                 [](const Permit& permit) { return permit.code == "IZIN"; });
  ASSERT_NE(izin, data.permits.end());
  for (DecisionTable& table : data.tables) {
    if (table.role != TableRole::kLicences) continue;
    for (TableRow& row : table.rows) {
      for (RowPermit& line : row.permits) {
        if (data.permits[static_cast<std::size_t>(line.permit)].code == "SS")
          line.permit = static_cast<int>(izin - data.permits.begin());
      }
    }
  }
  EXPECT_GT(RowsAgainstLevel(Ruleset(std::move(data))).size(), 100U);
}

TEST(RuleCases, OnlyTheTaxiPagesNameAnotherLicenceThanTheLevel) {
  EXPECT_THAT(
      RowsAgainstLevel(Library()->latest()),
      ::testing::ElementsAre("49293-1 MICRO", "49293-1 SMALL", "49293-1 MEDIUM", "49293-1 LARGE"));
}

}  // namespace
}  // namespace izin
