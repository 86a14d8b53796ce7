// The log answered again: under the same rules nothing differs, under others every difference is
// told.

#include "service/decisions/replay.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/stored.pb.h"
#include "service/answer/pipeline.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReplayTest : public ::testing::Test {
 protected:
  ReplayTest() {
    Store::Options options;
    options.path = folder_.path();
    store_ = *Store::Open(options);
  }

  // Answers each and logs it, a minute apart from 05:00 UTC on. Gives the ids.
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
  // Restaurants and shops in turn.
  std::vector<std::string> LogFive() {
    const v1::ClassifyActivityRequest shop = SoundRequest("activity { kbli_code: '47112' }");
    return Log({SoundRequest(), shop, SoundRequest(), shop, SoundRequest()});
  }

  absl::StatusOr<Replay> Start(const std::string& request) const {
    return Replay::Start(FromText<v1::ReplayDecisionsRequest>(request), *Library(), store_.get(),
                         redecide_);
  }
  absl::StatusOr<std::vector<v1::ReplayDecisionsResponse>> ReplayAll(
      const std::string& request) const {
    absl::StatusOr<Replay> replay = Start(request);
    if (!replay.ok()) return replay.status();
    std::vector<v1::ReplayDecisionsResponse> changes;
    while (!replay->is_done()) {
      const absl::Status status = replay->Step([] { return false; }, changes);
      if (!status.ok()) return status;
    }
    return changes;
  }

  const TempFolder folder_;
  FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  std::unique_ptr<Store> store_;
  const Pipeline pipeline_{Rulesets(), clock_};
  const Redecide redecide_ = pipeline_.redecide();
};

TEST_F(ReplayTest, ReplaysUnderTheSameRulesWithoutADifference) {
  std::vector<v1::ClassifyActivityRequest> requests;
  const auto& scopes = Library()->latest().data().scopes;
  for (std::size_t i = 0; i < scopes.size(); i += 23) {
    requests.push_back(SoundRequest("activity { kbli_code: '" + scopes[i].id.substr(0, 5) +
                                    "' scale: BUSINESS_SCALE_LARGE } language_code: 'en'"));
  }
  Log(requests);
  const auto changes = ReplayAll("ruleset: 'pp28-2025'");
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_THAT(*changes, IsEmpty());
}

TEST_F(ReplayTest, ReplaysUnderOtherRulesWithEveryDifference) {
  const std::vector<std::string> ids = LogFive();
  const auto changes = ReplayAll("ruleset: 'rulesets/pp24-2018'");
  ASSERT_TRUE(changes.ok()) << changes.status();
  ASSERT_EQ(changes->size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    const v1::ReplayDecisionsResponse& change = (*changes)[i];
    EXPECT_EQ(change.decision().id(), ids[i]);
    EXPECT_EQ(change.change().kbli_code(), i % 2 == 0 ? "56101" : "47112");
    EXPECT_EQ(change.change().scale(), v1::BUSINESS_SCALE_MICRO);
    EXPECT_EQ(change.change().location(), v1::LOCATION_TYPE_LAND);
    EXPECT_NE(change.change().from_risk(), v1::RISK_LEVEL_UNSPECIFIED);
    EXPECT_EQ(change.change().to_risk(), v1::RISK_LEVEL_UNSPECIFIED);
  }
}

TEST_F(ReplayTest, ReplaysASpan) {
  const std::vector<std::string> ids = LogFive();
  const auto changes = ReplayAll(
      "ruleset: 'pp24-2018' from_time: '2026-11-24T05:01:00Z' to_time: '2026-11-24T05:02:00Z'");
  ASSERT_TRUE(changes.ok()) << changes.status();
  ASSERT_EQ(changes->size(), 1U);
  EXPECT_EQ(changes->front().decision().id(), ids[1]);
}

// A step ends where it is full, and the next one goes on after it.
TEST_F(ReplayTest, ReplaysInSteps) {
  const std::vector<std::string> ids =
      Log(std::vector<v1::ClassifyActivityRequest>(2 * Replay::kMaxFound + 3, SoundRequest()));
  Replay replay = *Start("ruleset: 'pp24-2018'");
  std::vector<std::size_t> steps;
  std::vector<std::string> found;
  while (!replay.is_done()) {
    std::vector<v1::ReplayDecisionsResponse> changes;
    ASSERT_TRUE(replay.Step([] { return false; }, changes).ok());
    steps.push_back(changes.size());
    for (const v1::ReplayDecisionsResponse& change : changes)
      found.push_back(change.decision().id());
  }
  EXPECT_THAT(steps, ElementsAre(Replay::kMaxFound, Replay::kMaxFound, 3U));
  EXPECT_EQ(found, ids);
}

TEST_F(ReplayTest, ReplaysNothingForACallerWhoIsGone) {
  LogFive();
  Replay replay = *Start("ruleset: 'pp24-2018'");
  std::vector<v1::ReplayDecisionsResponse> changes;
  EXPECT_TRUE(replay.Step([] { return true; }, changes).ok());
  EXPECT_THAT(changes, IsEmpty());
  EXPECT_FALSE(replay.is_done());
}

TEST_F(ReplayTest, ReplaysUnderNoOtherRules) {
  LogFive();
  EXPECT_EQ(Start("ruleset: 'pp99-2099'").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Start("").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Start("ruleset: 'pp28-2025' from_time: 'x'").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ReplayTest, WithoutAStoreThereIsNothingToRead) {
  const Redecide none;
  const auto replay = Replay::Start(FromText<v1::ReplayDecisionsRequest>("ruleset: 'pp28-2025'"),
                                    *Library(), nullptr, none);
  ASSERT_TRUE(replay.ok()) << replay.status();
  EXPECT_TRUE(replay->is_done());
}

// A record that cannot be read, and one whose own rules are held no more.
TEST_F(ReplayTest, PassesOverWhatItCannotReadAndSaysWhatIsRecorded) {
  internal::StoredDecision stored;
  stored.set_request(SoundRequest().SerializeAsString());
  stored.set_ruleset("rulesets/pp28-2025@" + std::string(64, '0'));
  stored.set_outcome(v1::OUTCOME_REFUSED);
  stored.set_risk_level(v1::RISK_LEVEL_HIGH);
  stored.set_kbli_edition(v1::KBLI_EDITION_2025);
  StoreBatch batch;
  batch.Put(Family::kDecisionLog, std::string(16, '\x01'), "\xFF\xFF");
  batch.Put(Family::kDecisionLog, std::string(16, '\x02'), stored.SerializeAsString());
  ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
  const auto changes = ReplayAll("ruleset: 'pp28-2025'");
  ASSERT_TRUE(changes.ok()) << changes.status();
  ASSERT_EQ(changes->size(), 1U);
  EXPECT_EQ(changes->front().change().from_risk(), v1::RISK_LEVEL_HIGH);
  EXPECT_EQ(changes->front().decision().outcome(), v1::OUTCOME_REFUSED);
}

}  // namespace
}  // namespace izin::testing
