// What is read of the log of decisions: one, page by page, by time and code.

#include "service/decisions/decision_handler.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/stored.pb.h"
#include "service/answer/pipeline.h"
#include "service/decisions/stored_decision.h"
#include "service/request/pages.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DecisionHandlerTest : public ::testing::Test {
 protected:
  DecisionHandlerTest() {
    Store::Options options;
    options.path = folder_.path();
    options.clock = &clock_;
    store_ = *Store::Open(options);
  }

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

  TempFolder folder_;
  FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  std::unique_ptr<Store> store_;
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
  const absl::Status status = DecisionHandler(Rulesets(), store_.get(), nullptr).Get(get).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << status;
  EXPECT_THAT(status.message(), HasSubstr("the log holds no such decision"));
  const absl::Status without = DecisionHandler(Rulesets(), nullptr, nullptr).Get(get).status();
  EXPECT_EQ(without.code(), absl::StatusCode::kNotFound) << without;
  EXPECT_THAT(without.message(), HasSubstr("this server keeps no decisions: it runs without"));
}

// Whether it waits, is being written, or is written.
TEST_F(DecisionHandlerTest, GetsADecisionFromTheMomentThatItsIdWasGiven) {
  Writing writing(*store_, {}, clock_, {.write_every = absl::ZeroDuration()});
  const DecisionHandler reader(Rulesets(), store_.get(), pipeline_.redecide(), &writing.log);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      const v1::ClassifyActivityRequest request = SoundRequest();
      for (int i = 0; i < 500; ++i) {
        GivenRecords given;
        ASSERT_TRUE(pipeline_.Answer({.request = &request, .given = &given}).ok());
        const std::optional<DecisionId> id = writing.log.Append("portal", given, nullptr);
        ASSERT_TRUE(id.has_value());
        v1::GetDecisionRequest get;
        get.set_id(id->ToString());
        const absl::StatusOr<v1::Decision> decision = reader.Get(get);
        ASSERT_TRUE(decision.ok()) << decision.status();
        ASSERT_EQ(decision->id(), get.id());
        ASSERT_EQ(decision->caller(), "portal");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(DecisionHandlerTest, TellsOfARecordThatCannotBeRead) {
  StoreBatch batch;
  batch.Put(Family::kDecisionLog, std::string(16, '\x11'), "\xFF\xFF no record");
  ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
  v1::GetDecisionRequest get;
  for (int i = 0; i < 16; ++i) get.mutable_id()->append("11");
  const absl::Status status = handler().Get(get).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
  EXPECT_THAT(status.message(), HasSubstr("the log of decisions is damaged: a damaged record"));
}

TEST_F(DecisionHandlerTest, ListsByTime) {
  const std::vector<std::string> ids = LogFive();
  EXPECT_EQ(IdsOf(List("")), ids);
  EXPECT_EQ(List("")->next_page_token(), "");
  std::vector<LostSpan> lost;
  EXPECT_THAT(IdsOf(DecisionHandler(Rulesets(), nullptr, nullptr).List({}, lost)), IsEmpty());
}

// A code that is rare is looked for in all of the log, for as long as somebody waits.
TEST_F(DecisionHandlerTest, LooksNoFurtherOnceItsCallerLeft) {
  LogFive();
  int asked = 0;
  const auto is_cancelled = [&asked] { return ++asked == 3; };
  std::vector<LostSpan> lost;
  const auto page =
      handler().List(FromText<v1::ListDecisionsRequest>("kbli_code: '01111'"), is_cancelled, lost);
  EXPECT_EQ(page.status().code(), absl::StatusCode::kCancelled) << page.status();
  EXPECT_EQ(asked, 3);
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

// Records as large as they may be: a page is what a client takes, and no record is left out.
TEST_F(DecisionHandlerTest, APageEndsWhereItsBytesDo) {
  constexpr std::size_t kRecords = 120;
  constexpr std::size_t kBytes = 60'000;
  StoreBatch batch;
  for (std::size_t i = 0; i < kRecords; ++i) {
    internal::StoredDecision record;
    record.set_time_us(absl::ToUnixMicros(clock_.Now()));
    v1::ClassifyActivityRequest request = SoundRequest();
    request.mutable_activity()->set_legal_form(std::string(kBytes, 'x'));
    record.set_request(request.SerializeAsString());
    const DecisionId id{.time_us = static_cast<std::uint64_t>(record.time_us()), .sequence = i};
    batch.Put(Family::kDecisionLog, id.Key(), record.SerializeAsString());
  }
  ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
  const auto first = List("");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_LE(first->ByteSizeLong(), DecisionHandler::kMaxPageBytes + 2 * kBytes);
  EXPECT_GT(first->decisions_size(), 40);
  EXPECT_LT(first->decisions_size(), 60);
  EXPECT_THAT(Paged(""), SizeIs(kRecords));
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

// A clock that jumps to 2038 and back: ids stay in order, and each record keeps its own time, by
// which it is found.
TEST_F(DecisionHandlerTest, FindsRecordsOfAClockThatWasSetBack) {
  const v1::ClassifyActivityRequest request = SoundRequest();
  const absl::Time before = clock_.Now();
  std::vector<std::string> ids;
  {
    Writing writing(*store_, {}, clock_);
    for (const absl::Time time : {before, before + absl::Hours(24 * 365 * 12),
                                  before + absl::Minutes(1), before + absl::Minutes(2)}) {
      clock_.Set(time);
      GivenRecords given;
      ASSERT_TRUE(pipeline_.Answer({.request = &request, .given = &given}).ok());
      ids.push_back(writing.log.Append("portal", given, nullptr)->ToString());
    }
  }
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(List("")->decisions(2).time(), "2026-11-24T05:01:00+00:00");
  EXPECT_THAT(IdsOf(List("from_time: '2026-11-24T05:00:30Z' to_time: '2026-11-24T05:02:00Z'")),
              ElementsAre(ids[2]));
  EXPECT_EQ(Paged("page_size: 1 to_time: '2026-12-01T00:00:00Z'"),
            (std::vector<std::string>{ids[0], ids[2], ids[3]}));
  EXPECT_THAT(IdsOf(List("from_time: '2038-01-01T00:00:00Z'")), ElementsAre(ids[1]));
  const DecisionHandler reader = handler();
  Replay replay = *reader.Replay(FromText<v1::ReplayDecisionsRequest>(
      "ruleset: 'pp24-2018' from_time: '2026-11-24T05:00:30Z' to_time: '2026-11-24T05:10:00Z'"));
  std::vector<v1::ReplayDecisionsResponse> changes;
  while (!replay.is_done()) ASSERT_TRUE(replay.Step([] { return false; }, changes).ok());
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].decision().id(), ids[2]);
  EXPECT_EQ(changes[1].decision().id(), ids[3]);
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
