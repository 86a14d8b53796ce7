// Answers go into the store's cache in batches; what finds no place is counted.

#include "service/store/answer_writer.h"

#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "service/store/answer_name.h"
#include "service/store/answer_store.h"
#include "tests/integration/process.h"
#include "tests/testing/fake_clock.h"

namespace izin::testing {
namespace {

constexpr std::size_t kPlaces = 512;

AnswerWriter::Answer AnswerOf(const std::string& key) {
  v1::Classification classification;
  classification.set_name(NameOfKey(key));
  classification.set_outcome(v1::OUTCOME_DECIDED);
  return {.activity_key = key,
          .name = classification.name(),
          .outcome = v1::OUTCOME_DECIDED,
          .risk_level = v1::RISK_LEVEL_HIGH,
          .classification = classification.SerializeAsString()};
}

// The writer's thread is not started: a test works in its place.
class AnswerWriterTest : public ::testing::Test {
 protected:
  static Store::Options At(const std::string& path) {
    Store::Options options;
    options.path = path;
    return options;
  }

  const TempFolder folder_;
  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  const std::unique_ptr<Store> store_ = *Store::Open(At(folder_.path()));
  BackgroundWriter writer_{*store_, {}};
  AnswerWriter answers_{writer_, clock_};
};

TEST_F(AnswerWriterTest, KeepsAnswersForOthers) {
  EXPECT_FALSE(answers_.HasWork());
  answers_.Keep(AnswerOf("one"));
  answers_.Keep(AnswerOf("two"));
  EXPECT_TRUE(answers_.HasWork());
  EXPECT_FALSE(ReadAnswer(*store_, "one").has_value());
  answers_.Work();
  EXPECT_FALSE(answers_.HasWork());
  for (const char* key : {"one", "two"}) {
    const std::optional<KeptAnswer> kept = ReadAnswer(*store_, key);
    ASSERT_TRUE(kept.has_value()) << key;
    EXPECT_EQ(kept->classification.name(), NameOfKey(key));
    EXPECT_EQ(*KeyOfName(store_.get(), NameOfKey(key)), key);
  }
  EXPECT_EQ(answers_.counters().kept, 2U);
  EXPECT_EQ(answers_.counters().dropped, 0U);
  EXPECT_EQ(writer_.counters().writes, 1U) << "one batch for both";
}

TEST_F(AnswerWriterTest, StampsThemWithItsClock) {
  answers_.Keep(AnswerOf("key"));
  clock_.AdvanceBy(absl::Seconds(7));
  answers_.Work();
  const std::string value = *store_->Get(Family::kClassification, "key");
  EXPECT_EQ(FromBigEndian(value.substr(0, 8)), 1'800'000'007U);
  EXPECT_EQ(value[8], v1::OUTCOME_DECIDED);
  EXPECT_EQ(value[9], v1::RISK_LEVEL_HIGH);
}

TEST_F(AnswerWriterTest, WritesNothingWhereNothingWaits) {
  answers_.Work();
  EXPECT_EQ(writer_.counters().writes, 0U);
}

TEST_F(AnswerWriterTest, LeavesOutAnAnswerWithoutAName) {
  AnswerWriter::Answer nameless = AnswerOf("nameless");
  nameless.name = "none";
  answers_.Keep(nameless);
  answers_.Keep(AnswerOf("named"));
  answers_.Work();
  EXPECT_TRUE(absl::IsNotFound(store_->Get(Family::kClassification, "nameless").status()));
  EXPECT_TRUE(store_->Get(Family::kClassification, "named").ok());
  EXPECT_EQ(answers_.counters().kept, 1U);
  EXPECT_EQ(answers_.counters().dropped, 1U);
}

TEST_F(AnswerWriterTest, DropsWhatFindsNoPlace) {
  for (std::size_t i = 0; i < kPlaces + 3; ++i) answers_.Keep(AnswerOf(std::to_string(i)));
  EXPECT_EQ(answers_.counters().dropped, 3U);
  answers_.Work();
  EXPECT_EQ(answers_.counters().kept, kPlaces);
  EXPECT_TRUE(ReadAnswer(*store_, std::to_string(kPlaces - 1)).has_value());
  EXPECT_FALSE(ReadAnswer(*store_, std::to_string(kPlaces)).has_value());
  answers_.Keep(AnswerOf("again"));  // there is room once more
  answers_.Work();
  EXPECT_TRUE(ReadAnswer(*store_, "again").has_value());
}

TEST_F(AnswerWriterTest, CountsWhatADiskDoesNotTake) {
  const std::unique_ptr<Store> reader = *Store::OpenReadOnly(At(folder_.path()));
  BackgroundWriter writer(*reader, {});
  AnswerWriter answers(writer, clock_);
  for (int i = 0; i < 4; ++i) answers.Keep(AnswerOf(std::to_string(i)));
  answers.Work();
  EXPECT_EQ(answers.counters().kept, 0U);
  EXPECT_EQ(answers.counters().dropped, 4U);
  EXPECT_FALSE(answers.HasWork()) << "they would be written again and again";
}

// With the thread: what waits is written before it ends.
TEST_F(AnswerWriterTest, IsWrittenOutWhenTheWriterStops) {
  writer_.Start();
  for (int i = 0; i < 100; ++i) answers_.Keep(AnswerOf(std::to_string(i)));
  writer_.Stop();
  for (int i = 0; i < 100; ++i)
    EXPECT_TRUE(ReadAnswer(*store_, std::to_string(i)).has_value()) << i;
}

}  // namespace
}  // namespace izin::testing
