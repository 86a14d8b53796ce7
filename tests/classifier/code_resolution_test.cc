// From the code asked for to the code, scope and level that answer: conversions in both directions
// as the official table has them, suspect scopes, and what a review shows.

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Candidates;
using testing::Changed;
using testing::Code;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FindWarning;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::Not;
using testing::OldRuleset;
using testing::RealRuleset;
using testing::WarningCodes;

// "old -> new" of a warning of conversion, "" where it does not stand.
std::string Conversion(const Decision& decision, const char* code) {
  const WarningDecision* warning = FindWarning(decision, code);
  if (warning == nullptr) return "";
  return std::string(warning->value) + " -> " + std::string(warning->other);
}

Decision Of2020(const char* code, BusinessScale scale = BusinessScale::kLarge) {
  BusinessActivity activity = Activity(code, scale);
  activity.edition = KbliEdition::k2020;
  return Classify(RealRuleset(), activity);
}

// --- KBLI 2020 under PP 28/2025
// ---------------------------------------------------------------------------------------

struct Forward {
  const char* name;
  const char* code;
  const char* to;
  Outcome outcome;
  const char* renumbered = "";
  const char* merged = "";
};

class ForwardConversion : public ::testing::TestWithParam<Forward> {};

TEST_P(ForwardConversion, SaysWhatBecameOfTheOldNumber) {
  const Forward& expected = GetParam();
  const Decision decision = Of2020(expected.code);
  EXPECT_EQ(decision.outcome, expected.outcome);
  EXPECT_EQ(decision.code, Code(expected.to));
  EXPECT_EQ(decision.edition, KbliEdition::k2025);
  ASSERT_NE(decision.entry, nullptr);
  EXPECT_EQ(decision.entry, RealRuleset().kbli(KbliEdition::k2025).Find(expected.to));
  EXPECT_EQ(Conversion(decision, "CODE_RENUMBERED"), expected.renumbered);
  EXPECT_EQ(Conversion(decision, "CODE_MERGED"), expected.merged);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ForwardConversion,
    ::testing::Values(
        Forward{"Unchanged", "01111", "01111", Outcome::kDecided},
        Forward{"Renumbered", "62019", "62199", Outcome::kDecided, "62019 -> 62199"},
        Forward{"MergedUnderItsOwnNumber", "24206", "24206", Outcome::kDecided, "",
                "24206 -> 24206"},
        Forward{"MergedUnderAnother", "32907", "24206", Outcome::kDecided, "32907 -> 24206",
                "32907 -> 24206"},
        // Six codes of sericulture and the like became 01700, which has no scope on OSS.
        Forward{"MergedIntoOneWithoutScope", "01711", "01700", Outcome::kNotLicensedViaOss,
                "01711 -> 01700", "01711 -> 01700"},
        Forward{"RenumberedIntoOneWithoutScope", "02401", "02402", Outcome::kNotLicensedViaOss,
                "02401 -> 02402"}),
    [](const auto& tested) { return tested.param.name; });

TEST(ReviewTest, ShowsTheCodeAskedForInItsOwnEdition) {
  const Decision decision = Of2020("56101", BusinessScale::kMicro);
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  EXPECT_EQ(decision.edition, KbliEdition::k2020);
  EXPECT_EQ(decision.code_index, -1);
  EXPECT_EQ(decision.scale, BusinessScale::kMicro);
  ASSERT_NE(decision.entry, nullptr);
  EXPECT_EQ(decision.entry->title, "Restoran");  // of 2025: providing food in a building
  EXPECT_THAT(WarningCodes(decision), Not(Contains("CODE_RENUMBERED")));
}

TEST(ReviewTest, ASuccessorWithoutScopeIsACandidateByItsNumber) {
  // Coal: 05101 with five scopes, 05102 (lignite) with none.
  const Decision decision = Of2020("05100");
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  const std::vector<std::string> candidates = Candidates(decision);
  ASSERT_EQ(candidates.size(), 6U);
  EXPECT_EQ(candidates.back(), "05102 0");
  EXPECT_EQ(std::count(candidates.begin(), candidates.end(), "05102 0"), 1);
  for (std::size_t i = 0; i < 5; ++i) {
    ASSERT_NE(decision.candidates[i].scope, nullptr);
    EXPECT_EQ(decision.candidates[i].code, Code("05101"));
  }
}

