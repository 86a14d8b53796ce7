// Single questions, case by case, with their values: what questions_test finds by trial for whole
// activities is said here for one field at a time, on pages and tables made by hand.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Asked;
using testing::Changed;
using testing::Code;
using ::testing::ElementsAre;
using testing::FindQuestion;
using testing::IndexOf;
using ::testing::IsEmpty;
using testing::Named;
using testing::OfficeId;
using testing::OldRuleset;
using testing::PageOf;
using testing::RealRuleset;

using Extent = AdministrativeExtent;
using Kind = AuthorityCondition::Kind;

AuthorityPair PairOf(const RulesetData& data, const char* office, Kind kind, int parameter = -1) {
  AuthorityPair pair{.condition = {.kind = kind}, .office = IndexOf(data.offices, office)};
  if (kind == Kind::kExtent) pair.condition.extents = 1 << 1;  // WITHIN_REGENCY
  pair.parameter = parameter;
  return pair;
}

// Palm cooking oil at MEDIUM, one scope, with the pairs of its page made by hand.
class ParameterQuestion : public ::testing::Test {
 protected:
  using Pairs = std::function<std::vector<AuthorityPair>(const RulesetData&)>;

  std::vector<int> AskedFor(const Pairs& pairs,
                            const std::function<void(BusinessActivity&)>& change = {}) {
    ruleset_ = Changed([&](RulesetData& data) {
      PageOf(data, "10437-1", BusinessScale::kMedium).pairs = pairs(data);
      PageOf(data, "10437-1", BusinessScale::kLarge).pairs = pairs(data);
    });
    BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
    activity.extent = Extent::kWithinRegency;
    if (change) change(activity);
    decision_ = Classify(*ruleset_, activity);
    return Asked(decision_, QuestionField::kAuthorityParameters);
  }

  std::string Id(int parameter) const {
    return ruleset_->data().authority_parameters[static_cast<std::size_t>(parameter)].id;
  }

  std::unique_ptr<const Ruleset> ruleset_;
  Decision decision_;
};

TEST_F(ParameterQuestion, OffersWhatWouldChangeTheOffice) {
  EXPECT_THAT(AskedFor([](const RulesetData& data) {
                return std::vector<AuthorityPair>{
                    PairOf(data, "GOVERNOR", Kind::kExtent),
                    PairOf(data, "GOVERNOR", Kind::kAsk, 60),  // the office that stands anyway
                    PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 50),
                    PairOf(data, "MINISTER_GENERIC", Kind::kAny, 30),  // no question of its own
                    PairOf(data, "REGENT_OR_MAYOR", Kind::kAsk, 40)};
              }),
              ElementsAre(40, 50));  // ascending, whatever the order of the page
}

TEST_F(ParameterQuestion, OffersTheOthersWhereNothingElseHolds) {
  // The highest stands meanwhile.
  EXPECT_THAT(AskedFor([](const RulesetData& data) {
                return std::vector<AuthorityPair>{PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 8),
                                                  PairOf(data, "GOVERNOR", Kind::kAsk, 7)};
              }),
              ElementsAre(7));
  EXPECT_EQ(OfficeId(decision_.authority.office), "MINISTER_GENERIC");
}

// Zone is asked before, with the values 3 and 4: they are no parameters.
TEST_F(ParameterQuestion, IsNotMistakenForAnEarlierQuestion) {
  EXPECT_THAT(AskedFor([](const RulesetData& data) {
                return std::vector<AuthorityPair>{PairOf(data, "REGENT_OR_MAYOR", Kind::kExtent),
                                                  PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 4),
                                                  PairOf(data, "GOVERNOR", Kind::kAsk, 3),
                                                  PairOf(data, "GOVERNOR", Kind::kAsk, 3)};
              }),
              ElementsAre(3, 4));
  EXPECT_THAT(Asked(decision_, QuestionField::kZone), ::testing::IsSupersetOf({3, 4}));
}

