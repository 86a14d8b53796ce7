// Questions are derived: asked exactly where another value would change the answer.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/random_activity.h"
#include "tests/classifier/real_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::OldRuleset;
using testing::RandomActivities;
using testing::RealRuleset;

// What a question is about: outcome, permits with flag and office, and the licence's office.
std::string Outline(const Ruleset& ruleset, const BusinessActivity& activity) {
  const Decision decision = Classify(ruleset, activity);
  const auto office = [](const OfficeChoice& choice) {
    return choice.office == nullptr ? std::string("-") : choice.office->id;
  };
  std::string outline =
      absl::StrCat(static_cast<int>(decision.outcome), " ", office(decision.authority));
  for (const PermitDecision& permit : decision.permits) {
    if (permit.row == nullptr) continue;
    absl::StrAppend(&outline, " ", permit.permit->code, ":", static_cast<int>(permit.flag), ":",
                    office(permit.office));
  }
  return outline;
}

// The fields that can be tried one value at a time.
struct Trial {
  QuestionField field;
  int count;  // values 1..count-1
  bool (*is_unknown)(const BusinessActivity&);
  void (*set)(BusinessActivity&, int);
  bool (*is_legal)(const BusinessActivity&);
};

bool Always(const BusinessActivity& /*activity*/) { return true; }
bool AtSea(const BusinessActivity& activity) {
  return std::find(activity.locations.begin(), activity.locations.end(), LocationType::kSea) !=
         activity.locations.end();
}

const Trial kTrials[] = {
    {QuestionField::kZone, 5, [](const auto& a) { return a.zone == Zone::kUnspecified; },
     [](auto& a, int v) { a.zone = static_cast<Zone>(v); },
     [](const auto& a) {
       return a.land_condition != LandCondition::kRegisteredEstate || a.zone != Zone::kNone;
     }},
    {QuestionField::kExtent, 4,
     [](const auto& a) { return a.extent == AdministrativeExtent::kUnspecified; },
     [](auto& a, int v) { a.extent = static_cast<AdministrativeExtent>(v); }, Always},
    {QuestionField::kRdtr, 4, [](const auto& a) { return a.rdtr == RdtrStatus::kUnspecified; },
     [](auto& a, int v) { a.rdtr = static_cast<RdtrStatus>(v); }, Always},
    {QuestionField::kLandCondition, 8,
     [](const auto& a) { return a.land_condition == LandCondition::kUnspecified; },
     [](auto& a, int v) { a.land_condition = static_cast<LandCondition>(v); },
     [](const auto& a) {
       return a.land_condition != LandCondition::kRegisteredEstate || a.zone != Zone::kNone;
     }},
    {QuestionField::kSettledDays, 3,
     [](const auto& a) { return a.settled_days == 0 && !a.moving_vessel; },
     [](auto& a, int v) { a.settled_days = v == 1 ? 5 : 60; }, Always},
    {QuestionField::kDistance, 2, [](const auto& a) { return a.distance_nm == 0 && AtSea(a); },
     [](auto& a, int) { a.distance_nm = 50; }, Always},
    {QuestionField::kForestFunction, 5,
     [](const auto& a) { return a.forest_function == ForestFunction::kUnspecified; },
     [](auto& a, int v) { a.forest_function = static_cast<ForestFunction>(v); }, Always},
    {QuestionField::kForestUse, 7,
     [](const auto& a) { return a.forest_use == ForestUse::kUnspecified; },
     [](auto& a, int v) { a.forest_use = static_cast<ForestUse>(v); }, Always},
    {QuestionField::kConstruction, 5,
     [](const auto& a) { return a.construction == Construction::kUnspecified; },
     [](auto& a, int v) { a.construction = static_cast<Construction>(v); }, Always},
    {QuestionField::kEnvironment, 4,
     [](const auto& a) { return a.environment == EnvironmentalScreening::kUnspecified; },
     [](auto& a, int v) { a.environment = static_cast<EnvironmentalScreening>(v); }, Always},
    {QuestionField::kLandArea, 3, [](const auto& a) { return a.land_area_ha == 0; },
     [](auto& a, int v) { a.land_area_ha = v == 1 ? 0.5 : 500; }, Always},
};

using ValuesByField = std::map<QuestionField, std::set<int>>;

// By trying every value of every unknown field.
ValuesByField ByTrial(const Ruleset& ruleset, const BusinessActivity& activity) {
  const std::string outline = Outline(ruleset, activity);
  ValuesByField found;
  for (const Trial& trial : kTrials) {
    if (!trial.is_unknown(activity)) continue;
    for (int value = 1; value < trial.count; ++value) {
      BusinessActivity other = activity;
      trial.set(other, value);
      if (trial.is_legal(other) && Outline(ruleset, other) != outline)
        found[trial.field].insert(value);
    }
  }
  return found;
}

