// Ids of decisions: as text, as keys, and for the items of a batch.

#include "service/decisions/decision_id.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/synchronization/notification.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/stored.pb.h"
#include "service/decisions/decision_log.h"
#include "tests/integration/process.h"
#include "tests/service/writing.h"
#include "tests/testing/fake_clock.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DecisionIdTest, IsTextOfTheSameOrder) {
  const DecisionId id = {.time_us = 0x0102030405060708, .sequence = 0x1112131415161718};
  EXPECT_EQ(id.ToString(), "01020304050607081112131415161718");
  EXPECT_EQ(id.Key(), absl::HexStringToBytes(id.ToString()));
  std::mt19937_64 random(11);
  for (int i = 0; i < 1000; ++i) {
    const DecisionId a = {.time_us = random() % 4, .sequence = random()};
    const DecisionId b = {.time_us = random() % 4, .sequence = random()};
    EXPECT_EQ(DecisionId::Parse(a.ToString()), a);
    EXPECT_EQ(a < b, a.ToString() < b.ToString());
    EXPECT_EQ(a < b, a.Key() < b.Key());
    EXPECT_LT(a, a.After(1));
  }
}

TEST(DecisionIdTest, IsNoOtherText) {
  const std::string id(32, 'a');
  EXPECT_TRUE(DecisionId::Parse(id).has_value());
  for (const std::string& text : {std::string(), id.substr(1), id + "a", std::string(32, 'A'),
                                  std::string(31, 'a') + "g", std::string(32, '\0')}) {
    EXPECT_FALSE(DecisionId::Parse(text).has_value()) << text;
  }
}

std::shared_ptr<const AnswerFacts> AnyAnswer() {
  return std::make_shared<const AnswerFacts>(AnswerFacts{.name = "name"});
}

// `count` items, each with its number for a request; that at `refused` was refused.
GivenRecords Items(int count, int refused = -1) {
  GivenRecords items;
  for (int i = 0; i < count; ++i) {
    if (i == refused) {
      items.Skip();
    } else {
      items.Add(std::to_string(i), v1::ClassifyActivityRequest(), AnyAnswer());
    }
  }
  return items;
}

std::optional<DecisionId> AppendItems(DecisionLog& log, GivenRecords items,
                                      DecisionLog::Done done = nullptr) {
  return log.Append("portal", items, std::move(done));
}

class BatchLogTest : public ::testing::Test {
 protected:
  BatchLogTest() {
    Store::Options options;
    options.path = folder_.path();
    store_ = *Store::Open(options);
  }

  std::unique_ptr<Writing> Log(const DecisionLogOptions& options) {
    return std::make_unique<Writing>(*store_, options, clock_);
  }
  std::string RequestOf(DecisionId id) const {
    const absl::StatusOr<std::string> value = store_->Get(Family::kDecisionLog, id.Key());
    internal::StoredDecision stored;
    if (!value.ok() || !stored.ParseFromString(*value)) return "none";
    EXPECT_EQ(stored.time_us(), static_cast<std::int64_t>(id.time_us));
    EXPECT_EQ(stored.caller(), "portal");
    return stored.request();
  }

  TempFolder folder_;
  FakeClock clock_{FakeClock::NoonInJakarta(absl::CivilDay(2026, 11, 24))};
  std::unique_ptr<Store> store_;
};