TEST_F(ParameterQuestion, IsNotAskedWhereOneIsNamed) {
  const auto pairs = [](const RulesetData& data) {
    return std::vector<AuthorityPair>{PairOf(data, "REGENT_OR_MAYOR", Kind::kExtent),
                                      PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 4),
                                      PairOf(data, "GOVERNOR", Kind::kAsk, 3)};
  };
  EXPECT_THAT(AskedFor(pairs,
                       [](BusinessActivity& a) {
                         a.authority_parameters = {RealRuleset().data().authority_parameters[3].id};
                       }),
              IsEmpty());
  EXPECT_EQ(OfficeId(decision_.authority.office), "GOVERNOR");
}

TEST_F(ParameterQuestion, AnIdOfNoPairLeavesItOpen) {
  EXPECT_THAT(AskedFor(
                  [](const RulesetData& data) {
                    return std::vector<AuthorityPair>{
                        PairOf(data, "REGENT_OR_MAYOR", Kind::kExtent),
                        PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 4)};
                  },
                  [](BusinessActivity& a) {
                    a.authority_parameters = {RealRuleset().data().authority_parameters[9].id};
                  }),
              ElementsAre(4));
  EXPECT_NE(testing::FindWarning(decision_, "INPUT_IGNORED"), nullptr);
}

TEST_F(ParameterQuestion, IsNotAskedBesideTheExtent) {
  const auto pairs = [](const RulesetData& data) {
    return std::vector<AuthorityPair>{PairOf(data, "REGENT_OR_MAYOR", Kind::kExtent),
                                      PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 4)};
  };
  EXPECT_THAT(AskedFor(pairs, [](BusinessActivity& a) { a.extent = Extent::kUnspecified; }),
              IsEmpty());
  EXPECT_NE(FindQuestion(decision_, QuestionField::kExtent), nullptr);
  EXPECT_THAT(AskedFor(pairs), ElementsAre(4));
  EXPECT_EQ(FindQuestion(decision_, QuestionField::kExtent), nullptr);
}

TEST_F(ParameterQuestion, IsNotAskedWhereTheLawDecides) {
  const auto pairs = [](const RulesetData& data) {
    return std::vector<AuthorityPair>{PairOf(data, "REGENT_OR_MAYOR", Kind::kExtent),
                                      PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 4)};
  };
  const auto foreign = [](BusinessActivity& a) {
    a.scale = BusinessScale::kLarge;
    a.foreign = true;
  };
  EXPECT_THAT(AskedFor(pairs, foreign), IsEmpty());
  EXPECT_THAT(AskedFor(pairs, [](BusinessActivity& a) { a.zone = Zone::kFreeTradeZone; }),
              IsEmpty());
  EXPECT_THAT(AskedFor(pairs), ElementsAre(4));
}

// --- extent
// -----------------------------------------------------------------------------------------------------------

// Where neither land, environment nor building reads the extent, only the page may.
std::vector<int> ExtentsAsked(
    const std::function<std::vector<AuthorityPair>(const RulesetData&)>& pairs,
    Zone zone = Zone::kNone) {
  const auto ruleset = Changed([&](RulesetData& data) {
    PageOf(data, "10437-1", BusinessScale::kMedium).pairs = pairs(data);
  });
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.zone = zone;
  activity.rdtr = RdtrStatus::kIntegrated;
  activity.environment = EnvironmentalScreening::kSppl;
  return Asked(Classify(*ruleset, activity), QuestionField::kExtent);
}

TEST(ExtentQuestion, IsNotAskedWhereThePageNamesOneOffice) {
  EXPECT_THAT(ExtentsAsked([](const RulesetData& data) {
                return std::vector<AuthorityPair>{PairOf(data, "GOVERNOR", Kind::kExtent)};
              }),
              IsEmpty());
}

TEST(ExtentQuestion, OffersTheExtentsThatChangeTheOffice) {
  // Unknown and within a regency: the governor. Else nothing holds and the extent rule gives
  // governor or minister.
  EXPECT_THAT(ExtentsAsked([](const RulesetData& data) {
                return std::vector<AuthorityPair>{PairOf(data, "GOVERNOR", Kind::kExtent),
                                                  PairOf(data, "MINISTER_GENERIC", Kind::kForeign),
                                                  PairOf(data, "MINISTER_GENERIC", Kind::kAsk, 5)};
              }),
              ElementsAre(2, 3));
}

