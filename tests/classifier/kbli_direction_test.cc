// A risk ruleset keyed by KBLI 2020, asked with codes of both editions. What is expected is read by
// hand from risk_matrix.tsv and conversion.tsv of tests/data/rulesets-2020.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "tests/classifier/real_ruleset.h"
#include "tests/classifier/ruleset_of_2020.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Candidates;
using testing::Code;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::PermitCodes;
using testing::RulesetOf2020;

constexpr BusinessScale kScales[] = {BusinessScale::kMicro, BusinessScale::kSmall,
                                     BusinessScale::kMedium, BusinessScale::kLarge};

BusinessActivity Of(KbliEdition edition, const std::string& code,
                    BusinessScale scale = BusinessScale::kLarge) {
  BusinessActivity activity = Activity(code, scale);
  activity.edition = edition;
  return activity;
}

Decision Ask(KbliEdition edition, const std::string& code,
             BusinessScale scale = BusinessScale::kLarge) {
  return Classify(RulesetOf2020(), Of(edition, code, scale));
}

// "MR": decided at that level. "MR?": scopes differ, that is the highest. "MR!": a person must
// review, that is the highest. "-": the scale is not offered. "none": no scope at all.
std::string InShort(const Decision& decision) {
  static constexpr const char* kLevels[] = {"", "R", "MR", "MT", "T"};
  const std::string level = kLevels[static_cast<int>(decision.risk_level)];
  switch (decision.outcome) {
    case Outcome::kDecided:
      return level;
    case Outcome::kScopeRequired:
      return level + "?";
    case Outcome::kCodeReviewRequired:
      return level + "!";
    case Outcome::kScaleNotOffered:
      return "-" + level;
    case Outcome::kNotLicensedViaOss:
      return "none" + level;
    default:
      return "unexpected";
  }
}

std::string LevelsOf(KbliEdition edition, const std::string& code) {
  std::vector<std::string> levels;
  for (BusinessScale scale : kScales) levels.push_back(InShort(Ask(edition, code, scale)));
  return absl::StrJoin(levels, " ");
}

// The warnings as they are read, in English.
std::vector<std::string> Said(const Decision& decision) {
  std::vector<std::string> said;
  for (const WarningDecision& warning : decision.warnings) {
    if (warning.notice->code == "UNVERIFIED_RULE" ||
        warning.notice->code == "AUTHORITY_NOT_CONFIRMED")
      continue;  // every row of the test data is unverified
    said.push_back(warning.notice->code + ": " +
                   absl::StrReplaceAll(warning.notice->detail().en,
                                       {{"{value}", warning.value}, {"{other}", warning.other}}));
  }
  return said;
}

// ------------------------------------------------------------------ codes of the ruleset's edition

struct OwnCode {
  const char* code;
  const char* levels;  // micro, small, medium, large
};

class EachCodeOf2020 : public ::testing::TestWithParam<OwnCode> {};

