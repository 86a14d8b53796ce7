// What keeps a store in order, round by round of the writer.

#include "service/store/upkeep.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin::testing {
namespace {

constexpr int kRoundsBetweenLooks = 4096;

// Keys of the log: a time that no log has outlived yet (2096), then a number.
std::string LogKey(std::uint64_t number) {
  return BigEndian(4'000'000'000'000'000) + BigEndian(number);
}

// A log of 4,000 records that do not compress, about 4 MiB.
class UpkeepTest : public ::testing::Test {
 protected:
  UpkeepTest() {
    Store::Options options;
    options.path = folder_.path();
    store_ = *Store::Open(options);
    std::mt19937_64 random(5);
    for (std::uint64_t i = 0; i < kRecords;) {
      StoreBatch batch;
      for (int j = 0; j < 100; ++j) {
        std::string value(1024, '\0');
        for (char& byte : value) byte = static_cast<char>(random());  // does not compress
        batch.Put(Family::kDecisionLog, LogKey(i++), std::move(value));
      }
      EXPECT_TRUE(store_->Write(batch, Durability::kNone).ok());
    }
    EXPECT_TRUE(store_->Flush().ok());
  }
  // The numbers of the records that are left.
  std::vector<std::uint64_t> Left() const {
    std::vector<std::uint64_t> left;
    const absl::Status status = store_->Scan(Family::kDecisionLog, "", "",
                                             [&left](absl::string_view key, absl::string_view) {
                                               left.push_back(FromBigEndian(key.substr(8)));
                                               return true;
                                             });
    EXPECT_TRUE(status.ok()) << status;
    return left;
  }
  std::uint64_t Records() const { return Left().size(); }

  static constexpr std::uint64_t kRecords = 4000;

  const TempFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(UpkeepTest, ALogThatFitsIsLeftAlone) {
  ASSERT_TRUE(store_->TrimTo(Family::kDecisionLog, std::uint64_t{64} << 20).ok());
  EXPECT_EQ(Records(), kRecords);
}

TEST_F(UpkeepTest, ALogThatDoesNotFitLosesItsOldest) {
  const std::uint64_t bytes = store_->BytesOf(Family::kDecisionLog);
  EXPECT_GT(bytes, kRecords * 1000);
  ASSERT_TRUE(store_->TrimTo(Family::kDecisionLog, bytes / 2).ok());
  const std::vector<std::uint64_t> left = Left();
  EXPECT_GT(left.size(), kRecords * 40 / 100);
  EXPECT_LT(left.size(), kRecords * 50 / 100);
  for (std::size_t i = 0; i < left.size(); ++i) ASSERT_EQ(left[i], kRecords - left.size() + i);
}

TEST_F(UpkeepTest, TrimsAnotherFamilyAlone) {
  ASSERT_TRUE(store_->TrimTo(Family::kClassification, 0).ok());
  EXPECT_EQ(Records(), kRecords);
}

TEST_F(UpkeepTest, TrimsTheOldestEverySoManyRounds) {
  BackgroundWriter writer(*store_, {});
  Trimming part(writer, Family::kDecisionLog, kRecords * 1024 / 2);
  for (int i = 1; i < kRoundsBetweenLooks; ++i) part.Work();
  EXPECT_EQ(Records(), kRecords);
  part.Work();
  EXPECT_GT(Records(), 0U);
  EXPECT_LT(Records(), kRecords);
  EXPECT_TRUE(absl::IsNotFound(store_->Get(Family::kDecisionLog, LogKey(0)).status()));
  EXPECT_TRUE(store_->Get(Family::kDecisionLog, LogKey(kRecords - 1)).ok());
  EXPECT_FALSE(part.HasWork()) << "a writer that stops would wait for it";
}

TEST_F(UpkeepTest, TrimsNothingThatFits) {
  BackgroundWriter writer(*store_, {});
  Trimming part(writer, Family::kDecisionLog, std::uint64_t{1} << 30);
  for (int i = 0; i < 2 * kRoundsBetweenLooks; ++i) part.Work();
  EXPECT_EQ(Records(), kRecords);
}

TEST_F(UpkeepTest, MendsNothingOfASoundStore) {
  BackgroundWriter writer(*store_, {});
  Mending part(writer);
  for (int i = 0; i < 10; ++i) part.Work();
  EXPECT_EQ(Records(), kRecords);
  EXPECT_EQ(store_->counters().rebuilds, 0U);
  EXPECT_FALSE(part.HasWork());
}

// As a part: its first round begins a damaged cache anew. How that goes is told in
// store_faults_test.cc.
TEST_F(UpkeepTest, BeginsADamagedCacheAnew) {
  StoreBatch batch;
  for (std::uint64_t i = 0; i < 200; ++i)
    batch.Put(Family::kClassification, BigEndian(i), std::string(2000, 'a'));
  ASSERT_TRUE(store_->Write(batch, Durability::kNone).ok());
  ASSERT_TRUE(store_->Flush().ok());
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    const std::string bytes = FileText(entry.path().string());
    if (entry.path().extension() != ".sst" || bytes.find("classification") == std::string::npos)
      continue;
    std::fstream file(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
    for (std::size_t at = 0; at < bytes.size() * 6 / 10; at += 16) {
      file.seekp(static_cast<std::streamoff>(at));
      file.put(static_cast<char>(bytes[at] ^ 1));
    }
  }
  EXPECT_TRUE(absl::IsDataLoss(store_->Get(Family::kClassification, BigEndian(0)).status()));
  BackgroundWriter writer(*store_, {});
  Mending part(writer);
  part.Work();
  EXPECT_EQ(store_->counters().rebuilds, 1U);
  EXPECT_TRUE(absl::IsNotFound(store_->Get(Family::kClassification, BigEndian(0)).status()));
  EXPECT_EQ(Records(), kRecords);
}

}  // namespace
}  // namespace izin::testing
