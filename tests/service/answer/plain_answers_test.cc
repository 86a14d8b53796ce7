// Answers of a registry: those of the pipeline, decided once.

#include "service/answer/plain_answers.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

constexpr std::uint8_t kLand = 1 << v1::LOCATION_TYPE_LAND;
constexpr std::uint8_t kSea = 1 << v1::LOCATION_TYPE_SEA;

class PlainAnswersTest : public ::testing::Test {
 protected:
  // Required permits of the full answer, in its order.
  v1::Classification Full(const PlainActivity& activity) const {
    v1::ClassifyActivityRequest request;
    v1::BusinessActivity& full = *request.mutable_activity();
    full.set_kbli_code(absl::StrFormat("%05d", activity.code));
    full.set_scale(static_cast<v1::BusinessScale>(activity.scale));
    if ((activity.locations & kLand) != 0) full.add_locations(v1::LOCATION_TYPE_LAND);
    if ((activity.locations & kSea) != 0) full.add_locations(v1::LOCATION_TYPE_SEA);
    if (activity.scope != 0)
      full.set_scope_id(absl::StrFormat("%05d-%d", activity.code, activity.scope));
    return *pipeline_.Classify(request);
  }

  const FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  const Pipeline pipeline_{Rulesets(), clock_};
  PlainAnswers answers_{pipeline_, pipeline_.Now(), *Library()->InForceOn(kToday),
                        v1::BusinessActivity()};
};

TEST_F(PlainAnswersTest, AreThoseOfThePipeline) {
  for (std::uint32_t code : {56101U, 1111U, 47111U, 20111U, 86105U, 3110U}) {
    for (std::uint8_t scale = 1; scale <= 4; ++scale) {
      for (std::uint8_t places : {kLand, kSea, static_cast<std::uint8_t>(kLand | kSea)}) {
        const PlainActivity activity{.code = code, .scale = scale, .locations = places};
        const PlainAnswer answer = answers_.Find(activity);
        const v1::Classification full = Full(activity);
        EXPECT_EQ(answer.outcome(), full.outcome()) << code;
        EXPECT_EQ(answer.level(), full.risk_level()) << code;
        std::vector<std::string> required;
        for (const v1::Permit& permit : full.permits()) {
          if (!permit.may_apply()) required.push_back(permit.code());
        }
        EXPECT_EQ(answers_.permits(answer.permits()), required) << code;
      }
    }
  }
}

TEST_F(PlainAnswersTest, AreTheSameTheSecondTime) {
  const PlainActivity activity{.code = 56101, .scale = 1, .locations = kLand};
  EXPECT_EQ(answers_.Find(activity).bits(), answers_.Find(activity).bits());
  const PlainActivity scoped{.code = 56101, .scope = 1, .scale = 1, .locations = kLand};
  const PlainAnswer answer = answers_.Find(scoped);
  EXPECT_EQ(answer.level(), Full(scoped).risk_level());
  EXPECT_EQ(answer.bits(), answers_.Find(scoped).bits());
}

TEST_F(PlainAnswersTest, NameTheOfficeOfTheLicence) {
  const PlainActivity activity{.code = 56101, .scale = 1, .locations = kLand};
  const Office* office = answers_.office(answers_.Find(activity).office());
  ASSERT_NE(office, nullptr);
  EXPECT_EQ(static_cast<int>(office->kind), Full(activity).authority().kind());
  EXPECT_EQ(answers_.office(0), nullptr);
}

TEST_F(PlainAnswersTest, RefuseWhatThePipelineRefusesAndSayWhy) {
  const PlainActivity faulty[] = {
      {.code = 99998, .scale = 1, .locations = kLand},
      {.code = 100'000, .scale = 1, .locations = kLand},
      {.code = 56101, .scale = 0, .locations = kLand},
      {.code = 56101, .scale = 9, .locations = kLand},
      {.code = 56101, .scale = 1, .locations = 0},
      {.code = 56101, .scale = 1, .locations = 0xF1},
      {.code = 56101, .scope = 99, .scale = 1, .locations = kLand},
      {.code = 56101, .scope = 1U << 30, .scale = 1, .locations = kLand}};
  for (const PlainActivity& activity : faulty) {
    EXPECT_TRUE(answers_.Find(activity).is_refused()) << activity.code << " " << activity.scope;
    EXPECT_TRUE(answers_.Find(activity).is_refused());
    EXPECT_FALSE(answers_.FaultOf(activity).ok()) << activity.code << " " << activity.scope;
  }
}

TEST_F(PlainAnswersTest, ServeSeveralThreads) {
  std::vector<std::thread> threads;
  std::vector<std::vector<std::uint32_t>> levels(4);
  for (std::vector<std::uint32_t>& mine : levels) {
    threads.emplace_back([&] {
      for (std::uint32_t code = 47000; code < 47900; ++code)
        mine.push_back(answers_.Find({.code = code, .scale = 2, .locations = kLand}).level());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<std::uint32_t>& mine : levels) EXPECT_EQ(mine, levels.front());
}

}  // namespace
}  // namespace izin::testing
