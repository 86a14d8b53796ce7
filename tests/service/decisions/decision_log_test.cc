// The log of decisions: what is written, when, and what is read of it.

#include "service/decisions/decision_log.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/synchronization/notification.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/stored.pb.h"
#include "service/answer/pipeline.h"
#include "service/decisions/decision_handler.h"
#include "service/decisions/stored_decision.h"
#include "service/request/pages.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

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

// --- reading ----------------------------------------------------------------------------------

class DecisionHandlerTest : public DecisionLogTest {
 protected:
  // Answers each and logs it, a minute apart. Gives the ids.
  std::vector<std::string> Log(const std::vector<v1::ClassifyActivityRequest>& requests) {
    Writing writing(*store_, {}, clock_);
    std::vector<std::string> ids;
    for (const v1::ClassifyActivityRequest& request : requests) {
      GivenRecords given;
      const auto answer = pipeline_.Answer({.request = &request, .given = &given});
      EXPECT_TRUE(answer.ok()) << answer.status();
      const std::optional<DecisionId> id = writing.log.Append("portal", given, nullptr);
      ids.push_back(id.has_value() ? id->ToString() : "");
      clock_.AdvanceBy(absl::Minutes(1));
    }
    return ids;
  }

  // Restaurants and shops in turn, from 05:00 UTC on.
  std::vector<std::string> LogFive() {
    const v1::ClassifyActivityRequest shop = SoundRequest("activity { kbli_code: '47112' }");
    return Log({SoundRequest(), shop, SoundRequest(), shop, SoundRequest()});
  }

  absl::StatusOr<v1::ListDecisionsResponse> List(const std::string& request) const {
    std::vector<LostSpan> lost;
    auto page = handler().List(FromText<v1::ListDecisionsRequest>(request), lost);
    EXPECT_THAT(lost, IsEmpty());
    return page;
  }
  static std::vector<std::string> IdsOf(const absl::StatusOr<v1::ListDecisionsResponse>& list) {
    EXPECT_TRUE(list.ok()) << list.status();
    std::vector<std::string> ids;
    if (!list.ok()) return ids;
    for (const v1::Decision& decision : list->decisions()) ids.push_back(decision.id());
    return ids;
  }
  // Page by page.
  std::vector<std::string> Paged(const std::string& request) const {
    std::vector<std::string> ids;
    std::string token;
    do {
      const auto page = List(request + " page_token: '" + token + "'");
      for (const std::string& id : IdsOf(page)) ids.push_back(id);
      token = page.ok() ? page->next_page_token() : "";
    } while (!token.empty());
    return ids;
  }
  DecisionHandler handler() const {
    return DecisionHandler(Rulesets(), store_.get(), pipeline_.redecide());
  }

  const Pipeline pipeline_{Rulesets(), clock_};
};

TEST_F(DecisionHandlerTest, GetsWhatWasAnswered) {
  const v1::ClassifyActivityRequest request = SoundRequest("language_code: 'en'");
  const std::string id = Log({request}).front();
  v1::GetDecisionRequest get;
  get.set_id(id);
  const absl::StatusOr<v1::Decision> decision = handler().Get(get);
  ASSERT_TRUE(decision.ok()) << decision.status();
  EXPECT_EQ(decision->id(), id);
  EXPECT_EQ(decision->time(), "2026-11-24T05:00:00+00:00");
  EXPECT_EQ(decision->caller(), "portal");
  EXPECT_EQ(decision->request().SerializeAsString(), request.SerializeAsString());
  const v1::Classification answer = *Answer(request);
  EXPECT_EQ(decision->ruleset(), answer.ruleset());
  EXPECT_EQ(decision->outcome(), answer.outcome());
  EXPECT_EQ(decision->risk_level(), answer.risk_level());
  EXPECT_EQ(decision->classification(), answer.name());
}