TEST(ExtentQuestion, OfTheShippedPage) {
  // WITHIN_REGENCY REGENT_OR_MAYOR, CROSS_REGENCY GOVERNOR, CROSS_PROVINCE MINISTER; unknown is
  // read as the lowest.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.zone = Zone::kNone;
  activity.rdtr = RdtrStatus::kIntegrated;
  activity.environment = EnvironmentalScreening::kSppl;
  EXPECT_THAT(Asked(Classify(RealRuleset(), activity), QuestionField::kExtent), ElementsAre(2, 3));
  activity.extent = Extent::kCrossRegency;
  EXPECT_THAT(Asked(Classify(RealRuleset(), activity), QuestionField::kExtent), IsEmpty());
}

// --- scope
// ------------------------------------------------------------------------------------------------------------

// Two scopes of 13911, both SS at MEDIUM and SS_TERVERIFIKASI at LARGE.
Decision OfKnitting(const testing::Change& change, BusinessScale scale, bool foreign = false) {
  static std::vector<std::unique_ptr<const Ruleset>> kept;
  kept.push_back(Changed([&](RulesetData& data) {
    for (const char* scope : {"13911-1", "13911-2"}) {
      for (BusinessScale at : {BusinessScale::kMedium, BusinessScale::kLarge}) {
        PageOf(data, scope, at).text = 1;
        PageOf(data, scope, at).pairs = {PairOf(data, "GOVERNOR", Kind::kAny)};
      }
    }
    change(data);
  }));
  BusinessActivity activity = Activity("13911", scale);
  activity.foreign = foreign;
  return Classify(*kept.back(), activity);
}

TEST(ScopeQuestion, IsNotAskedWhereThePagesSayTheSame) {
  const Decision decision = OfKnitting([](RulesetData&) {}, BusinessScale::kMedium);
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_THAT(Asked(decision, QuestionField::kScopeId), IsEmpty());
}

TEST(ScopeQuestion, IsAskedWhereThePagesDiffer) {
  const auto text = [](RulesetData& data) {
    PageOf(data, "13911-2", BusinessScale::kMedium).text = 2;
  };
  EXPECT_THAT(Asked(OfKnitting(text, BusinessScale::kMedium), QuestionField::kScopeId),
              ElementsAre(0, 1));
  const auto without_page = [](RulesetData& data) {
    Named(data.scopes, "13911-2").official_row_at.fill(-1);
  };
  EXPECT_THAT(Asked(OfKnitting(without_page, BusinessScale::kMedium), QuestionField::kScopeId),
              ElementsAre(0, 1));
}

TEST(ScopeQuestion, IsNotAskedWhereNoScopeHasAPage) {
  const auto without_pages = [](RulesetData& data) {
    for (const char* scope : {"13911-1", "13911-2"})
      Named(data.scopes, scope).official_row_at.fill(-1);
  };
  EXPECT_THAT(Asked(OfKnitting(without_pages, BusinessScale::kMedium), QuestionField::kScopeId),
              IsEmpty());
}

TEST(ScopeQuestion, IsAskedForAnOfficeThatOnlyThePageDecides) {
  const auto office = [](RulesetData& data) {
    PageOf(data, "13911-2", BusinessScale::kLarge).pairs = {
        PairOf(data, "REGENT_OR_MAYOR", Kind::kAny)};
  };
  EXPECT_THAT(Asked(OfKnitting(office, BusinessScale::kLarge), QuestionField::kScopeId),
              ElementsAre(0, 1));
  // Foreign capital is decided by the law, whatever the pages say.
  const Decision foreign = OfKnitting(office, BusinessScale::kLarge, true);
  EXPECT_EQ(foreign.outcome, Outcome::kDecided);
  EXPECT_THAT(Asked(foreign, QuestionField::kScopeId), IsEmpty());
}

