// The log of decisions: what is written, when, and what is read of it.

#include "service/decisions/decision_log.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
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
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<const AnswerFacts> AnswerNamed(const std::string& name) {
  return std::make_shared<const AnswerFacts>(AnswerFacts{.name = name,
                                                         .ruleset = "rulesets/r@f",
                                                         .outcome = v1::OUTCOME_DECIDED,
                                                         .risk_level = v1::RISK_LEVEL_HIGH});
}

// Logs an answer and gives its id as text; "" for none.
std::string Append(DecisionLog& log, DecisionLog::Done done = nullptr,
                   const std::string& request = "r") {
  const std::optional<DecisionId> id =
      AppendOne(log, "", request, AnswerNamed("n"), std::move(done));
  return id.has_value() ? id->ToString() : "";
}

void WaitUntilWritten(const DecisionLog& log, std::uint64_t count) {
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  while (log.counters().written < count && absl::Now() < deadline) std::this_thread::yield();
  ASSERT_EQ(log.counters().written, count);
}

class DecisionLogTest : public ::testing::Test {
 protected:
  DecisionLogTest() {
    Store::Options options;
    options.path = folder_.path();
    store_ = *Store::Open(options);
  }

  std::unique_ptr<Writing> Log(const DecisionLogOptions& options = {}) {
    return std::make_unique<Writing>(*store_, options, clock_);
  }
  // The ids in the store, in its order.
  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    const absl::Status status = store_->Scan(Family::kDecisionLog, "", "",
                                             [&ids](absl::string_view key, absl::string_view) {
                                               ids.push_back(absl::BytesToHexString(key));
                                               return true;
                                             });
    EXPECT_TRUE(status.ok()) << status;
    return ids;
  }

  TempFolder folder_;
  FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  std::unique_ptr<Store> store_;
};

constexpr DecisionLogOptions kSyncLog = {.mode = DecisionLogMode::kSync};

// --- what waits -------------------------------------------------------------------------------

TEST_F(DecisionLogTest, FindsWhatWaitsAsItWillBeWritten) {
  // After the first record the writer rests until it is stopped.
  Writing log(*store_, {}, clock_, {.write_every = absl::Hours(1)});
  const std::optional<DecisionId> first = AppendOne(log.log, "a", "r1", AnswerNamed("n1"));
  WaitUntilWritten(log.log, 1);
  GivenRecords given;
  given.Add("r2", {}, AnswerNamed("n2"));
  given.Skip();
  given.Add("r3 is longer", {}, AnswerNamed("n3"));
  const std::optional<DecisionId> second = log.log.Append("caller", given, nullptr);
  const std::optional<DecisionId> fourth = AppendOne(log.log, "", "", AnswerNamed("n4"));
  ASSERT_TRUE(first.has_value() && second.has_value() && fourth.has_value());
  std::vector<std::pair<DecisionId, std::string>> waiting;
  for (const DecisionId id : {*second, second->After(2), *fourth}) {
    const std::optional<std::string> record = log.log.FindWaiting(id);
    ASSERT_TRUE(record.has_value()) << id.ToString();
    waiting.emplace_back(id, *record);
  }
  EXPECT_EQ(log.log.FindWaiting(second->After(1)), std::nullopt) << "a refused item";
  EXPECT_EQ(log.log.FindWaiting(fourth->After(1)), std::nullopt);
  EXPECT_EQ(log.log.FindWaiting({}), std::nullopt);
  internal::StoredDecision stored;
  ASSERT_TRUE(stored.ParseFromString(waiting[1].second));
  EXPECT_EQ(stored.caller(), "caller");
  EXPECT_EQ(stored.request(), "r3 is longer");
  EXPECT_EQ(stored.classification(), "n3");
  log.Stop();
  for (const auto& [id, record] : waiting) {
    EXPECT_EQ(log.log.FindWaiting(id), std::nullopt) << "written and still waiting";
    EXPECT_EQ(*store_->Get(Family::kDecisionLog, id.Key()), record);
  }
}

// --- ids --------------------------------------------------------------------------------------

TEST_F(DecisionLogTest, GivesIdsThatSortByTime) {
  const std::unique_ptr<Writing> log = Log();
  std::string last;
  for (int i = 0; i < 2000; ++i) {
    if (i % 7 == 0) clock_.AdvanceBy(absl::Microseconds(i));
    const std::string id = Append(log->log);
    ASSERT_EQ(id.size(), 32U);
    ASSERT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
    ASSERT_LT(last, id);
    last = id;
  }
}

TEST_F(DecisionLogTest, GivesEachIdOnceToFourThreads) {
  const std::unique_ptr<Writing> log = Log();
  std::vector<std::vector<std::string>> given(4);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& ids : given) {
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; ++i) ids.push_back(Append(log->log));
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> distinct;
  for (const std::vector<std::string>& ids : given) distinct.insert(ids.begin(), ids.end());
  EXPECT_EQ(distinct.size(), 8000U);
}