ValuesByField Asked(const Decision& decision) {
  ValuesByField asked;
  for (const QuestionDecision& question : decision.questions) {
    const bool is_tried = std::any_of(std::begin(kTrials), std::end(kTrials),
                                      [&](const Trial& t) { return t.field == question.field; });
    if (!is_tried) continue;
    for (std::uint32_t i = 0; i < question.count; ++i) {
      int value = decision.question_values[question.first + i];
      if (question.field == QuestionField::kDistance) value = 1;  // BEYOND_12_NM
      asked[question.field].insert(value);
    }
  }
  return asked;
}

std::string Print(const ValuesByField& values) {
  std::string out;
  for (const auto& [field, set] : values) {
    absl::StrAppend(&out, static_cast<int>(field), "=");
    for (int value : set) absl::StrAppend(&out, value, ",");
    absl::StrAppend(&out, " ");
  }
  return out;
}

class QuestionsPropertyTest : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Rulesets, QuestionsPropertyTest, ::testing::Values("pp28", "pp24"));

TEST_P(QuestionsPropertyTest, AreAskedExactlyWhereAnotherValueMatters) {
  const Ruleset& ruleset = std::string(GetParam()) == "pp28" ? RealRuleset() : OldRuleset();
  RandomActivities random(ruleset, 7);
  int asked = 0;
  for (int i = 0; i < 4000; ++i) {
    const BusinessActivity activity = random.Next();
    const Decision decision = Classify(ruleset, activity);
    const Outcome outcome = decision.outcome;
    if (outcome != Outcome::kDecided && outcome != Outcome::kScopeRequired &&
        outcome != Outcome::kRefused)
      continue;
    asked += static_cast<int>(decision.questions.size());
    ASSERT_EQ(Print(Asked(decision)), Print(ByTrial(ruleset, activity)))
        << activity.code.ToString() << " scale " << static_cast<int>(activity.scale) << " land "
        << static_cast<int>(activity.land_condition) << " zone " << static_cast<int>(activity.zone)
        << " outline " << Outline(ruleset, activity);
  }
  EXPECT_GT(asked, 2500);
}

TEST(QuestionsTest, StandInFieldOrderWithAscendingValues) {
  RandomActivities random(RealRuleset(), 11);
  for (int i = 0; i < 2000; ++i) {
    const Decision decision = Classify(RealRuleset(), random.Next());
    for (std::size_t q = 0; q < decision.questions.size(); ++q) {
      const QuestionDecision& question = decision.questions[q];
      EXPECT_GT(question.count, 0U);
      if (q > 0) {
        EXPECT_LT(decision.questions[q - 1].field, question.field);
      }
      for (std::uint32_t v = 1; v < question.count; ++v) {
        EXPECT_LT(decision.question_values[question.first + v - 1],
                  decision.question_values[question.first + v]);
      }
    }
  }
}

std::vector<QuestionField> Fields(const Decision& decision) {
  std::vector<QuestionField> fields;
  for (const QuestionDecision& question : decision.questions) fields.push_back(question.field);
  return fields;
}

TEST(QuestionsTest, AScopeIsAskedForWhereLevelsDiffer) {
  const Decision decision = Classify(RealRuleset(), Activity("01111", BusinessScale::kMicro));
  EXPECT_EQ(decision.outcome, Outcome::kScopeRequired);
  EXPECT_THAT(Fields(decision), ::testing::Contains(QuestionField::kScopeId));
}

TEST(QuestionsTest, AChosenScopeIsNotAskedFor) {
  BusinessActivity activity = Activity("01111", BusinessScale::kMicro);
  activity.scope = ScopeChoice{.code = activity.code, .number = 1};
  EXPECT_THAT(Fields(Classify(RealRuleset(), activity)),
              ::testing::Not(::testing::Contains(QuestionField::kScopeId)));
}

TEST(QuestionsTest, ALegalFormIsAskedForWhereOthersAreRefused) {
  EXPECT_THAT(Fields(Classify(RealRuleset(), Activity("68122", BusinessScale::kLarge))),
              ::testing::Contains(QuestionField::kLegalForm));
  EXPECT_THAT(Fields(Classify(RealRuleset(), Activity("56101", BusinessScale::kLarge))),
              ::testing::Not(::testing::Contains(QuestionField::kLegalForm)));
}

TEST(QuestionsTest, SuccessorsOfASplitCodeAreAskedForByScope) {
  BusinessActivity activity = Activity("32907", BusinessScale::kSmall);
  activity.code = testing::Code("55110");
  activity.edition = KbliEdition::k2020;
  const Decision decision = Classify(RealRuleset(), activity);
  ASSERT_EQ(decision.outcome, Outcome::kCodeReviewRequired);
  EXPECT_THAT(Fields(decision), ::testing::ElementsAre(QuestionField::kScopeId));
}

}  // namespace
}  // namespace izin
