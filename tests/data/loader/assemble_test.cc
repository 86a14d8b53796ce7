#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/compile.h"
#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

TEST(AssembleTest, WhatShipsHasNoFault) {
  for (const char* id : {"pp28-2025", "pp24-2018"})
    EXPECT_THAT(FaultsOf(RealTree(id)), ::testing::IsEmpty()) << id;
}

TEST(AssembleTest, GivesTheRulesetItsFingerprint) {
  PositionIndex positions;
  RuleIssues issues;
  const internal::CompiledRuleset compiled = ParseSources(RealTree("pp24-2018"), positions, issues);
  const std::shared_ptr<const Ruleset> ruleset = Assemble(compiled, positions, "abc", issues);
  ASSERT_NE(ruleset, nullptr) << issues.ToString();
  EXPECT_EQ(ruleset->versioned_name(), "rulesets/pp24-2018@abc");
}

TEST(AssembleTest, NothingGivesNullAndAFault) {
  RuleIssues issues;
  EXPECT_EQ(Assemble(internal::CompiledRuleset(), PositionIndex(), "", issues), nullptr);
  EXPECT_EQ(issues.ToString(),
            "rulesets/?/ruleset.textproto:1:1: error: the file is missing or holds no `ruleset`: "
            "every ruleset needs it\n"
            "rulesets/?/ruleset.textproto:1:1: note: held back: what else the ruleset holds is "
            "checked once its kbli_edition is known\n");
}

// What was compiled is checked as its text was: nothing that a check refuses can come in by a
// bundle.
TEST(AssembleTest, ACompiledRulesetIsCheckedToo) {
  PositionIndex positions;
  RuleIssues issues;
  internal::CompiledRuleset compiled = ParseSources(RealTree("pp24-2018"), positions, issues);
  ASSERT_FALSE(issues.has_errors());
  compiled.clear_kbli_2020();
  compiled.mutable_region()->SwapElements(0, 1);
  EXPECT_EQ(Assemble(compiled, PositionIndex(), "abc", issues), nullptr);
  EXPECT_THAT(issues.Sorted(), Tells("kbli/2020.tsv", 1, "the file is missing"));
  EXPECT_THAT(issues.Sorted(), Tells("reference/regions.tsv", 3, "line for 11 is out of order"));
}

}  // namespace
}  // namespace izin