// --- writing ----------------------------------------------------------------------------------

// Each with its own caller and request, of all lengths.
TEST_F(DecisionLogTest, WritesWhatItWasGiven) {
  const auto word = [](char letter, int length) {
    return std::string(static_cast<std::size_t>(length), letter);
  };
  std::vector<std::string> ids;
  {
    const std::unique_ptr<Writing> log = Log();
    for (int i = 0; i < 50; ++i) {
      const std::optional<DecisionId> id =
          AppendOne(log->log, word('c', i % 3), word('r', i), AnswerNamed("name"));
      ASSERT_TRUE(id.has_value());
      ids.push_back(id->Key());
    }
  }
  for (int i = 0; i < 50; ++i) {
    const absl::StatusOr<std::string> value =
        store_->Get(Family::kDecisionLog, ids[static_cast<std::size_t>(i)]);
    ASSERT_TRUE(value.ok()) << value.status();
    internal::StoredDecision stored;
    ASSERT_TRUE(stored.ParseFromString(*value));
    EXPECT_EQ(stored.time_us(), absl::ToUnixMicros(clock_.Now()));
    EXPECT_EQ(stored.caller(), word('c', i % 3));
    EXPECT_EQ(stored.request(), word('r', i));
    EXPECT_EQ(stored.ruleset(), "rulesets/r@f");
    EXPECT_EQ(stored.outcome(), v1::OUTCOME_DECIDED);
    EXPECT_EQ(stored.risk_level(), v1::RISK_LEVEL_HIGH);
    EXPECT_EQ(stored.classification(), "name");
  }
}

TEST_F(DecisionLogTest, AsyncCallsNobodyAndWritesBeforeItEnds) {
  std::vector<std::string> ids;
  {
    const std::unique_ptr<Writing> log = Log();
    for (int i = 0; i < 3000; ++i) {
      ids.push_back(
          Append(log->log, [](DecisionId, const absl::Status&) { ADD_FAILURE() << "called"; }));
    }
    EXPECT_EQ(log->log.counters().dropped, 0U);
  }
  EXPECT_EQ(Ids(), ids);
}

TEST_F(DecisionLogTest, AsyncRecordsAppearWhileItRuns) {
  const std::unique_ptr<Writing> log = Log();
  const std::string id = Append(log->log);
  WaitUntilWritten(log->log, 1);
  EXPECT_THAT(Ids(), ElementsAre(id));
}

// The writer rests between two writes, but not while much waits, and not when it is to stop.
TEST_F(DecisionLogTest, WritesEarlyWhatFillsItByHalf) {
  Writing log(*store_, {.queue_size = 10}, clock_, {.write_every = absl::Hours(10)});
  Append(log.log);
  WaitUntilWritten(log.log, 1);
  for (int i = 0; i < 5; ++i) Append(log.log);
  WaitUntilWritten(log.log, 6);
  Append(log.log);
  log.Stop();
  EXPECT_EQ(log.log.counters().written, 7U);
}

TEST_F(DecisionLogTest, SyncCallsDoneOnceTheRecordIsReadable) {
  const std::unique_ptr<Writing> log = Log(kSyncLog);
  for (int i = 0; i < 20; ++i) {
    absl::Notification ended;
    std::string done_with;
    bool was_readable = false;
    const std::string id = Append(log->log, [&](DecisionId of, const absl::Status& status) {
      done_with = of.ToString();
      was_readable = status.ok() && store_->Get(Family::kDecisionLog, of.Key()).ok();
      ended.Notify();
    });
    ended.WaitForNotification();
    EXPECT_TRUE(was_readable);
    EXPECT_EQ(done_with, id);
  }
  EXPECT_EQ(log->log.counters().written, 20U);
}