TEST(ReviewTest, TheHighestLevelOfTheCandidatesIsGiven) {
  // Hotels of one to five stars: a scope up to 6,000 m2 at MEDIUM_LOW and one above it at
  // MEDIUM_HIGH.
  const Decision decision = Of2020("55110");
  EXPECT_EQ(decision.risk_level, RiskLevel::kMediumHigh);
  const std::vector<std::string> candidates = Candidates(decision);
  ASSERT_GE(candidates.size(), 2U);
  EXPECT_EQ(candidates[0], "55101-1 2");
  EXPECT_EQ(candidates[1], "55101-2 3");
}

TEST(ReviewTest, ACodeWhoseOnlySuccessorTheSnapshotLacks) {
  const Decision decision = Of2020("06201");
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  ASSERT_NE(FindWarning(decision, "CODE_NOT_IN_SNAPSHOT"), nullptr);
  EXPECT_EQ(FindWarning(decision, "CODE_NOT_IN_SNAPSHOT")->value, "06201");
  EXPECT_THAT(decision.candidates, IsEmpty());  // it is no candidate of its own review
  EXPECT_EQ(decision.risk_level, RiskLevel::kUnspecified);
}

TEST(ReviewTest, AScopeOfASuccessorDecidesAndSaysSo) {
  BusinessActivity activity = Activity("56101", BusinessScale::kMicro);
  activity.edition = KbliEdition::k2020;
  activity.scope = ScopeChoice{Code("56101"), 2};
  const Decision same = Classify(RealRuleset(), activity);
  EXPECT_EQ(same.outcome, Outcome::kDecided);
  ASSERT_NE(same.scope, nullptr);
  EXPECT_EQ(same.scope->id, "56101-2");
  EXPECT_EQ(Conversion(same, "CODE_RENUMBERED"), "");
  activity.code = Code("55110");
  activity.scale = BusinessScale::kLarge;
  activity.scope = ScopeChoice{Code("55102"), 1};
  const Decision other = Classify(RealRuleset(), activity);
  EXPECT_EQ(other.code, Code("55102"));
  ASSERT_NE(other.scope, nullptr);
  EXPECT_EQ(other.scope->id, "55102-1");
  EXPECT_EQ(Conversion(other, "CODE_RENUMBERED"), "55110 -> 55102");
  EXPECT_EQ(Conversion(other, "CODE_MERGED"), "");
}

// --- KBLI 2025 under PP 24/2018
// ---------------------------------------------------------------------------------------

TEST(BackConversionTest, OnePredecessorIsApplied) {
  struct Case {
    const char* code;
    const char* from;
    const char* renumbered;
  };
  for (const Case& expected :
       {Case{"01138", "01283", "01283 -> 01138"}, Case{"01111", "01111", ""},
        // The old code was split; that concerns those who ask by the old one.
        Case{"01271", "01270", "01270 -> 01271"}, Case{"01289", "01289", ""}}) {
    const Decision decision =
        Classify(OldRuleset(), Activity(expected.code, BusinessScale::kSmall));
    EXPECT_EQ(decision.outcome, Outcome::kDecided) << expected.code;
    EXPECT_EQ(decision.code, Code(expected.from));
    EXPECT_EQ(decision.edition, KbliEdition::k2020);
    EXPECT_EQ(decision.entry, OldRuleset().kbli(KbliEdition::k2020).Find(expected.from));
    EXPECT_EQ(Conversion(decision, "CODE_RENUMBERED"), expected.renumbered) << expected.code;
    EXPECT_EQ(Conversion(decision, "CODE_MERGED"), "");
    EXPECT_EQ(decision.risk_level, RiskLevel::kUnspecified);  // the regime knew none
  }
}

TEST(BackConversionTest, SeveralPredecessorsNeedAReview) {
  const Decision decision = Classify(OldRuleset(), Activity("56101", BusinessScale::kSmall));
  EXPECT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  EXPECT_EQ(decision.code, Code("56101"));
  EXPECT_EQ(decision.edition, KbliEdition::k2025);
  EXPECT_EQ(decision.entry->title, "AKTIVITAS PENYEDIAAN MAKANAN DI BANGUNAN TETAP");
  EXPECT_THAT(decision.candidates, IsEmpty());
  EXPECT_THAT(decision.permits, IsEmpty());
}

