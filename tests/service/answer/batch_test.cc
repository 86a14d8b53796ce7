// Batches: each item is answered or refused on its own.

#include "service/answer/batch.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

class BatchTest : public ::testing::Test {
 protected:
  static v1::BatchClassifyActivitiesRequest Batch(const std::vector<std::string>& changes) {
    v1::BatchClassifyActivitiesRequest batch;
    for (const std::string& change : changes) *batch.add_requests() = SoundRequest(change);
    return batch;
  }
  // The message of the pieces, as a client reads it.
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> Answered(
      const v1::BatchClassifyActivitiesRequest& batch, GivenRecords* given = nullptr,
      std::size_t max_bytes = kMaxBatchBytes) const {
    const absl::StatusOr<std::vector<grpc::Slice>> pieces = AnswerBatch(
        pipeline_, batch, max_bytes, [] { return false; }, given);
    if (!pieces.ok()) return pieces.status();
    std::string bytes;
    for (const grpc::Slice& piece : *pieces)
      bytes.append(reinterpret_cast<const char*>(piece.begin()), piece.size());
    v1::BatchClassifyActivitiesResponse response;
    EXPECT_TRUE(response.ParseFromString(bytes));
    return response;
  }

  const FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  const Pipeline pipeline_{Rulesets(), clock_};
};

TEST_F(BatchTest, AnswersOrRefusesEachInOrder) {
  const auto response = Answered(Batch({"", "activity { kbli_code: '99998' }",
                                        "as_of: '2022-01-01'", "activity { kbli_code: '47112' }"}));
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->results_size(), 4);
  EXPECT_EQ(response->results(0).classification().kbli_code(), "56101");
  EXPECT_EQ(response->results(1).error().code(), 5);
  EXPECT_EQ(response->results(1).error().field_path(), "activity.kbli_code");
  EXPECT_EQ(response->results(2).error().code(), 9);
  EXPECT_EQ(response->results(3).classification().kbli_code(), "47112");
}

TEST_F(BatchTest, AnswersAsAlone) {
  const auto response = Answered(Batch({"explain: true", "view: CLASSIFICATION_VIEW_BASIC"}));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->results(0).classification().SerializeAsString(),
            Answer(SoundRequest("explain: true"))->SerializeAsString());
  EXPECT_EQ(response->results(1).classification().SerializeAsString(),
            Answer(SoundRequest("view: CLASSIFICATION_VIEW_BASIC"))->SerializeAsString());
}

TEST_F(BatchTest, TellsTheLogOfWhatWasAnswered) {
  GivenRecords given;
  const auto batch = Batch({"", "activity { kbli_code: '99998' }", "language_code: 'en'"});
  ASSERT_TRUE(Answered(batch, &given).ok());
  EXPECT_EQ(given.places(), 3U);
  ASSERT_EQ(given.items().size(), 2U);
  EXPECT_EQ(given.items()[0].place, 0U);
  EXPECT_EQ(given.items()[1].place, 2U);
  EXPECT_EQ(given.bytes(),
            batch.requests(0).SerializeAsString() + batch.requests(2).SerializeAsString());
}

TEST_F(BatchTest, StopsWhenTheCallerWentAway) {
  const auto pieces = AnswerBatch(
      pipeline_, Batch({""}), kMaxBatchBytes, [] { return true; }, nullptr);
  EXPECT_EQ(pieces.status().code(), absl::StatusCode::kCancelled);
}

// The law changes at midnight, while a batch is answered.
TEST_F(BatchTest, AnswersAllByTheDayOfItsStart) {
  FakeClock clock(FakeClock::NoonInJakarta(absl::CivilDay(2025, 6, 4)));
  const Pipeline pipeline(Rulesets(), clock);
  const auto batch = Batch(std::vector<std::string>(100));
  const auto answered = [&] {
    const absl::StatusOr<std::vector<grpc::Slice>> pieces = AnswerBatch(
        pipeline, batch, kMaxBatchBytes,
        [&] {
          clock.AdvanceBy(absl::Hours(12));
          return false;
        },
        nullptr);
    std::set<int> found;
    for (const grpc::Slice& piece : *pieces) {
      v1::BatchClassifyActivitiesResponse item;
      item.ParseFromArray(piece.begin(), static_cast<int>(piece.size()));
      found.insert(item.results(0).error().code());
    }
    return found;
  };
  clock.AdvanceBy(-absl::Hours(12));
  EXPECT_EQ(answered(), std::set<int>{9});  // no ruleset is held for that day
  EXPECT_EQ(answered(), std::set<int>{0});
}

TEST_F(BatchTest, IsBounded) {
  const auto many =
      Answered(Batch(std::vector<std::string>(static_cast<std::size_t>(kMaxBatch) + 1)));
  EXPECT_EQ(many.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(many.status().message(), HasSubstr("1001 requests: want at most 1000"));
  const auto large = Answered(Batch({"", ""}), nullptr, /*max_bytes=*/4000);
  EXPECT_EQ(large.status().code(), absl::StatusCode::kResourceExhausted);
  // What it says can be done, and names no method that is not served.
  EXPECT_EQ(large.status().message(),
            "the answers exceed 4 MiB: ask for CLASSIFICATION_VIEW_BASIC, or for fewer requests at "
            "once");
  EXPECT_THAT(large.status().message(), HasSubstr("BASIC"));
}

}  // namespace
}  // namespace izin::testing
