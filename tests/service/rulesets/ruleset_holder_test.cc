// A call answers by the rulesets that it took, whatever takes their place meanwhile.

#include "service/rulesets/ruleset_holder.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/pipeline.h"
#include "tests/service/answering.h"
#include "tests/service/deciding.h"
#include "tests/service/rulesets/versions.h"

namespace izin::testing {
namespace {

// pp28-2025 as shipped, and a version in which every level is High.
std::shared_ptr<const RulesetLibrary> AsShipped() {
  return LibraryOf({Version([](RulesetData&) {}, 'a')});
}
std::shared_ptr<const RulesetLibrary> AllHigh() {
  return LibraryOf({Version(
      [](RulesetData& data) {
        for (Scope& scope : data.scopes) scope.level_at.fill(RiskLevel::kHigh);
      },
      'b')});
}

TEST(RulesetHolderTest, GivesWhatItHolds) {
  const auto first = AsShipped();
  const auto second = AllHigh();
  RulesetHolder holder(first);
  EXPECT_EQ(holder.Current(), first);
  holder.Swap(second);
  EXPECT_EQ(holder.Current(), second);
  EXPECT_EQ(holder.Current(), second);
}

TEST(RulesetHolderTest, WhatWasTakenStaysWhole) {
  RulesetHolder holder(AsShipped());
  const std::shared_ptr<const RulesetLibrary> taken = holder.Current();
  const std::weak_ptr<const RulesetLibrary> watched = taken;
  holder.Swap(AllHigh());
  ASSERT_FALSE(watched.expired());
  EXPECT_EQ(taken->latest().data().fingerprint, std::string(64, 'a'));
  EXPECT_EQ(taken.use_count(), 1) << "still held by the holder";
}

// Four threads ask while the rulesets change all the time: each answer is, byte for byte, that of
// the one or of the other, and names the ruleset that gave it.
TEST(RulesetHolderTest, EachAnswerIsWholeUnderOneRuleset) {
  const std::shared_ptr<const RulesetLibrary> libraries[] = {AsShipped(), AllHigh()};
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  const v1::ClassifyActivityRequest request = SoundRequest("language_code: 'en'");
  std::string expected[2];
  for (int i = 0; i < 2; ++i) {
    const RulesetHolder alone(libraries[i]);
    expected[i] = Pipeline(alone, clock).Classify(request)->SerializeAsString();
  }
  ASSERT_NE(expected[0], expected[1]);

  RulesetHolder holder(libraries[0]);
  AnswerCache memory(std::size_t{1} << 20);
  const Pipeline pipelines[] = {
      Pipeline(holder, clock),
      Pipeline(holder, clock, JointLeave::kSkipped, {.memory = &memory}),
  };
  std::atomic<int> wrong{0};
  std::atomic<int> asking{4};
  std::atomic<int> given[2] = {0, 0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      // So many, and until both have answered.
      for (int i = 0; i < 500 || (i < 1'000'000 && (given[0] == 0 || given[1] == 0)); ++i) {
        const auto answer = pipelines[t % 2].Classify(request);
        const std::string bytes = answer.ok() ? answer->SerializeAsString() : "";
        if (bytes == expected[0]) {
          ++given[0];
        } else if (bytes == expected[1]) {
          ++given[1];
        } else {
          ++wrong;
        }
      }
      --asking;
    });
  }
  for (int i = 0; asking > 0; ++i) {
    holder.Swap(libraries[i % 2]);
    std::this_thread::yield();
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GE(given[0] + given[1], 2000);
  EXPECT_GT(given[0], 0);
  EXPECT_GT(given[1], 0);
}

}  // namespace
}  // namespace izin::testing