TEST_F(DecisionHandlerTest, RefusesAMalformedId) {
  LogFive();
  for (const std::string& id : {std::string(), std::string(31, 'a'), std::string(33, 'a'),
                                std::string(32, 'A'), std::string(32, 'g')}) {
    v1::GetDecisionRequest get;
    get.set_id(id);
    const absl::Status status = handler().Get(get).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << id;
    EXPECT_THAT(status.message(), HasSubstr("want 32 hex digits"));
  }
}

TEST_F(DecisionHandlerTest, KnowsNoOtherId) {
  LogFive();
  v1::GetDecisionRequest get;
  get.set_id(std::string(32, '0'));
  for (const Store* store :
       {static_cast<const Store*>(store_.get()), static_cast<const Store*>(nullptr)}) {
    const absl::Status status = DecisionHandler(Rulesets(), store, nullptr).Get(get).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << status;
    EXPECT_THAT(status.message(), HasSubstr("the log holds no such decision"));
  }
}

TEST_F(DecisionHandlerTest, TellsOfARecordThatCannotBeRead) {
  StoreBatch batch;
  batch.Put(Family::kDecisionLog, std::string(16, '\x11'), "\xFF\xFF no record");
  ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
  v1::GetDecisionRequest get;
  for (int i = 0; i < 16; ++i) get.mutable_id()->append("11");
  const absl::Status status = handler().Get(get).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_THAT(status.message(), HasSubstr("cannot be read now: a damaged record"));
}

TEST_F(DecisionHandlerTest, ListsByTime) {
  const std::vector<std::string> ids = LogFive();
  EXPECT_EQ(IdsOf(List("")), ids);
  EXPECT_EQ(List("")->next_page_token(), "");
  std::vector<LostSpan> lost;
  EXPECT_THAT(IdsOf(DecisionHandler(Rulesets(), nullptr, nullptr).List({}, lost)), IsEmpty());
}

TEST_F(DecisionHandlerTest, ListsPageByPage) {
  const std::vector<std::string> ids = LogFive();
  for (const char* size : {"1", "2", "3", "5", "6"})
    EXPECT_EQ(Paged(std::string("page_size: ") + size), ids) << size;
  const auto first = List("page_size: 2");
  EXPECT_THAT(IdsOf(first), ElementsAre(ids[0], ids[1]));
  EXPECT_THAT(IdsOf(List("page_size: 2 page_token: '" + first->next_page_token() + "'")),
              ElementsAre(ids[2], ids[3]));
  EXPECT_EQ(List("page_size: 5")->next_page_token(), "");
}

TEST_F(DecisionHandlerTest, GivesNoMoreThanAPage) {
  const std::vector<std::string> ids =
      Log(std::vector<v1::ClassifyActivityRequest>(1001, SoundRequest()));
  for (const char* request : {"", "page_size: 1000", "page_size: 2147483647"}) {
    const auto list = List(request);
    EXPECT_EQ(IdsOf(list).size(), 1000U);
    EXPECT_THAT(IdsOf(List("page_token: '" + list->next_page_token() + "'")),
                ElementsAre(ids.back()));
  }
}

TEST_F(DecisionHandlerTest, ListsOneCode) {
  const std::vector<std::string> ids = LogFive();
  EXPECT_THAT(IdsOf(List("kbli_code: '47112'")), ElementsAre(ids[1], ids[3]));
  EXPECT_THAT(Paged("kbli_code: '56101' page_size: 1"), ElementsAre(ids[0], ids[2], ids[4]));
  EXPECT_THAT(IdsOf(List("kbli_code: '01111'")), IsEmpty());
}