TEST_F(BatchLogTest, GivesConsecutiveIdsThatNobodyElseGets) {
  const std::unique_ptr<Writing> log = Log({});
  std::vector<std::vector<DecisionId>> given(4);
  std::vector<std::thread> threads;
  for (std::vector<DecisionId>& ids : given) {
    threads.emplace_back([&] {
      for (int i = 1; i < 60; ++i) {
        const std::optional<DecisionId> first = AppendItems(log->log, Items(i));
        ASSERT_TRUE(first.has_value());
        for (int j = 0; j < i; ++j) ids.emplace_back(first->After(static_cast<std::uint64_t>(j)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<DecisionId> distinct;
  for (const std::vector<DecisionId>& ids : given) {
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    distinct.insert(ids.begin(), ids.end());
  }
  EXPECT_EQ(distinct.size(), 4U * (59 * 60 / 2));
}

TEST_F(BatchLogTest, LogsEachItemUnderItsOwnId) {
  std::optional<DecisionId> first;
  {
    const std::unique_ptr<Writing> log = Log({.queue_size = 4});
    first = AppendItems(log->log, Items(4, /*refused=*/1));
    ASSERT_TRUE(first.has_value());
    log->Stop();
    EXPECT_EQ(log->log.counters().written, 3U);
    EXPECT_EQ(log->log.counters().dropped, 0U);
  }
  EXPECT_EQ(RequestOf(*first), "0");
  EXPECT_EQ(RequestOf(first->After(1)), "none");
  EXPECT_EQ(RequestOf(first->After(2)), "2");
  EXPECT_EQ(RequestOf(first->After(3)), "3");
}

TEST_F(BatchLogTest, ShedsAllOrNothing) {
  const std::unique_ptr<Writing> log = Log({.queue_size = 10});
  EXPECT_FALSE(AppendItems(log->log, Items(11)).has_value());
  EXPECT_EQ(log->log.counters().dropped, 11U);
  EXPECT_TRUE(AppendItems(log->log, Items(10)).has_value());
  log->Stop();
  EXPECT_EQ(log->log.counters().written, 10U);
  EXPECT_EQ(log->log.counters().dropped, 11U);
}

TEST_F(BatchLogTest, GivesNoIdsForNothing) {
  const DecisionLog::Done never = [](DecisionId, const absl::Status&) { ADD_FAILURE(); };
  for (const DecisionLogMode mode : {DecisionLogMode::kAsync, DecisionLogMode::kSync}) {
    const std::unique_ptr<Writing> log = Log({.mode = mode});
    EXPECT_FALSE(AppendItems(log->log, {}, never).has_value());
    EXPECT_FALSE(AppendItems(log->log, Items(1, /*refused=*/0), never).has_value());
  }
  const std::unique_ptr<Writing> off = Log({.mode = DecisionLogMode::kOff});
  EXPECT_FALSE(AppendItems(off->log, Items(3), never).has_value());
}

TEST_F(BatchLogTest, SyncEndsABatchOnceAllOfItIsReadable) {
  const std::unique_ptr<Writing> log = Log({.mode = DecisionLogMode::kSync});
  for (int i = 0; i < 10; ++i) {
    absl::Notification ended;
    std::vector<std::string> readable;
    AppendItems(log->log, Items(20), [&](DecisionId first, const absl::Status&) {
      readable = {RequestOf(first), RequestOf(first.After(19))};
      ended.Notify();
    });
    ended.WaitForNotification();
    EXPECT_THAT(readable, ElementsAre("0", "19"));
  }
}

TEST_F(BatchLogTest, SyncNeedsNobodyToTell) {
  const std::unique_ptr<Writing> log = Log({.mode = DecisionLogMode::kSync});
  EXPECT_TRUE(AppendItems(log->log, Items(3)).has_value());
  EXPECT_TRUE(AppendOne(log->log, "portal", "alone", AnyAnswer()).has_value());
  log->Stop();
  EXPECT_EQ(log->log.counters().written, 4U);
}

// A batch that is larger than the whole log is let in where nothing is shed.
TEST_F(BatchLogTest, WaitsForPlacesOfABatch) {
  const std::unique_ptr<Writing> log = Log({.when_full = WhenLogFull::kBlock, .queue_size = 3});
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(AppendOne(log->log, "portal", "alone", AnyAnswer()).has_value());
    ASSERT_TRUE(AppendItems(log->log, Items(5)).has_value());
  }
  log->Stop();
  EXPECT_EQ(log->log.counters().written, 120U);
  EXPECT_EQ(log->log.counters().dropped, 0U);
}

}  // namespace
}  // namespace izin::testing
