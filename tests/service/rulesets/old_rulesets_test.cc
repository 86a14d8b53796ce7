// Rulesets that are brought back when somebody asks.

#include "service/rulesets/old_rulesets.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace izin {
namespace {

std::shared_ptr<const Ruleset> Made(absl::string_view fingerprint) {
  RulesetData data;
  data.id = "x";
  data.fingerprint = std::string(fingerprint);
  data.kbli_2020 =
      std::make_shared<const KbliCatalogue>(KbliEdition::k2020, std::vector<KbliEntry>());
  data.kbli_2025 =
      std::make_shared<const KbliCatalogue>(KbliEdition::k2025, std::vector<KbliEntry>());
  return std::make_shared<const Ruleset>(std::move(data));
}

TEST(OldRulesetsTest, IsLoadedOnceHoweverManyAsk) {
  std::atomic<int> loads = 0;
  absl::Notification may_load;
  const OldRulesets old([&](absl::string_view fingerprint) -> OldRulesets::Loaded {
    ++loads;
    may_load.WaitForNotification();
    return Made(fingerprint);
  });
  std::atomic<int> begun = 0;
  std::vector<std::shared_ptr<const Ruleset>> got(8);
  std::vector<std::thread> threads;
  for (auto& one : got) {
    threads.emplace_back([&] {
      ++begun;
      one = *old.Get("a");
    });
  }
  while (begun < 8) std::this_thread::yield();
  may_load.Notify();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(loads, 1);
  EXPECT_EQ(old.counters().loads, 1U);
  for (const auto& one : got) EXPECT_EQ(one, got[0]);
}

TEST(OldRulesetsTest, HoldsTheLastFew) {
  int loads = 0;
  const OldRulesets old(
      [&](absl::string_view fingerprint) -> OldRulesets::Loaded {
        ++loads;
        return Made(fingerprint);
      },
      2);
  for (const char* one : {"a", "b", "a", "b"}) EXPECT_TRUE(old.Get(one).ok());
  EXPECT_EQ(loads, 2);
  EXPECT_TRUE(old.Get("c").ok());  // "a" goes
  EXPECT_TRUE(old.Get("b").ok());
  EXPECT_EQ(loads, 3);
  const std::weak_ptr<const Ruleset> gone = *old.Get("a");
  EXPECT_EQ(loads, 4);
  EXPECT_TRUE(old.Get("b").ok() && old.Get("c").ok());
  EXPECT_TRUE(gone.expired());
}

TEST(OldRulesetsTest, AFailureIsToldAndTriedAgain) {
  int loads = 0;
  const OldRulesets old([&](absl::string_view fingerprint) -> OldRulesets::Loaded {
    if (fingerprint == "unknown") return absl::NotFoundError("none");
    if (++loads == 1) return absl::DataLossError("damaged");
    return Made(fingerprint);
  });
  EXPECT_EQ(old.Get("a").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(old.Get("unknown").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(old.counters().failures, 1U);
  EXPECT_TRUE(old.Get("a").ok());
  EXPECT_EQ(old.counters().loads, 1U);
}

}  // namespace
}  // namespace izin
