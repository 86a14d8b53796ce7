// Rules compared entry by entry, with what each entry touches.

#include "service/review/rule_diff.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/render/api_words.h"
#include "service/review/rule_lists.h"
#include "tests/service/review/all_changes.h"
#include "tests/service/review/edited_rules.h"

namespace izin::testing {
namespace {

using internal::CompiledRuleset;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kPp28[] = "pp28-2025";

// "row land/land-13a then.permit[PKKPR].working_days: 25 -> 30 TIGHTENED"
std::vector<std::string> Lines(const std::vector<v1::RuleChange>& changes) {
  std::vector<std::string> lines;
  for (const v1::RuleChange& change : changes) {
    for (const v1::RuleDifference& one : change.differences()) {
      std::string line = absl::StrCat(change.list(), " ", change.entry(), " ", one.path(), ": ",
                                      one.from(), " -> ", one.to());
      for (int kind : one.reforms())
        absl::StrAppend(&line, " ", ApiWord(static_cast<v1::ReformKind>(kind)));
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

int Count(const RulesetDiff& diff, v1::ReformKind kind) {
  const auto found = diff.by_kind.find(kind);
  return found == diff.by_kind.end() ? 0 : found->second;
}

bool AllHave(const RulesetDiff& diff, const std::string& difference) {
  const std::vector<v1::RulesetChange> changes = AllChanges(diff);
  return !changes.empty() &&
         std::all_of(changes.begin(), changes.end(), [&](const v1::RulesetChange& one) {
           return std::any_of(one.differences().begin(), one.differences().end(),
                              [&](const v1::AnswerDifference& what) {
                                return absl::StrCat(what.subject(), " ", what.field(), ": ",
                                                    what.from(), " -> ", what.to()) == difference;
                              });
         });
}

TEST(RuleDiffTest, ALongerTermIsTightenedWhereverItStands) {
  const RulesetDiff diff = DiffOfEdit(kPp28, [](CompiledRuleset& rules) {
    LineOf(rules, "land-13a", "PKKPR")->set_working_days(30);
  });
  EXPECT_THAT(Lines(diff.rule_changes),
              ElementsAre("row land/land-13a then.permit[PKKPR].working_days: 25 -> 30 TIGHTENED"));
  const v1::RuleChange& row = diff.rule_changes.front();
  EXPECT_THAT(row.where(), ::testing::StartsWith("land.textproto:"));
  // Of every cell that it touches the term is another, and none beside them changes.
  EXPECT_EQ(row.cells(), static_cast<int>(diff.changes.size()));
  EXPECT_GT(row.cells(), 5000);
  EXPECT_GT(row.codes(), 1000);
  EXPECT_GE(row.possible_codes(), row.codes());
  EXPECT_THAT(row.kbli(), ElementsAre("*"));
  EXPECT_TRUE(AllHave(diff, "permit/PKKPR working_days: 25 -> 30"));
  EXPECT_EQ(Count(diff, v1::REFORM_KIND_TIGHTENED), row.cells());
  EXPECT_EQ(Count(diff, v1::REFORM_KIND_SIMPLIFIED), 0);
}

TEST(RuleDiffTest, AReportThatComesMoreOftenIsTightened) {
  const RulesetDiff diff = DiffOfEdit(kPp28, [](CompiledRuleset& rules) {
    for (internal::CommitmentEntry& one : *rules.mutable_rules()->mutable_commitment()) {
      if (one.code() == "LKPM" && one.every_months() == 6) one.set_every_months(3);
    }
  });
  EXPECT_THAT(Lines(diff.rule_changes),
              ElementsAre("commitment LKPM every_months: 6 -> 3 TIGHTENED"));
  EXPECT_TRUE(AllHave(diff, "commitment/LKPM every_months: 6 -> 3"));
  EXPECT_EQ(diff.rule_changes.front().cells(), static_cast<int>(diff.changes.size()));
  for (const v1::RulesetChange& change : AllChanges(diff))
    EXPECT_EQ(change.scale(), v1::BUSINESS_SCALE_SMALL);
}

TEST(RuleDiffTest, DeemedApprovalThatIsLostIsTightened) {
  const RulesetDiff diff = DiffOfEdit(kPp28, [](CompiledRuleset& rules) {
    LineOf(rules, "lic-3", "SS_TERVERIFIKASI")->set_deemed_approved(false);
  });
  EXPECT_THAT(Lines(diff.rule_changes),
              ElementsAre("row licences/lic-3 then.permit[SS_TERVERIFIKASI].deemed_approved: true "
                          "-> false TIGHTENED"));
  // Where the official page names another kind of licence, that one is not deemed approved any
  // more.
  int by_its_own_name = 0;
  for (const v1::RulesetChange& change : AllChanges(diff)) {
    ASSERT_THAT(change.differences(), SizeIs(1)) << change.ShortDebugString();
    const v1::AnswerDifference& lost = change.differences(0);
    EXPECT_EQ(lost.field() + lost.from() + lost.to(), "deemed_approvedtruefalse");
    EXPECT_THAT(change.reforms(), ElementsAre(v1::REFORM_KIND_TIGHTENED));
    by_its_own_name += lost.subject() == "permit/SS_TERVERIFIKASI" ? 1 : 0;
  }
  EXPECT_GT(by_its_own_name, 1000);
}

TEST(RuleDiffTest, OnePermitForAnotherIsRenamedInRowsAndAnswers) {
  const RulesetDiff diff = DiffOfEdit(kPp28, [](CompiledRuleset& rules) {
    LineOf(rules, "land-13a", "PKKPR")->set_code("KKPR_KONFIRMASI");
  });
  EXPECT_THAT(Lines(diff.rule_changes),
              ElementsAre("row land/land-13a then.permit: PKKPR -> KKPR_KONFIRMASI RENAMED"));
  EXPECT_TRUE(AllHave(diff, "permit/PKKPR replaced_by:  -> KKPR_KONFIRMASI"));
  EXPECT_EQ(Count(diff, v1::REFORM_KIND_RENAMED), static_cast<int>(diff.changes.size()));
}

TEST(RuleDiffTest, ATextTouchesTheAnswersThatShowIt) {
  const RulesetDiff diff = DiffOfEdit(kPp28, [](CompiledRuleset& rules) {
    for (internal::NoticeEntry& notice : *rules.mutable_rules()->mutable_notice()) {
      if (notice.code() == "CONDITION_TO_CHECK") notice.mutable_title()->set_en("Mind this");
    }
  });
  ASSERT_THAT(diff.rule_changes, SizeIs(1));
  EXPECT_EQ(diff.rule_changes.front().list(), "notice");
  EXPECT_EQ(diff.rule_changes.front().entry(), "CONDITION_TO_CHECK");
  EXPECT_GT(diff.rule_changes.front().cells(), 0);
  EXPECT_THAT(AllChanges(diff), IsEmpty());  // words alone
}

TEST(RuleDiffTest, AHolidayTouchesNoCellOfItsOwn) {
  const RulesetDiff diff = DiffOfEdit(
      kPp28, [](CompiledRuleset& rules) { rules.mutable_holiday()->DeleteSubrange(0, 1); });
  ASSERT_THAT(diff.rule_changes, SizeIs(1));
  const v1::RuleChange& holiday = diff.rule_changes.front();
  EXPECT_EQ(holiday.list(), "holiday");
  EXPECT_EQ(holiday.entry(), Shipped(kPp28).rules->holiday(0).date());
  EXPECT_THAT(holiday.reforms(), ElementsAre(v1::REFORM_KIND_REMOVED));
  EXPECT_EQ(holiday.cells(), 0);
  EXPECT_EQ(holiday.possible_codes(), 0);
}

TEST(RuleDiffTest, ALineOfTheMatrixTouchesItsCode) {
  const RulesetDiff diff = DiffOfEdit(kPp28, [](CompiledRuleset& rules) {
    for (internal::MatrixLine& line : *rules.mutable_matrix()) {
      if (line.code() == "56101" && line.scope() == 1) line.set_large("T");
    }
  });
  ASSERT_THAT(Lines(diff.rule_changes), SizeIs(1));
  const v1::RuleChange& line = diff.rule_changes.front();
  EXPECT_EQ(line.entry(), "56101-1");
  EXPECT_THAT(line.kbli(), ElementsAre("56101"));
  EXPECT_EQ(line.codes(), 1);
  EXPECT_EQ(diff.risk_raised, static_cast<int>(diff.changes.size()));
}

// A row that only a zone brings stands on no cell where nothing else is known.
TEST(RuleDiffTest, WhatOnlyMoreKnowledgeBringsIsPossible) {
  const RulesetDiff diff = DiffOfEdit(kPp28, [](CompiledRuleset& rules) {
    LineOf(rules, "land-3", "RKKPR")->set_working_days_with_repairs(21);
  });
  ASSERT_THAT(diff.rule_changes, SizeIs(1));
  EXPECT_EQ(diff.rule_changes.front().cells(), 0);
  EXPECT_GT(diff.rule_changes.front().possible_codes(), 1000);
  EXPECT_THAT(AllChanges(diff), IsEmpty());
}

TEST(RuleDiffTest, RulesDoNotDifferFromThemselves) {
  for (const char* id : {"pp24-2018", kPp28})
    EXPECT_THAT(CompareRules(*Shipped(id).rules, *Shipped(id).rules), IsEmpty()) << id;
}

TEST(RuleDiffTest, OrderOfAListIsToldOnce) {
  CompiledRuleset later = *Shipped(kPp28).rules;
  later.mutable_rules()->mutable_permit()->SwapElements(0, 1);
  const std::vector<v1::RuleChange> changes = CompareRules(*Shipped(kPp28).rules, later);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes.front().list(), "order");
  EXPECT_EQ(changes.front().entry(), "permit");
}

// A list without a key would tell of its entries as a whole, by all that they say.
TEST(RuleListsTest, EveryListHasAKey) {
  const std::vector<RuleList> lists = ListsOf(*Shipped(kPp28).rules);
  EXPECT_THAT(lists, SizeIs(::testing::Ge(28U)));
  std::set<std::string> names;
  for (const RuleList& list : lists) {
    EXPECT_TRUE(IsKeyed(list.name())) << list.name();
    EXPECT_TRUE(names.insert(list.name()).second) << list.name();
  }
}

TEST(RuleListsTest, KeysTellEntriesApart) {
  for (const RuleList& list : ListsOf(*Shipped(kPp28).rules)) {
    std::set<std::string> keys;
    int twice = 0;
    for (int i = 0; i < list.size(); ++i)
      twice += keys.insert(KeyOf(list.name(), list.At(i))).second ? 0 : 1;
    // Of commitments some codes stand twice, under conditions that exclude each other.
    EXPECT_LE(twice, list.name() == "commitment" ? 30 : 0) << list.name();
  }
}

}  // namespace
}  // namespace izin::testing