TEST(BackConversionTest, AnOldCodeIsItself) {
  BusinessActivity activity = Activity("56101", BusinessScale::kSmall);
  activity.edition = KbliEdition::k2020;
  const Decision decision = Classify(OldRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_EQ(decision.entry->title, "Restoran");
  EXPECT_THAT(WarningCodes(decision), Not(Contains("CODE_RENUMBERED")));
}

// --- scopes
// -----------------------------------------------------------------------------------------------------------

TEST(SuspectScopeTest, IsSaidOfTheChosenOneOnly) {
  BusinessActivity activity = Activity("47901", BusinessScale::kMedium);
  activity.scope = ScopeChoice{activity.code, 2};
  const Decision suspect = Classify(RealRuleset(), activity);
  ASSERT_NE(FindWarning(suspect, "SUSPECT_SCOPE"), nullptr);
  EXPECT_EQ(FindWarning(suspect, "SUSPECT_SCOPE")->value, "47901-2");
  EXPECT_EQ(FindWarning(suspect, "SUSPECT_SCOPE")->other, suspect.scope->label);
  activity.scope = ScopeChoice{activity.code, 1};
  EXPECT_EQ(FindWarning(Classify(RealRuleset(), activity), "SUSPECT_SCOPE"), nullptr);
}

TEST(SuspectScopeTest, IsSaidOnceWhereNoneWasChosen) {
  // 03300 repeats one label.
  const std::vector<std::string> warnings =
      WarningCodes(Classify(RealRuleset(), Activity("03300", BusinessScale::kMicro)));
  EXPECT_EQ(std::count(warnings.begin(), warnings.end(), "SUSPECT_SCOPE"), 1);
  const Decision trade = Classify(RealRuleset(), Activity("47901", BusinessScale::kMedium));
  ASSERT_NE(FindWarning(trade, "SUSPECT_SCOPE"), nullptr);
  EXPECT_EQ(FindWarning(trade, "SUSPECT_SCOPE")->value, "47901-2");
}

TEST(SuspectScopeTest, IsNotSaidOfOneThatDoesNotOfferTheScale) {
  const auto ruleset = Changed([](RulesetData& data) {
    Named(data.scopes, "47901-2").level_at[static_cast<std::size_t>(BusinessScale::kMedium)] =
        RiskLevel::kUnspecified;
  });
  const Decision decision = Classify(*ruleset, Activity("47901", BusinessScale::kMedium));
  EXPECT_EQ(decision.outcome, Outcome::kScopeRequired);
  EXPECT_EQ(FindWarning(decision, "SUSPECT_SCOPE"), nullptr);
}

TEST(ScopesTest, TheHighestLevelStandsWhereverItComes) {
  for (const char* high : {"56101-1", "56101-2"}) {
    const auto ruleset = Changed([&](RulesetData& data) {
      for (const char* scope : {"56101-1", "56101-2"})
        Named(data.scopes, scope).level_at[static_cast<std::size_t>(BusinessScale::kSmall)] =
            std::string(scope) == high ? RiskLevel::kHigh : RiskLevel::kLow;
    });
    const Decision decision = Classify(*ruleset, Activity("56101", BusinessScale::kSmall));
    EXPECT_EQ(decision.outcome, Outcome::kScopeRequired);
    EXPECT_EQ(decision.risk_level, RiskLevel::kHigh);
    EXPECT_EQ(decision.candidates.size(), 2U);
  }
}

TEST(ScopesTest, ARegimeWithoutLevelsIgnoresAScope) {
  BusinessActivity activity = Activity("01111", BusinessScale::kSmall);
  activity.scope = ScopeChoice{Code("01111"), 1};
  const Decision decision = Classify(OldRuleset(), activity);
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_EQ(decision.scope, nullptr);
  ASSERT_NE(FindWarning(decision, "INPUT_IGNORED"), nullptr);
  EXPECT_EQ(FindWarning(decision, "INPUT_IGNORED")->value, "activity.scope_id");
}

}  // namespace
}  // namespace izin