TEST_P(EachCodeOf2020, IsReadAsItStands) {
  const OwnCode& expected = GetParam();
  EXPECT_EQ(LevelsOf(KbliEdition::k2020, expected.code), expected.levels);
  const Decision decision = Ask(KbliEdition::k2020, expected.code);
  EXPECT_EQ(decision.code.ToString(), expected.code);
  EXPECT_EQ(decision.edition, KbliEdition::k2020);
  ASSERT_NE(decision.entry, nullptr);
  EXPECT_EQ(decision.entry->code, expected.code);
  EXPECT_THAT(Said(decision), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Unchanged, EachCodeOf2020,
    ::testing::Values(OwnCode{"01111", "R R MR T?"}, OwnCode{"01287", "R R R MR"},
                      OwnCode{"06202", "- - T T"}, OwnCode{"10291", "MR MR MR MR"},
                      OwnCode{"16102", "R MR MT T"}, OwnCode{"32300", "R R MR MR"},
                      OwnCode{"41019", "MT MT MT MT"}, OwnCode{"58130", "R R R R"},
                      OwnCode{"74115", "- R R R"}),
    [](const auto& tested) { return std::string("K") + tested.param.code; });

INSTANTIATE_TEST_SUITE_P(
    Renumbered, EachCodeOf2020,
    ::testing::Values(OwnCode{"10762", "MR MR MT MT"}, OwnCode{"10763", "R R MR MR"},
                      OwnCode{"03213", "MT MT T T"}, OwnCode{"03217", "R R R MR"},
                      OwnCode{"11032", "MR MT MT T"}, OwnCode{"11040", "R R MR MR"},
                      OwnCode{"45402", "R R R R"}, OwnCode{"46632", "MR MR MR MT"},
                      OwnCode{"49414", "T? T? T? T?"}),
    [](const auto& tested) { return std::string("K") + tested.param.code; });

INSTANTIATE_TEST_SUITE_P(
    Merged, EachCodeOf2020,
    ::testing::Values(OwnCode{"01118", "R R MR MT"}, OwnCode{"01119", "R MR MR MR"},
                      OwnCode{"02402", "MT MT MT MT"}, OwnCode{"02403", "R R R R"},
                      OwnCode{"24206", "- - T T"}, OwnCode{"32907", "T T T T"},
                      OwnCode{"20123", "R R MT MT"}, OwnCode{"20124", "MR MR MR T"},
                      OwnCode{"20125", "- - - MR"}, OwnCode{"37011", "R R MR MR"},
                      OwnCode{"02404", "R R R MR"}, OwnCode{"10222", "R R R R"},
                      OwnCode{"46414", "R R R R"}),
    [](const auto& tested) { return std::string("K") + tested.param.code; });

INSTANTIATE_TEST_SUITE_P(
    Split, EachCodeOf2020,
    ::testing::Values(OwnCode{"01302", "R R MT? MT?"}, OwnCode{"01612", "R R R R"},
                      OwnCode{"05100", "T? T? T T"}, OwnCode{"64400", "- - MT MT"},
                      OwnCode{"10110", "MR MR MT T"}, OwnCode{"02409", "MT? MT? MT? T?"},
                      OwnCode{"10221", "MR MR MR MT"}, OwnCode{"46419", "R R MR MT"}),
    [](const auto& tested) { return std::string("K") + tested.param.code; });

INSTANTIATE_TEST_SUITE_P(WithoutASuccessor, EachCodeOf2020,
                         ::testing::Values(OwnCode{"61925", "MT MT MT MT"}),
                         [](const auto& tested) { return std::string("K") + tested.param.code; });

// The codes above are all that the matrix has.
TEST(KbliDirectionTest, TheMatrixHasFortyCodes) {
  const Ruleset& ruleset = RulesetOf2020();
  int codes = 0;
  for (int i = 0; i < ruleset.kbli().subclass_count(); ++i)
    codes += ruleset.scopes_of(i).empty() ? 0 : 1;
  EXPECT_EQ(codes, 40);
  EXPECT_EQ(9 + 9 + 13 + 8 + 1, 40);
}

// ------------------------------------------------------------------------ codes of the other
// edition

struct NewCode {
  const char* code;
  const char* old_code;  // the one applied
  const char* levels;
  std::vector<std::string> said;
};

class ANewCode : public ::testing::TestWithParam<NewCode> {};

TEST_P(ANewCode, IsAnsweredAsItsOnePredecessor) {
  const NewCode& expected = GetParam();
  EXPECT_EQ(LevelsOf(KbliEdition::k2025, expected.code), expected.levels);
  const Decision decision = Ask(KbliEdition::k2025, expected.code);
  EXPECT_EQ(decision.code.ToString(), expected.old_code);
  EXPECT_EQ(decision.edition, KbliEdition::k2020);
  ASSERT_NE(decision.entry, nullptr);
  EXPECT_EQ(decision.entry, RulesetOf2020().kbli().Find(expected.old_code));
  EXPECT_EQ(Said(decision), expected.said);
}

INSTANTIATE_TEST_SUITE_P(Unchanged, ANewCode,
                         ::testing::Values(NewCode{"01111", "01111", "R R MR T?", {}},
                                           NewCode{"01287", "01287", "R R R MR", {}},
                                           NewCode{"06202", "06202", "- - T T", {}},
                                           NewCode{"10291", "10291", "MR MR MR MR", {}},
                                           NewCode{"16102", "16102", "R MR MT T", {}},
                                           NewCode{"32300", "32300", "R R MR MR", {}},
                                           NewCode{"41019", "41019", "MT MT MT MT", {}},
                                           NewCode{"58130", "58130", "R R R R", {}},
                                           NewCode{"74115", "74115", "- R R R", {}}),
                         [](const auto& tested) { return std::string("K") + tested.param.code; });

// 03213, 10762, 11040 and 46632 are numbers of both editions, for different activities.
INSTANTIATE_TEST_SUITE_P(
    Renumbered, ANewCode,
    ::testing::Values(
        NewCode{"10797", "10762", "MR MR MT MT", {"CODE_RENUMBERED: Code 10762 became 10797."}},
        NewCode{"10762", "10763", "R R MR MR", {"CODE_RENUMBERED: Code 10763 became 10762."}},
        NewCode{"03212", "03213", "MT MT T T", {"CODE_RENUMBERED: Code 03213 became 03212."}},
        NewCode{"03213", "03217", "R R R MR", {"CODE_RENUMBERED: Code 03217 became 03213."}},
        NewCode{"11040", "11032", "MR MT MT T", {"CODE_RENUMBERED: Code 11032 became 11040."}},
        NewCode{"11053", "11040", "R R MR MR", {"CODE_RENUMBERED: Code 11040 became 11053."}},
        NewCode{"46632", "45402", "R R R R", {"CODE_RENUMBERED: Code 45402 became 46632."}},
        NewCode{"46732", "46632", "MR MR MR MT", {"CODE_RENUMBERED: Code 46632 became 46732."}},
        NewCode{"49214", "49414", "T? T? T? T?", {"CODE_RENUMBERED: Code 49414 became 49214."}},
        NewCode{"14302",
                "14303",
                "none none none none",
                {"CODE_RENUMBERED: Code 14303 became 14302."}}),
    [](const auto& tested) { return std::string("K") + tested.param.code; });

// The old code covers more than the new one: its scopes may be another activity's.
#define IZIN_MERGED(old_code, new_code)             \
  "CODE_MERGED: Code " old_code " became " new_code \
  " and other codes. Check that the scope still fits the activity."
#define IZIN_RENUMBERED(old_code, new_code) \
  "CODE_RENUMBERED: Code " old_code " became " new_code "."

INSTANTIATE_TEST_SUITE_P(
    PartOfASplitCode, ANewCode,
    ::testing::Values(NewCode{"01302", "01302", "R R MT? MT?", {IZIN_MERGED("01302", "01302")}},
                      NewCode{"01309",
                              "01302",
                              "R R MT? MT?",
                              {IZIN_MERGED("01302", "01309"), IZIN_RENUMBERED("01302", "01309")}},
                      NewCode{"01612", "01612", "R R R R", {IZIN_MERGED("01612", "01612")}},
                      NewCode{"01615",
                              "01612",
                              "R R R R",
                              {IZIN_MERGED("01612", "01615"), IZIN_RENUMBERED("01612", "01615")}},
                      NewCode{"01616",
                              "01612",
                              "R R R R",
                              {IZIN_MERGED("01612", "01616"), IZIN_RENUMBERED("01612", "01616")}},
                      NewCode{"05101",
                              "05100",
                              "T? T? T T",
                              {IZIN_MERGED("05100", "05101"), IZIN_RENUMBERED("05100", "05101")}},
                      NewCode{"05102",
                              "05100",
                              "T? T? T T",
                              {IZIN_MERGED("05100", "05102"), IZIN_RENUMBERED("05100", "05102")}},
                      NewCode{"66116",
                              "64400",
                              "- - MT MT",
                              {IZIN_MERGED("64400", "66116"), IZIN_RENUMBERED("64400", "66116")}},
                      NewCode{"66292",
                              "64400",
                              "- - MT MT",
                              {IZIN_MERGED("64400", "66292"), IZIN_RENUMBERED("64400", "66292")}},
                      NewCode{"10111",
                              "10110",
                              "MR MR MT T",
                              {IZIN_MERGED("10110", "10111"), IZIN_RENUMBERED("10110", "10111")}},
                      NewCode{"10112",
                              "10110",
                              "MR MR MT T",
                              {IZIN_MERGED("10110", "10112"), IZIN_RENUMBERED("10110", "10112")}},
                      NewCode{"10119",
                              "10110",
                              "MR MR MT T",
                              {IZIN_MERGED("10110", "10119"), IZIN_RENUMBERED("10110", "10119")}},
                      NewCode{"02401",
                              "02409",
                              "MT? MT? MT? T?",
                              {IZIN_MERGED("02409", "02401"), IZIN_RENUMBERED("02409", "02401")}},
                      NewCode{"10217",
                              "10221",
                              "MR MR MR MT",
                              {IZIN_MERGED("10221", "10217"), IZIN_RENUMBERED("10221", "10217")}},
                      NewCode{"46415",
                              "46419",
                              "R R MR MT",
                              {IZIN_MERGED("46419", "46415"), IZIN_RENUMBERED("46419", "46415")}}),
    [](const auto& tested) { return std::string("K") + tested.param.code; });

struct ReviewedCode {
  const char* code;
  const char* levels;                   // the highest of the predecessors
  std::vector<std::string> candidates;  // at LARGE: scope, level
};

class ANewCodeOfSeveral : public ::testing::TestWithParam<ReviewedCode> {};

TEST_P(ANewCodeOfSeveral, NeedsAReviewAmongTheScopesOfAll) {
  const ReviewedCode& expected = GetParam();
  EXPECT_EQ(LevelsOf(KbliEdition::k2025, expected.code), expected.levels);
  const Decision decision = Ask(KbliEdition::k2025, expected.code);
  EXPECT_EQ(decision.code.ToString(), expected.code);
  EXPECT_EQ(decision.edition, KbliEdition::k2025);
  EXPECT_EQ(decision.entry, RulesetOf2020().kbli(KbliEdition::k2025).Find(expected.code));
  EXPECT_EQ(Candidates(decision), expected.candidates);
  EXPECT_THAT(PermitCodes(decision), IsEmpty());
  EXPECT_EQ(decision.authority.office, nullptr);
  EXPECT_FALSE(decision.stages.may_prepare);
  EXPECT_THAT(Said(decision), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Merged, ANewCodeOfSeveral,
    ::testing::Values(
        ReviewedCode{"01118", "R! MR! MR! MT!", {"01118-1 3", "01119-1 2"}},
        ReviewedCode{"02101", "MT! MT! MT! MT!", {"02402-1 3", "02403-1 1"}},
        ReviewedCode{"24206", "T! T! T! T!", {"24206-1 4", "32907-1 4"}},
        ReviewedCode{"20122", "MR! MR! MT! T!", {"20123-1 3", "20124-1 4", "20125-1 2"}},
        // 37012 has no scope.
        ReviewedCode{"37001", "R! R! MR! MR!", {"37011-1 2", "37012 0"}},
        // Its own number first.
        ReviewedCode{"02409", "MT! MT! MT! T!", {"02409-1 2", "02409-2 4", "02404-1 2"}},
        ReviewedCode{"10297", "MR! MR! MR! MT!", {"10221-1 3", "10222-1 1"}},
        ReviewedCode{"46414", "R! R! MR! MT!", {"46414-1 1", "46419-1 3"}}),
    [](const auto& tested) { return std::string("K") + tested.param.code; });

// No line of the table leads back from 84232.
INSTANTIATE_TEST_SUITE_P(WithoutAPredecessor, ANewCodeOfSeveral,
                         ::testing::Values(ReviewedCode{"84232", "! ! ! !", {}}),
                         [](const auto& tested) { return std::string("K") + tested.param.code; });

TEST(KbliDirectionTest, EachNewCodeIsAskedAbove) {
  EXPECT_EQ(RulesetOf2020().kbli(KbliEdition::k2025).subclass_count(), 9 + 10 + 15 + 8 + 1 + 1);
}

// The one that is left: its predecessor is not in the data.
TEST(KbliDirectionTest, APredecessorThatTheSnapshotLacksNeedsReview) {
  EXPECT_EQ(LevelsOf(KbliEdition::k2025, "15122"), "! ! ! !");
  const Decision decision = Ask(KbliEdition::k2025, "15122");
  EXPECT_THAT(decision.candidates, IsEmpty());
  EXPECT_THAT(Said(decision),
              ElementsAre("CODE_NOT_IN_SNAPSHOT: The test data do not hold code 15123.",
                          IZIN_RENUMBERED("15123", "15122")));
  EXPECT_EQ(InShort(Ask(KbliEdition::k2020, "15123")), "!");
}

// ------------------------------------------------------------------------------ scopes and
// questions

std::vector<std::string> Asked(const Decision& decision, QuestionField field) {
  std::vector<std::string> values;
  for (const QuestionDecision& asked : decision.questions) {
    if (asked.field != field) continue;
    for (std::uint32_t i = 0; i < asked.count; ++i) {
      const std::size_t at = decision.question_values[asked.first + i];
      values.push_back(decision.code_index < 0
                           ? decision.candidates[at].scope->id
                           : decision.ruleset->scopes_of(decision.code_index)[at].id);
    }
  }
  return values;
}

TEST(KbliDirectionTest, AReviewAsksForAScopeOfThePredecessors) {
  EXPECT_THAT(Asked(Ask(KbliEdition::k2025, "02409"), QuestionField::kScopeId),
              ElementsAre("02409-1", "02409-2", "02404-1"));
  // A predecessor without a scope is no answer to the question.
  EXPECT_THAT(Asked(Ask(KbliEdition::k2025, "37001"), QuestionField::kScopeId),
              ElementsAre("37011-1"));
  EXPECT_THAT(Ask(KbliEdition::k2025, "84232").questions, IsEmpty());
}

TEST(KbliDirectionTest, ScopesThatDifferAreThoseOfThePredecessor) {
  const Decision decision = Ask(KbliEdition::k2025, "01309");
  EXPECT_THAT(Candidates(decision), ElementsAre("01302-1 2", "01302-2 3"));
  EXPECT_THAT(Asked(decision, QuestionField::kScopeId), ElementsAre("01302-1", "01302-2"));
  EXPECT_THAT(PermitCodes(decision), ElementsAre("NIB", "SS_TERVERIFIKASI"));
}

TEST(KbliDirectionTest, AChosenScopeChoosesAmongThePredecessors) {
  BusinessActivity activity = Of(KbliEdition::k2025, "02409");
  activity.scope = ScopeChoice{.code = Code("02404"), .number = 1};
  const Decision decision = Classify(RulesetOf2020(), activity);
  EXPECT_EQ(InShort(decision), "MR");
  EXPECT_EQ(decision.code, Code("02404"));
  ASSERT_NE(decision.scope, nullptr);
  EXPECT_EQ(decision.scope->id, "02404-1");
  EXPECT_THAT(Said(decision), ElementsAre(IZIN_RENUMBERED("02404", "02409")));
  EXPECT_THAT(PermitCodes(decision), ElementsAre("NIB", "SS"));

  activity.scope = ScopeChoice{.code = Code("02409"), .number = 2};
  const Decision own = Classify(RulesetOf2020(), activity);
  EXPECT_EQ(InShort(own), "T");
  EXPECT_THAT(Said(own), IsEmpty());
}

TEST(KbliDirectionTest, AChosenScopeOfTheOnePredecessorDecides) {
  BusinessActivity activity = Of(KbliEdition::k2025, "05101", BusinessScale::kMicro);
  activity.scope = ScopeChoice{.code = Code("05100"), .number = 2};
  const Decision decision = Classify(RulesetOf2020(), activity);
  EXPECT_EQ(InShort(decision), "MT");
  ASSERT_NE(decision.scope, nullptr);
  EXPECT_EQ(decision.scope->id, "05100-2");
}

// ------------------------------------------------------------------------------ a ruleset without
// levels

// PP 24/2018 reads KBLI 2020 too, but has neither levels nor scopes.
TEST(KbliDirectionTest, WithoutLevelsSeveralPredecessorsAreAskedForByCode) {
  const Decision decision = Classify(testing::OldRuleset(), Of(KbliEdition::k2025, "20122"));
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  EXPECT_EQ(decision.risk_level, RiskLevel::kUnspecified);
  EXPECT_THAT(decision.candidates, IsEmpty());
  EXPECT_THAT(decision.warnings, ElementsAre(::testing::Field(
                                     &WarningDecision::notice,
                                     testing::OldRuleset().FindNotice("SCALE_BY_PP_7_2021"))));
  ASSERT_EQ(decision.questions.size(), 1U);
  EXPECT_EQ(decision.questions[0].field, QuestionField::kKbliCode);
  EXPECT_THAT(decision.question_values, ElementsAre(0, 1, 2));
  EXPECT_THAT(testing::OldRuleset().data().conversion.CounterpartsOf(
                  Code("20122"), KbliEdition::k2025, KbliEdition::k2020),
              ElementsAre(Code("20123"), Code("20124"), Code("20125")));
}

TEST(KbliDirectionTest, WithoutLevelsNothingIsSaidOfASplitPredecessor) {
  const Decision decision = Classify(testing::OldRuleset(), Of(KbliEdition::k2025, "01309"));
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_EQ(decision.code, Code("01302"));
  EXPECT_THAT(testing::WarningCodes(decision), ::testing::Contains("CODE_RENUMBERED"));
  EXPECT_THAT(testing::WarningCodes(decision), ::testing::Not(::testing::Contains("CODE_MERGED")));
}

// The same rules keyed by KBLI 2025: 01612 of KBLI 2020 has three successors, 01612 of KBLI 2025
// one predecessor.
TEST(KbliDirectionTest, WithoutLevelsSeveralSuccessorsAreAskedForByCode) {
  SourceTree tree = *ReadSourceTree("data", "pp24-2018");
  std::string& header = tree["rulesets/pp24-2018/ruleset.textproto"];
  ASSERT_EQ(absl::StrReplaceAll({{"kbli_edition: \"2020\"", "kbli_edition: \"2025\""}}, &header),
            1);
  RuleIssues issues;
  const absl::StatusOr<BuiltRuleset> built = BuildRuleset(tree, issues);
  ASSERT_TRUE(built.ok()) << issues.ToString();
  const Decision decision = Classify(*built->ruleset, Of(KbliEdition::k2020, "01612"));
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  ASSERT_EQ(decision.questions.size(), 1U);
  EXPECT_EQ(decision.questions[0].field, QuestionField::kKbliCode);
  EXPECT_THAT(decision.question_values, ElementsAre(0, 1, 2));
}

TEST(KbliDirectionTest, WithoutLevelsAScopeChoosesNothing) {
  BusinessActivity activity = Of(KbliEdition::k2025, "20122");
  activity.scope = ScopeChoice{.code = Code("20123"), .number = 1};
  const Decision decision = Classify(testing::OldRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
}

}  // namespace
}  // namespace izin
