#include "service/cli/answer_text/way.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> CodesOf(const std::vector<const v1::Permit*>& permits) {
  std::vector<std::string> codes;
  for (const v1::Permit* permit : permits) codes.push_back(permit->code());
  return codes;
}

constexpr char kNib[] = R"pb(
  permits {
    code: "NIB"
    required_before: STAGE_START
    processing { automatic: true }
  }
)pb";
constexpr char kPkkpr[] = R"pb(
  permits {
    code: "PKKPR"
    required_before: STAGE_START
    processing { working_days: 25 working_days_with_repairs: 40 }
  }
)pb";
constexpr char kAmdal[] = R"pb(
  permits {
    code: "AMDAL"
    required_before: STAGE_CONSTRUCTION
    processing { working_days: 63 working_days_with_repairs: 127 }
  }
)pb";
constexpr char kIzin[] = R"pb(
  permits {
    code: "IZIN"
    required_before: STAGE_OPERATION
    processing { working_days: 5 working_days_with_repairs: 5 }
  }
)pb";
constexpr char kRelease[] = R"pb(
  permits {
    code: "PELEPASAN_KAWASAN_HUTAN"
    required_before: STAGE_START
    processing { working_days: 141 working_days_with_repairs: 141 }
  }
)pb";
constexpr char kSupporting[] = R"pb(
  permits { code: "UMKU_X" required_before: STAGE_OPERATION may_apply: true }
)pb";

v1::Classification With(const std::vector<std::string>& permits) {
  v1::Classification answer;
  for (const std::string& permit : permits) answer.MergeFrom(FromText<v1::Classification>(permit));
  return answer;
}

TEST(WayOfTest, AddsTheLongestOfEachStage) {
  const auto answer = With({kNib, kPkkpr, kAmdal, kIzin, kSupporting});
  const Way way = WayOf(answer);
  EXPECT_THAT(CodesOf(way.now), ElementsAre("NIB", "PKKPR"));
  EXPECT_THAT(way.after_them, IsEmpty());
  EXPECT_EQ(way.whole.days, 25 + 63 + 5);
  EXPECT_EQ(way.whole.days_with_repairs, 40 + 127 + 5);
  EXPECT_TRUE(way.whole.is_whole);
}

TEST(WayOfTest, LetsTheLandWaitForTheReleaseOfTheForest) {
  const auto answer = With({kNib, kRelease, kPkkpr});
  const Way way = WayOf(answer);
  EXPECT_THAT(CodesOf(way.now), ElementsAre("NIB", "PELEPASAN_KAWASAN_HUTAN"));
  EXPECT_THAT(CodesOf(way.after_them), ElementsAre("PKKPR"));
  EXPECT_EQ(way.whole.days, 141 + 25);
  EXPECT_EQ(way.whole.days_with_repairs, 141 + 40);
}

TEST(WayOfTest, LeavesOutWhatIsHeld) {
  auto answer = With({kNib, kPkkpr, kAmdal});
  answer.mutable_permits(0)->set_held(true);
  answer.mutable_permits(1)->set_held(true);
  const Way way = WayOf(answer);
  EXPECT_THAT(CodesOf(way.now), ElementsAre("AMDAL"));
  EXPECT_EQ(way.whole.days, 63);
}

TEST(WayOfTest, SaysThatATermIsMissing) {
  auto answer = With({kNib, kPkkpr, kAmdal});
  answer.mutable_permits(2)->clear_processing();
  const Way way = WayOf(answer);
  EXPECT_EQ(way.whole.days, 25);
  EXPECT_FALSE(way.whole.is_whole);
}

TEST(WayOfTest, OfNothingIsNothing) {
  const v1::Classification answer;
  const Way way = WayOf(answer);
  EXPECT_THAT(way.now, IsEmpty());
  EXPECT_EQ(way.whole.days, 0);
  EXPECT_TRUE(way.whole.is_whole);
}

}  // namespace
}  // namespace izin::cli