TEST(ScopeQuestion, IsNotAskedAfterARefusal) {
  // 85593 at MEDIUM: two scopes, HIGH, whose pages name different offices. The core zone refuses.
  BusinessActivity activity = Activity("85593", BusinessScale::kMedium);
  EXPECT_THAT(Asked(Classify(RealRuleset(), activity), QuestionField::kScopeId), ElementsAre(0, 1));
  activity.locations = {LocationType::kLand, LocationType::kSea};
  activity.conservation_core_zone = true;
  const Decision decision = Classify(RealRuleset(), activity);
  ASSERT_EQ(decision.outcome, Outcome::kRefused);
  EXPECT_EQ(FindQuestion(decision, QuestionField::kScopeId), nullptr);
  // Fewer than thirty days at one place lifts the refusal (sea-2).
  EXPECT_THAT(Asked(decision, QuestionField::kSettledDays), ElementsAre(1));
}

TEST(ScopeQuestion, UnderReviewOffersTheCandidatesThatHaveAScope) {
  // 55110 of KBLI 2020 is split; a chosen scope leaves nothing to ask.
  BusinessActivity activity = Activity("55110", BusinessScale::kLarge);
  activity.edition = KbliEdition::k2020;
  const Decision decision = Classify(RealRuleset(), activity);
  ASSERT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  std::vector<int> offered;
  for (std::size_t i = 0; i < decision.candidates.size(); ++i) {
    if (decision.candidates[i].scope != nullptr) offered.push_back(static_cast<int>(i));
  }
  ASSERT_GT(offered.size(), 1U);
  EXPECT_EQ(Asked(decision, QuestionField::kScopeId), offered);
}

TEST(CodeQuestion, InThePastOffersThePredecessors) {
  // 24206 of KBLI 2025 comes from more than one code of 2020; pp24-2018 reads 2020.
  BusinessActivity activity = Activity("24206", BusinessScale::kLarge);
  const Decision decision = Classify(OldRuleset(), activity);
  ASSERT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  const auto predecessors = OldRuleset().data().conversion.CounterpartsOf(
      Code("24206"), KbliEdition::k2025, KbliEdition::k2020);
  ASSERT_EQ(predecessors.size(), 2U);
  EXPECT_THAT(Asked(decision, QuestionField::kKbliCode), ElementsAre(0, 1));
  EXPECT_THAT(decision.candidates, IsEmpty());
}

// --- what is not asked
// ------------------------------------------------------------------------------------------------

TEST(NoQuestion, WhereNothingIsAnswered) {
  EXPECT_THAT(Classify(RealRuleset(), Activity("02201", BusinessScale::kMicro)).questions,
              IsEmpty());
  EXPECT_THAT(Classify(RealRuleset(), Activity("56301", BusinessScale::kMicro)).questions,
              IsEmpty());
}

TEST(NoQuestion, OfWhatWouldContradict) {
  // A registered estate is in some zone, so NONE is not offered; nor an estate to who said there is
  // none.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.land_condition = LandCondition::kRegisteredEstate;
  const std::vector<int> zones = Asked(Classify(RealRuleset(), activity), QuestionField::kZone);
  EXPECT_THAT(zones, ElementsAre(2, 3, 4));
  activity.land_condition = LandCondition::kUnspecified;
  activity.zone = Zone::kNone;
  const std::vector<int> without =
      Asked(Classify(RealRuleset(), activity), QuestionField::kLandCondition);
  EXPECT_THAT(without, ::testing::Not(::testing::Contains(3)));
  activity.zone = Zone::kIndustrialEstate;
  const std::vector<int> within =
      Asked(Classify(RealRuleset(), activity), QuestionField::kLandCondition);
  EXPECT_THAT(within, ::testing::Contains(3));
}

