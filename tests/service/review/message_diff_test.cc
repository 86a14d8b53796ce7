// Entries of the rules compared field by field.

#include "service/review/message_diff.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/bundle.pb.h"
#include "service/render/api_words.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "every_months: 6 -> 3 TIGHTENED"
std::vector<std::string> Lines(const std::vector<v1::RuleDifference>& differences) {
  std::vector<std::string> lines;
  for (const v1::RuleDifference& one : differences) {
    std::string line = absl::StrCat(one.path(), ": ", one.from(), " -> ", one.to());
    for (int kind : one.reforms())
      absl::StrAppend(&line, " ", ApiWord(static_cast<v1::ReformKind>(kind)));
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> OfRows(const std::string& from, const std::string& to) {
  return Lines(CompareEntries("row", FromText<internal::Row>(from), FromText<internal::Row>(to)));
}

TEST(MessageDiffTest, ATermOfAPermitInARow) {
  EXPECT_THAT(OfRows("id: 'a' then { permit { code: 'PKKPR' working_days: 25 } }",
                     "id: 'a' then { permit { code: 'PKKPR' working_days: 30 } }"),
              ElementsAre("then.permit[PKKPR].working_days: 25 -> 30 TIGHTENED"));
}

TEST(MessageDiffTest, OnePermitInThePlaceOfAnother) {
  EXPECT_THAT(
      OfRows("then { permit { code: 'KKPR' automatic: true } permit { code: 'NIB' } }",
             "then { permit { code: 'PKKPR' working_days: 25 } permit { code: 'NIB' } }"),
      ElementsAre("then.permit: KKPR -> PKKPR RENAMED", "then.permit[PKKPR].working_days: 0 -> 25",
                  "then.permit[PKKPR].automatic: true -> false TIGHTENED"));
}

TEST(MessageDiffTest, PermitsAndCommitmentsMoreAndLess) {
  EXPECT_THAT(OfRows("then { permit { code: 'A' } commitment: 'X' }",
                     "then { permit { code: 'A' } permit { code: 'B' } permit { code: 'C' } }"),
              ElementsAre("then.permit[]:  -> B ADDED", "then.permit[]:  -> C ADDED",
                          "then.commitment[]: X ->  REMOVED SIMPLIFIED"));
}

TEST(MessageDiffTest, ConditionsAndTheLaw) {
  EXPECT_THAT(
      OfRows("when { scale: 'MICRO' scale: 'SMALL' } legal_basis { regulation: 'PP' provision: '1' "
             "verification: 'UNVERIFIED' }",
             "when { scale: 'SMALL' scale: 'LARGE' } legal_basis { regulation: 'PP' provision: '1' "
             "verification: 'SECONDARY' }"),
      ElementsAre("when.scale[]: MICRO -> LARGE",
                  "legal_basis[PP 1].verification: UNVERIFIED -> SECONDARY"));
}

TEST(MessageDiffTest, OneProvisionInThePlaceOfAnother) {
  EXPECT_THAT(OfRows("legal_basis { regulation: 'PP' provision: '1' url: 'a' }",
                     "legal_basis { regulation: 'PP' provision: '2' url: 'b' }"),
              ElementsAre("legal_basis: PP 1 -> PP 2", "legal_basis[PP 2].url: a -> b"));
}

TEST(MessageDiffTest, OrderIsContent) {
  EXPECT_THAT(
      OfRows("when { scale: 'MICRO' scale: 'SMALL' }", "when { scale: 'SMALL' scale: 'MICRO' }"),
      ElementsAre("when.scale.order: MICRO, SMALL -> SMALL, MICRO"));
  EXPECT_THAT(OfRows("then { permit { code: 'A' } permit { code: 'B' } }",
                     "then { permit { code: 'B' } permit { code: 'A' } }"),
              ElementsAre("then.permit.order: A, B -> B, A"));
}

TEST(MessageDiffTest, WhatIsSaidTwiceIsNotSaidOnce) {
  EXPECT_THAT(OfRows("when { scale: 'MICRO' }", "when { scale: 'MICRO' scale: 'MICRO' }"),
              ElementsAre("when.scale[]:  -> MICRO"));
  EXPECT_THAT(OfRows("then { permit { code: 'A' } }",
                     "then { permit { code: 'A' } permit { code: 'A' working_days: 3 } }"),
              ElementsAre("then.permit[]:  -> A#2 ADDED"));
}

TEST(MessageDiffTest, AnEmptyMessageIsNotNone) {
  EXPECT_THAT(OfRows("when {}", ""), ElementsAre("when: {} -> "));
}

TEST(MessageDiffTest, TheLineOfAFileIsNoContent) {
  EXPECT_THAT(OfRows("where: 'land.textproto:1'", "where: 'land.textproto:2'"), IsEmpty());
}

TEST(MessageDiffTest, ListsBetweenBars) {
  internal::OfficialRowLine from;
  internal::OfficialRowLine to;
  from.set_requirements("A|B:7");
  to.set_requirements("A|C|D");
  from.set_authority("ap-1");
  to.set_authority("ap-2");
  from.set_term_days("7");
  to.set_term_days("14");
  EXPECT_THAT(Lines(CompareEntries("official_row", from, to)),
              ElementsAre("term_days: 7 -> 14 TIGHTENED", "authority[]: ap-1 -> ap-2 DELEGATED",
                          "requirements[]: B:7 -> C, D REMOVED ADDED TIGHTENED"));
  to = from;
  to.set_requirements("A||B:7");
  EXPECT_THAT(CompareEntries("official_row", from, to), ::testing::SizeIs(1));
}

TEST(MessageDiffTest, NomenclatureAndOffices) {
  EXPECT_THAT(
      Lines(CompareEntries("permit", FromText<internal::PermitEntry>("title { id: 'a' en: 'b' }"),
                           FromText<internal::PermitEntry>("title { id: 'c' en: 'b' }"))),
      ElementsAre("title.id: a -> c RENAMED"));
  EXPECT_THAT(Lines(CompareEntries("notice", FromText<internal::NoticeEntry>("title { id: 'a' }"),
                                   FromText<internal::NoticeEntry>("title { id: 'c' }"))),
              ElementsAre("title.id: a -> c"));
  EXPECT_THAT(Lines(CompareEntries("office", FromText<internal::OfficeEntry>("kind: 'MINISTER'"),
                                   FromText<internal::OfficeEntry>("kind: 'GOVERNOR'"))),
              ElementsAre("kind: MINISTER -> GOVERNOR DELEGATED"));
}

TEST(MessageDiffTest, KeysThatStandTwiceAreNumbered) {
  std::vector<std::string> keys = {"a", "b", "a", ""};
  NumberDuplicates(keys);
  EXPECT_THAT(keys, ElementsAre("a", "b", "a#2", "#1"));
}

TEST(MessageDiffTest, ReorderedIsWhatBothHoldInAnotherOrder) {
  std::string from;
  std::string to;
  EXPECT_FALSE(IsReordered({"a", "x", "b"}, {"y", "a", "b"}, from, to));
  EXPECT_TRUE(IsReordered({"x", "a", "b"}, {"b", "y", "a"}, from, to));
  EXPECT_EQ(from + to, "ab");
  EXPECT_FALSE(IsReordered({}, {"a"}, from, to));
}

}  // namespace
}  // namespace izin::testing
