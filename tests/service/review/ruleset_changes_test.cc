#include "service/review/ruleset_changes.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;

KbliCode Code(const char* text) { return *KbliCode::Parse(text); }

CellChange Adding(const char* permit) {
  return {.from_risk = RiskLevel::kLow,
          .to_risk = RiskLevel::kHigh,
          .permits_added = {permit},
          .differences = {{"permit/NIB", "working_days", "1", "2"}},
          .reforms = {v1::REFORM_KIND_ADDED}};
}

TEST(RulesetChanges, GivesEachPlaceItsCellAndItsChange) {
  RulesetChanges changes;
  changes.AddReview(Code("01289"));
  changes.Add({.code = Code("56101"),
               .category = 'I',
               .scope_id = "56101-1",
               .scale = BusinessScale::kMicro,
               .location = LocationType::kSea},
              Adding("PKKPR"));
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes.At(0).DebugString(),
            FromText<v1::RulesetChange>(R"pb(kbli_code: "01289")pb").DebugString());
  const auto expected = FromText<v1::RulesetChange>(R"pb(
    kbli_code: "56101"
    sector: "I"
    scope_id: "56101-1"
    scale: BUSINESS_SCALE_MICRO
    location: LOCATION_TYPE_SEA
    from_risk: RISK_LEVEL_LOW
    to_risk: RISK_LEVEL_HIGH
    permits_added: "PKKPR"
    reforms: REFORM_KIND_ADDED
    differences { subject: "permit/NIB" field: "working_days" from: "1" to: "2" }
  )pb");
  EXPECT_EQ(changes.At(1).DebugString(), expected.DebugString());
}

// Whatever differs between two changes makes another kind of them.
TEST(RulesetChanges, HoldsEachKindOnceAndTakesNoneForAnother) {
  RulesetChanges changes;
  for (const char* code : {"56101", "56102", "10711"}) {
    changes.Add({.code = Code(code), .category = *code == '1' ? 'C' : 'I'}, Adding("PKKPR"));
    changes.Add({.code = Code(code), .category = 'I'}, Adding("PBG"));
  }
  EXPECT_EQ(changes.kinds().size(), 2U);
  EXPECT_EQ(changes.Categories(), "CI");
  CellChange other = Adding("PBG");
  other.differences.front().to = "3";
  changes.Add({.code = Code("56101")}, other);
  other.moved.push_back({.permit = "NIB", .from_office = "a", .to_office = "b"});
  changes.Add({.code = Code("56101")}, other);
  other.from_outcome = Outcome::kDecided;
  changes.Add({.code = Code("56101")}, other);
  EXPECT_EQ(changes.kinds().size(), 5U);
  EXPECT_EQ(changes.At(6).differences(0).to(), "3");
}

TEST(RulesetChanges, MovesWithWhatItHolds) {
  RulesetChanges changes;
  changes.Add({.code = Code("56101")}, Adding("PKKPR"));
  const RulesetChanges moved = std::move(changes);
  EXPECT_THAT(moved.At(0).permits_added(), ElementsAre("PKKPR"));
}

}  // namespace
}  // namespace izin::testing