TEST(NoQuestion, OfAMovingVesselsDays) {
  BusinessActivity activity = Activity("03110", BusinessScale::kLarge);
  activity.locations = {LocationType::kSea};
  EXPECT_THAT(Asked(Classify(RealRuleset(), activity), QuestionField::kSettledDays),
              ElementsAre(1));
  activity.moving_vessel = true;
  EXPECT_THAT(Asked(Classify(RealRuleset(), activity), QuestionField::kSettledDays), IsEmpty());
}

TEST(NoQuestion, OfTheDistanceOnLand) {
  // At sea beyond twelve miles the minister answers for the environment (PP 22/2021 art 57(1)a.3).
  BusinessActivity activity = Activity("03110", BusinessScale::kLarge);
  activity.extent = Extent::kWithinRegency;
  activity.environment = EnvironmentalScreening::kAmdal;
  EXPECT_EQ(FindQuestion(Classify(RealRuleset(), activity), QuestionField::kDistance), nullptr);
  activity.locations = {LocationType::kSea};
  EXPECT_THAT(Asked(Classify(RealRuleset(), activity), QuestionField::kDistance), ElementsAre(3));
  activity.distance_nm = 5;
  EXPECT_EQ(FindQuestion(Classify(RealRuleset(), activity), QuestionField::kDistance), nullptr);
}

TEST(LegalFormQuestion, OffersTheFormsThatAreRefused) {
  // An industrial estate is run by a PT, a cooperative or a state enterprise (PP 28/2025 art
  // 154(1)).
  BusinessActivity activity = Activity("68122", BusinessScale::kLarge);
  const std::vector<int> refused =
      Asked(Classify(RealRuleset(), activity), QuestionField::kLegalForm);
  std::vector<std::string> forms;
  for (int form : refused)
    forms.push_back(RealRuleset().data().legal_forms[static_cast<std::size_t>(form)]);
  EXPECT_THAT(forms, ::testing::IsSupersetOf({"CV", "FIRMA"}));
  for (const char* allowed : {"?", "PT", "KOPERASI", "BUMN", "BUMD", "PT_PERORANGAN"})
    EXPECT_THAT(forms, ::testing::Not(::testing::Contains(allowed)));
  // Refused for its form: a form that is given is not asked for again.
  activity.legal_form = "CV";
  const Decision decision = Classify(RealRuleset(), activity);
  ASSERT_EQ(decision.outcome, Outcome::kRefused);
  EXPECT_EQ(FindQuestion(decision, QuestionField::kLegalForm), nullptr);
}

// --- forest
// -----------------------------------------------------------------------------------------------------------

BusinessActivity InForest(ForestFunction function, ForestUse use) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.locations = {LocationType::kForest};
  activity.forest_function = function;
  activity.forest_use = use;
  return activity;
}

TEST(ForestQuestion, OffersTheUsesThatChangeThePermit) {
  // In production forest unknown is PPKH, as mining and other listed uses are; forestry, services
  // and plantation are not.
  const Decision decision =
      Classify(RealRuleset(), InForest(ForestFunction::kProduction, ForestUse::kUnspecified));
  EXPECT_THAT(Asked(decision, QuestionField::kForestUse), ElementsAre(1, 2, 5));
}

TEST(ForestQuestion, OffersTheFunctionsThatChangeThePermit) {
  // Open pits: PPKH in production, refused in protection (2) and conservation (4), release where
  // convertible (3).
  const Decision decision =
      Classify(RealRuleset(), InForest(ForestFunction::kUnspecified, ForestUse::kOpenPitMining));
  EXPECT_THAT(Asked(decision, QuestionField::kForestFunction), ElementsAre(2, 3, 4));
}

TEST(ForestQuestion, ARefusalOffersWhatLiftsIt) {
  // Plantation in production forest is refused but for strategic projects (for-10, for-11).
  const Decision decision =
      Classify(RealRuleset(), InForest(ForestFunction::kProduction, ForestUse::kPlantation));
  ASSERT_EQ(decision.outcome, Outcome::kRefused);
  EXPECT_THAT(Asked(decision, QuestionField::kLandCondition), ElementsAre(5));
  EXPECT_EQ(decision.questions.size(), 1U);
}

}  // namespace
}  // namespace izin
