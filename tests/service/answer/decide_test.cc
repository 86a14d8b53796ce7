// The law applied: what the engine says, and the notes that the day and the filing add.

#include "service/answer/decide.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"
#include "tests/service/deciding.h"

namespace izin::testing {
namespace {

using ::testing::Contains;
using ::testing::Not;

std::vector<std::string> WarningsOf(const ValidatedRequest& validated) {
  Decision decision;
  EXPECT_TRUE(Decide(validated, decision).ok());
  return CodesOf(Render(decision, validated, "name").warnings());
}

TEST(DecideTest, NotesTheDay) {
  ValidatedRequest validated = *Validated(SoundRequest());
  EXPECT_THAT(WarningsOf(validated), Not(Contains("FUTURE_DATE")));
  EXPECT_THAT(WarningsOf(validated), Not(Contains("DATA_NEWER_THAN_DATE")));
  validated.is_future = true;
  EXPECT_THAT(WarningsOf(validated), Contains("FUTURE_DATE"));
  validated.is_future = false;
  validated.predates_data = true;
  EXPECT_THAT(WarningsOf(validated), Contains("DATA_NEWER_THAN_DATE"));
}

// Only where a term runs into a year whose holidays are not known.
TEST(DecideTest, NotesHolidaysThatAreNotKnown) {
  const auto warnings = [](const std::string& filed_on) {
    return WarningsOf(*Validated(SoundRequest("activity { filed_on: '" + filed_on + "' }")));
  };
  EXPECT_THAT(warnings("2026-11-02"), Not(Contains("HOLIDAYS_NOT_KNOWN")));
  EXPECT_THAT(warnings("2099-11-02"), Contains("HOLIDAYS_NOT_KNOWN"));
  EXPECT_THAT(warnings(""), Not(Contains("HOLIDAYS_NOT_KNOWN")));
}

// What an earlier request left in the buffers is gone.
TEST(DecideTest, ADecisionIsUsedAgain) {
  const ValidatedRequest large =
      *Validated(SoundRequest("activity { scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_SEA "
                              "locations: LOCATION_TYPE_FOREST }"));
  const ValidatedRequest small = *Validated(SoundRequest());
  Decision fresh;
  ASSERT_TRUE(Decide(small, fresh).ok());
  Decision used;
  ASSERT_TRUE(Decide(large, used).ok());
  ASSERT_TRUE(Decide(small, used).ok());
  EXPECT_EQ(Render(used, small, "n").SerializeAsString(),
            Render(fresh, small, "n").SerializeAsString());
}

TEST(RenderTest, NamesTheAnswer) {
  const ValidatedRequest validated = *Validated(SoundRequest());
  Decision decision;
  ASSERT_TRUE(Decide(validated, decision).ok());
  EXPECT_EQ(Render(decision, validated, "classifications/x").name(), "classifications/x");
}

}  // namespace
}  // namespace izin::testing