TEST_F(DecisionHandlerTest, ListsASpanOfTime) {
  const std::vector<std::string> ids = LogFive();
  EXPECT_THAT(IdsOf(List("from_time: '2026-11-24T05:01:00Z' to_time: '2026-11-24T05:03:00Z'")),
              ElementsAre(ids[1], ids[2]));
  EXPECT_THAT(IdsOf(List("from_time: '2026-11-24T12:03:00+07:00'")), ElementsAre(ids[3], ids[4]));
  EXPECT_THAT(IdsOf(List("to_time: '2026-11-24T05:00:00.000001Z'")), ElementsAre(ids[0]));
  EXPECT_THAT(IdsOf(List("to_time: '2026-11-24T05:00:00Z'")), IsEmpty());
  EXPECT_THAT(IdsOf(List("to_time: '1969-12-31T00:00:00Z'")), IsEmpty());
  EXPECT_EQ(IdsOf(List("from_time: '1969-12-31T00:00:00Z'")), ids);
  EXPECT_EQ(Paged("page_size: 1 from_time: '2026-11-24T05:01:00Z' to_time: "
                  "'2026-11-24T05:03:00Z'")
                .size(),
            2U);
  // The time of a decision is a time of the API.
  const std::string time = List("")->decisions(4).time();
  EXPECT_THAT(IdsOf(List("from_time: '" + time + "'")), ElementsAre(ids[4]));
}

TEST_F(DecisionHandlerTest, RefusesWhatCannotBe) {
  const std::vector<std::string> ids = LogFive();
  const struct {
    std::string request;
    std::string said;
  } cases[] = {
      {"from_time: '2026-11-24'", "want a time as 2026-11-24T09:00:00Z"},
      {"to_time: 'yesterday'", "to_time"},
      {"to_time: '2026-13-24T09:00:00Z'", "to_time"},
      {"kbli_code: '5610'", "want 5 digits"},
      {"page_size: -1", "-1: want 0 or more"},
      {"page_token: 'x'", "want the next_page_token of an earlier page of this list"},
      {"page_token: '" + ids[2] + "'", "page_token"},
  };
  for (const auto& faulty : cases) {
    const absl::Status status = List(faulty.request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << faulty.request;
    EXPECT_THAT(status.message(), HasSubstr(faulty.said));
  }
}

TEST_F(DecisionHandlerTest, TakesATokenForItsOwnListAlone) {
  LogFive();
  const std::string filter = "from_time: '2026-11-24T05:00:00Z' kbli_code: '56101' ";
  const std::string token = List(filter + "page_size: 1")->next_page_token();
  ASSERT_NE(token, "");
  const std::string next = "page_token: '" + token + "' ";
  EXPECT_THAT(IdsOf(List(filter + next)), SizeIs(2));
  // The same moment in other words, and another size, are the same list.
  EXPECT_THAT(IdsOf(List("from_time: '2026-11-24T12:00:00+07:00' kbli_code: '56101' page_size: 1" +
                         (" " + next))),
              SizeIs(1));
  for (const char* other : {
           "",
           "kbli_code: '56101' ",
           "from_time: '2026-11-24T05:00:00Z' ",
           "from_time: '2026-11-24T05:00:00Z' kbli_code: '47112' ",
           "from_time: '2026-11-24T05:01:00Z' kbli_code: '56101' ",
           "from_time: '2026-11-24T05:00:00Z' kbli_code: '56101' to_time: '2026-11-25T05:00:00Z' ",
       }) {
    const absl::Status status = List(other + next).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << other;
    EXPECT_THAT(status.message(), HasSubstr("page_token")) << other;
  }
}

TEST_F(DecisionHandlerTest, RefusesAPositionThatNoPageHas) {
  const std::vector<std::string> ids = LogFive();
  const std::string span = "from_time: '2026-11-24T05:01:00Z' to_time: '2026-11-24T05:03:00Z' ";
  RequestFaults faults;
  const KeySpan keys = ReadSpan("2026-11-24T05:01:00Z", "2026-11-24T05:03:00Z", faults);
  const PagedList list("decisions", {keys.from, keys.to, ""});
  const auto at = [&](const std::string& position) {
    return List(span + "page_token: '" + list.TokenOf(position) + "'");
  };
  EXPECT_THAT(IdsOf(at(ids[2])), ElementsAre(ids[2]));
  for (const std::string& position :
       {std::string("2"), ids[0], ids[3], ids[2].substr(1), ids[2] + "0", ids[2] + " "}) {
    EXPECT_EQ(at(position).status().code(), absl::StatusCode::kInvalidArgument) << position;
  }
}

}  // namespace
}  // namespace izin::testing
