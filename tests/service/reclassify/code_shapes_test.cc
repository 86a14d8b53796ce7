// Codes of one shape are answered alike, and what tells their answers apart tells the shapes apart.

#include "service/reclassify/code_shapes.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "classifier/activity.h"
#include "classifier/classify.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using Shape = AnswerShapes::Shape;

const Ruleset& Of(const char* id) { return **Library()->Find(id); }

BusinessActivity On(KbliCode code, KbliEdition edition, LocationType location) {
  return {.code = code,
          .edition = edition,
          .scale = BusinessScale::kSmall,
          .locations = {location},
          .construction = Construction::kNewBuilding};
}

Shape CodeShapeOf(const Decision& answer) {
  Shape shape;
  ReadCodeShape(answer, shape);
  return shape;
}

Shape ShapeOf(const Decision& answer) {
  Shape shape;
  AnswerShapes::Read(answer, shape);
  return shape;
}

class CodeShapes : public ::testing::TestWithParam<const char*> {};

TEST_P(CodeShapes, AreThoseOfCodesThatAreAnsweredAlike) {
  const Ruleset& ruleset = Of(GetParam());
  std::map<std::pair<Shape, LocationType>, Shape> answers;
  int shared = 0;
  for (KbliEdition edition : {KbliEdition::k2020, KbliEdition::k2025}) {
    for (int i = 0; i < ruleset.kbli(edition).subclass_count(); ++i) {
      const KbliCode code = ruleset.kbli(edition).CodeAt(i);
      for (LocationType location :
           {LocationType::kLand, LocationType::kSea, LocationType::kForest}) {
        const Decision answer = Classify(ruleset, On(code, edition, location));
        const auto [known, is_new] =
            answers.try_emplace({CodeShapeOf(answer), location}, ShapeOf(answer));
        shared += is_new ? 0 : 1;
        ASSERT_EQ(known->second, ShapeOf(answer)) << code.ToString();
      }
    }
  }
  EXPECT_GT(shared, 5'000);
}

INSTANTIATE_TEST_SUITE_P(Rulesets, CodeShapes, ::testing::Values("pp28-2025", "pp24-2018"),
                         [](const auto& of) {
                           return std::string(of.param) == "pp28-2025" ? "RiskBased" : "Oss10";
                         });

TEST(CodeShape, DiffersWithTheLevelAndWithTheGroup) {
  const Ruleset& ruleset = Of("pp28-2025");
  const auto shape = [&](const char* code, BusinessScale scale) {
    BusinessActivity activity = On(*KbliCode::Parse(code), KbliEdition::k2025, LocationType::kLand);
    activity.scale = scale;
    return CodeShapeOf(Classify(ruleset, activity));
  };
  EXPECT_NE(shape("56101", BusinessScale::kSmall), shape("20111", BusinessScale::kSmall));
  EXPECT_EQ(shape("56101", BusinessScale::kSmall), shape("56101", BusinessScale::kSmall));
}

}  // namespace
}  // namespace izin