TEST_F(DecisionLogTest, SyncServesManyAtOnce) {
  const std::unique_ptr<Writing> log = Log(kSyncLog);
  std::atomic<int> readable{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        absl::Notification ended;
        const std::string id =
            Append(log->log, [&ended](DecisionId, const absl::Status&) { ended.Notify(); });
        ended.WaitForNotification();
        if (store_->Get(Family::kDecisionLog, absl::HexStringToBytes(id)).ok()) ++readable;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(readable, 200);
}

TEST_F(DecisionLogTest, TellsOfADiskThatFails) {
  store_.reset();
  Store::Options options;
  options.path = folder_.path();
  store_ = *Store::OpenReadOnly(options);
  for (const DecisionLogMode mode : {DecisionLogMode::kSync, DecisionLogMode::kAsync}) {
    absl::Status said;
    std::unique_ptr<Writing> log = Log({.mode = mode});
    Append(log->log, [&said](DecisionId, const absl::Status& status) { said = status; });
    log->Stop();
    EXPECT_EQ(said.ok(), mode == DecisionLogMode::kAsync) << said;
    EXPECT_EQ(log->writer.counters().failed_writes, 1U);
    EXPECT_EQ(log->log.counters().dropped, 1U);
    EXPECT_EQ(log->log.counters().written, 0U);
  }
}

// --- off and full -----------------------------------------------------------------------------

TEST_F(DecisionLogTest, GivesNoIdWhereItIsOff) {
  {
    const std::unique_ptr<Writing> log = Log({.mode = DecisionLogMode::kOff});
    EXPECT_EQ(Append(log->log), "");
    EXPECT_EQ(log->log.counters().dropped, 0U);
  }
  EXPECT_THAT(Ids(), IsEmpty());
}

// A clock before which the writer of a log stands still, once it has an answer to put away.
class Gate : public Clock {
 public:
  static void LetThisThreadPass() { passes_ = true; }

  absl::Time Now() const override {
    if (!passes_) {
      reached_.Notify();
      opened_.WaitForNotification();
      passes_ = true;
    }
    return absl::FromUnixSeconds(1);
  }
  // Gives the writer an answer to put away and waits until it stands here.
  void Stop(Writing& writing) const {
    writing.answers.Keep({.activity_key = "key",
                          .name = "classifications/0123456789abcdef0123456789abcdef",
                          .classification = "encoded"});
    reached_.WaitForNotification();
  }
  void Open() { opened_.Notify(); }

 private:
  static inline thread_local bool passes_ = false;
  mutable absl::Notification reached_;
  absl::Notification opened_;
};

TEST_F(DecisionLogTest, ShedsWhatFindsNoPlace) {
  Gate::LetThisThreadPass();
  Gate gate;
  std::vector<std::string> ids;
  {
    Writing log(*store_, {.queue_size = 4}, gate);
    gate.Stop(log);
    for (int i = 0; i < 4; ++i) ids.push_back(Append(log.log));
    EXPECT_THAT(ids, ::testing::Not(Contains("")));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(Append(log.log), "");
    EXPECT_EQ(log.log.counters().dropped, 3U);
    gate.Open();
    WaitUntilWritten(log.log, 4);
    ids.push_back(Append(log.log));
    EXPECT_NE(ids.back(), "");
  }
  EXPECT_EQ(Ids(), ids);
}

// More threads than places, with and without waiting: every call has an id or is counted, and every
// id has its record.
TEST_F(DecisionLogTest, LosesNoIdUnderLoad) {
  for (const WhenLogFull when_full : {WhenLogFull::kShed, WhenLogFull::kBlock}) {
    std::atomic<std::uint64_t> shed{0};
    std::vector<std::vector<std::string>> given(4);
    const std::size_t before = Ids().size();
    {
      const std::unique_ptr<Writing> log = Log({.when_full = when_full, .queue_size = 3});
      std::vector<std::thread> threads;
      for (std::vector<std::string>& ids : given) {
        threads.emplace_back([&] {
          for (int i = 0; i < 200; ++i) {
            const std::string id = Append(log->log, nullptr, std::string(5000, 'r'));
            if (id.empty()) {
              ++shed;
            } else {
              ids.push_back(id);
            }
          }
        });
      }
      for (std::thread& thread : threads) thread.join();
      EXPECT_EQ(log->log.counters().dropped, shed);
      if (when_full == WhenLogFull::kBlock) {
        EXPECT_EQ(shed, 0U);
      } else {
        EXPECT_GT(shed, 0U);
      }
    }
    EXPECT_EQ(Ids().size() - before, 800 - shed);
    for (const std::vector<std::string>& ids : given) {
      for (const std::string& id : ids)
        EXPECT_TRUE(store_->Get(Family::kDecisionLog, absl::HexStringToBytes(id)).ok()) << id;
    }
    clock_.AdvanceBy(absl::Seconds(1));
  }
}

TEST_F(DecisionLogTest, BlocksUntilThereIsAPlace) {
  // Under kSync nothing is ever shed.
  const DecisionLogOptions options[] = {{.when_full = WhenLogFull::kBlock, .queue_size = 1},
                                        {.mode = DecisionLogMode::kSync, .queue_size = 1}};
  Gate::LetThisThreadPass();
  for (const DecisionLogOptions& option : options) {
    Gate gate;
    Writing log(*store_, option, gate);
    gate.Stop(log);
    EXPECT_NE(Append(log.log), "");
    std::atomic<bool> has_second{false};
    std::thread other([&] {
      Gate::LetThisThreadPass();
      has_second = !Append(log.log).empty();
    });
    absl::SleepFor(absl::Milliseconds(20));
    EXPECT_FALSE(has_second);
    gate.Open();
    other.join();
    EXPECT_TRUE(has_second);
    EXPECT_EQ(log.log.counters().dropped, 0U);
  }
}

}  // namespace
}  // namespace izin::testing
