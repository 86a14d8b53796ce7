// What is kept must come back: trimming, damage, restarts and readers beside a writer.

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "service/answer/pipeline.h"
#include "service/decisions/decision_handler.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

constexpr std::uint64_t kMoment = 4'000'000'000'000'000;  // microseconds: never too old to keep

Store::Options At(const std::string& path) {
  Store::Options options;
  options.path = path;
  return options;
}

std::string BytesOf(const EncodedAnswer& answer) {
  return {reinterpret_cast<const char*>(answer.response.begin()), answer.response.size()};
}

std::string KeyOf(std::uint64_t number) { return BigEndian(kMoment) + BigEndian(number); }

// Bytes that do not compress.
std::string Noise(std::mt19937_64& random, std::size_t size) {
  std::string noise(size, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  return noise;
}

absl::Status PutRecord(Store& store, std::uint64_t number, const std::string& value,
                       Durability durability) {
  StoreBatch batch;
  batch.Put(Family::kDecisionLog, KeyOf(number), value);
  return store.Write(batch, durability);
}

std::uint64_t CountRecords(const Store& store) {
  std::uint64_t count = 0;
  EXPECT_TRUE(store
                  .Scan(Family::kDecisionLog, "", "",
                        [&count](absl::string_view, absl::string_view) {
                          ++count;
                          return true;
                        })
                  .ok());
  return count;
}

class KeptRecords : public ::testing::Test {
 protected:
  KeptRecords() : path_(folder_ / "db") {}

  TempFolder folder_;
  std::string path_;
  FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  // With the parts that are given.
  Pipeline With(const Pipeline::Parts& parts) const {
    return Pipeline(Rulesets(), clock_, JointLeave::kSkipped, parts);
  }
};

TEST_F(KeptRecords, TrimmingAgainDeletesNothingMore) {
  const auto store = *Store::Open(At(path_));
  std::mt19937_64 random(1);
  for (std::uint64_t i = 0; i < 4000; ++i)
    ASSERT_TRUE(PutRecord(*store, i, Noise(random, 1024), Durability::kProcess).ok());
  ASSERT_TRUE(store->Flush().ok());
  const std::uint64_t half = store->BytesOf(Family::kDecisionLog) / 2;
  ASSERT_TRUE(store->TrimTo(Family::kDecisionLog, half).ok());
  const std::uint64_t left = CountRecords(*store);
  EXPECT_GT(left, 1500U);
  EXPECT_LT(left, 2500U);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(store->TrimTo(Family::kDecisionLog, half).ok());
  EXPECT_EQ(CountRecords(*store), left);
}

TEST_F(KeptRecords, ADamagedLogDoesNotPassAsWhole) {
  {
    const auto store = *Store::Open(At(path_));
    for (std::uint64_t i = 0; i < 200; ++i)
      ASSERT_TRUE(PutRecord(*store, i, std::string(300, 'x'), Durability::kMachine).ok());
  }
  std::string log;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    if (entry.path().extension() == ".log") log = std::max(log, entry.path().string());
  }
  std::string bytes = FileText(log);
  bytes[bytes.size() / 10] ^= 1;
  std::ofstream(log, std::ios::binary | std::ios::trunc) << bytes;
  EXPECT_EQ(Store::Open(At(path_)).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(KeptRecords, AReaderBesideAWriterMissesNothing) {
  const auto writer = *Store::Open(At(path_));
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> written{0};
  std::atomic<std::uint64_t> enough{0};  // ahead of the reader, whose work grows with the records
  std::thread writing([&] {
    std::mt19937_64 random(1);
    for (std::uint64_t i = 0; !stop; ++i) {
      while (i > enough && !stop) std::this_thread::yield();
      if (!PutRecord(*writer, i, Noise(random, 4096), Durability::kProcess).ok()) continue;
      written = i + 1;
      if (i % 50 == 0) writer->Flush().IgnoreError();
    }
  });
  for (int i = 0; i < 30; ++i) {
    const std::uint64_t before = written;
    enough = before + 400;
    const auto reader = Store::OpenReadOnly(At(path_));
    EXPECT_TRUE(reader.ok()) << reader.status();
    if (reader.ok()) {
      EXPECT_GE(CountRecords(**reader), before);
    }
  }
  stop = true;
  writing.join();
}

TEST_F(KeptRecords, IdsDifferAcrossRestartsOfOneMoment) {
  const auto store = *Store::Open(At(path_));
  const auto id = [&] {
    Writing writing(*store, {}, clock_);
    return AppendOne(writing.log, "", "", std::make_shared<const AnswerFacts>())->ToString();
  };
  EXPECT_NE(id(), id());
}

TEST_F(KeptRecords, RepairWantsADatabase) {
  std::filesystem::create_directories(path_);
  EXPECT_EQ(Store::Repair(path_).code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(std::filesystem::is_empty(path_));
}

TEST_F(KeptRecords, AFilingOnTheFirstDayIsNoMissingOne) {
  AnswerCache cache(1 << 20);
  const Pipeline remembering = With({.memory = &cache});
  ASSERT_TRUE(remembering.Classify(SoundRequest()).ok());
  const auto filed = SoundRequest("activity { filed_on: '1970-01-01' }");
  EXPECT_EQ(BytesOf(**remembering.Answer({.request = &filed})),
            BytesOf(**With({}).Answer({.request = &filed})));
}

TEST_F(KeptRecords, ANameOfABasicAnswerCanBeRead) {
  const auto store = *Store::Open(At(path_));
  std::string name;
  {
    Writing writing(*store, {}, clock_);
    const Pipeline keeping = With({.store = store.get(), .writer = &writing.answers});
    name = keeping.Classify(SoundRequest("view: CLASSIFICATION_VIEW_BASIC"))->name();
  }
  const auto kept = With({.store = store.get()}).Answer({.name = name});
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ((*kept)->Decode().SerializeAsString(), Answer(SoundRequest())->SerializeAsString());
}

// A request of a day before the change of editions was read in KBLI 2020, and is when replayed.
TEST_F(KeptRecords, ReplayReadsTheEditionOfThatDay) {
  const auto store = *Store::Open(At(path_));
  const KbliCatalogue& old = Library()->latest().kbli(KbliEdition::k2020);
  const Pipeline pipeline = With({});
  {
    Writing writing(*store, {}, clock_);
    for (int i = 0; i < old.subclass_count(); i += 9) {
      const auto request = SoundRequest("as_of: '2025-07-01' activity { kbli_code: '" +
                                        old.CodeAt(i).ToString() + "' }");
      GivenRecords given;
      const auto answer = pipeline.Answer({.request = &request, .given = &given});
      ASSERT_TRUE(answer.ok()) << answer.status();
      writing.log.Append("", given, nullptr);
    }
  }
  ASSERT_GT(CountRecords(*store), 150U);
  v1::ReplayDecisionsRequest request;
  request.set_ruleset("pp28-2025");
  const DecisionHandler handler(Rulesets(), store.get(), pipeline.redecide());
  Replay replay = *handler.Replay(request);
  std::vector<v1::ReplayDecisionsResponse> differing;
  while (!replay.is_done()) ASSERT_TRUE(replay.Step([] { return false; }, differing).ok());
  EXPECT_EQ(differing.size(), 0U);
}

class BadTime : public KeptRecords, public ::testing::WithParamInterface<const char*> {};
INSTANTIATE_TEST_SUITE_P(Times, BadTime,
                         ::testing::Values("infinite-future", "infinite-past",
                                           " 2026-11-24T05:00:00Z ", "99999-01-01T00:00:00Z"));

TEST_P(BadTime, IsRefused) {
  v1::ListDecisionsRequest request;
  request.set_from_time(GetParam());
  std::vector<LostSpan> lost;
  EXPECT_EQ(DecisionHandler(Rulesets(), nullptr, nullptr).List(request, lost).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace izin::testing
