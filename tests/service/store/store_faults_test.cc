// The database on a disk that is full, and with a damaged cache.

#include "service/store/internal/store_faults.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/internal/damaged_cache.h"
#include "service/store/internal/store_status.h"
#include "service/store/store.h"
#include "tests/integration/process.h"
#include "tests/integration/small_disk.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<std::unique_ptr<Store>> OpenAt(const std::string& path,
                                              std::uint64_t reserve_bytes) {
  Store::Options options;
  options.path = path;
  options.reserve_bytes = reserve_bytes;
  return Store::Open(options);
}

std::string KeyOf(std::uint64_t number) {
  return BigEndian(4'000'000'000'000'000) + BigEndian(number);  // a time to come
}

// Bytes that do not compress, after a time to come.
std::string ValueOf(std::uint64_t number, std::size_t size) {
  std::mt19937_64 random(number);
  std::string value = BigEndian(4'000'000'000);
  while (value.size() < size) value += BigEndian(random());
  return value;
}

absl::Status PutOne(Store& store, Family family, std::uint64_t number, std::size_t size) {
  StoreBatch batch;
  batch.Put(family, KeyOf(number), ValueOf(number, size));
  return store.Write(batch, Durability::kMachine);
}

// --- a full disk ------------------------------------------------------------------------------

class FullDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!disk_.fault().empty()) GTEST_SKIP() << "no tmpfs can be mounted: " << disk_.fault();
  }

  // Writes until it succeeds, at most for half a minute.
  static absl::Status Recovered(Store& store, std::uint64_t number) {
    const absl::Time deadline = absl::Now() + absl::Seconds(30);
    absl::Status status = PutOne(store, Family::kDecisionLog, number, 1000);
    while (!status.ok() && absl::Now() < deadline) {
      absl::SleepFor(absl::Milliseconds(50));
      status = PutOne(store, Family::kDecisionLog, number, 1000);
    }
    return status;
  }
  static void ExpectAll(const Store& store, const std::vector<std::uint64_t>& written) {
    for (const std::uint64_t number : written) {
      const absl::StatusOr<std::string> value = store.Get(Family::kDecisionLog, KeyOf(number));
      ASSERT_TRUE(value.ok()) << number << " " << value.status();
    }
  }

  SmallDisk disk_{"96m"};
  std::string path_ = disk_.path() + "/db";
};

TEST_F(FullDiskTest, IsLeftSomeRoom) {
  const std::unique_ptr<Store> store = *OpenAt(path_, 16 << 20);
  ASSERT_TRUE(PutOne(*store, Family::kDecisionLog, 1, 1000).ok());
  disk_.Fill();
  const absl::Status full = PutOne(*store, Family::kDecisionLog, 2, 1000);
  EXPECT_TRUE(absl::IsUnavailable(full)) << full;
  EXPECT_THAT(full.message(), HasSubstr(path_ + ": the disk is full"));
  disk_.Free();
  EXPECT_TRUE(PutOne(*store, Family::kDecisionLog, 3, 1000).ok());
}

// Without that room RocksDB meets the end of the disk, in its log and in its tables, again and
// again. What it acknowledged is never lost, and it goes on as soon as it can.
TEST_F(FullDiskTest, IsGotOverWhereRocksDbMeetsIt) {
  std::vector<std::uint64_t> written;
  std::uint64_t number = 0;
  {
    const std::unique_ptr<Store> store = *OpenAt(path_, 0);
    for (int round = 0; round < 6; ++round) {
      if (round % 2 == 1) {
        ASSERT_TRUE(PutOne(*store, Family::kDecisionLog, number, 1000).ok());
        written.push_back(number++);
      }
      disk_.Fill();
      absl::Status status;
      for (int i = 0; i < 20'000 && status.ok(); ++i, ++number) {
        status = PutOne(*store, Family::kDecisionLog, number, 4000);
        if (status.ok()) written.push_back(number);
      }
      ASSERT_TRUE(absl::IsUnavailable(status)) << status;
      for (int i = 0; i < 20; ++i, ++number) {  // still full
        if (PutOne(*store, Family::kDecisionLog, number, 4000).ok()) written.push_back(number);
      }
      disk_.Free();
      const absl::Status recovered = Recovered(*store, number);
      ASSERT_TRUE(recovered.ok()) << recovered;
      written.push_back(number++);
      ExpectAll(*store, written);
    }
  }
  const absl::StatusOr<std::unique_ptr<Store>> again = OpenAt(path_, 0);
  ASSERT_TRUE(again.ok()) << again.status();
  ExpectAll(**again, written);
}

TEST_F(FullDiskTest, IsNoPlaceToOpenADatabase) {
  disk_.Fill();
  for (const std::uint64_t reserve : {std::uint64_t{0}, std::uint64_t{16} << 20}) {
    const absl::Status status = OpenAt(path_, reserve).status();
    EXPECT_TRUE(absl::IsUnavailable(status)) << status;
    EXPECT_THAT(status.message(), HasSubstr(path_));
    EXPECT_THAT(status.message(), HasSubstr("free some space on this disk"));
  }
  disk_.Free();
  EXPECT_TRUE(OpenAt(path_, 0).ok());
}

// A reader holds the database open while it must be opened anew: it is told to come again.
TEST_F(FullDiskTest, EndsAScanThatIsInTheWay) {
  const std::unique_ptr<Store> store = *OpenAt(path_, 0);
  for (std::uint64_t i = 0; i < 100; ++i) ASSERT_TRUE(PutOne(*store, Family::kJob, i, 100).ok());
  disk_.Fill();
  std::uint64_t number = 0;
  while (PutOne(*store, Family::kDecisionLog, number, 4000).ok()) ++number;
  std::atomic<bool> is_reading{false};
  std::thread reader([&] {
    const absl::Status status = store->Scan(Family::kJob, "", "", [&](absl::string_view, auto) {
      is_reading = true;
      absl::SleepFor(absl::Milliseconds(100));
      return true;
    });
    EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  });
  while (!is_reading) std::this_thread::yield();
  disk_.Free();
  EXPECT_TRUE(Recovered(*store, number).ok());
  reader.join();
}

// --- a damaged cache --------------------------------------------------------------------------

constexpr std::uint64_t kAnswers = 200;

class DamagedCacheTest : public ::testing::Test {
 protected:
  DamagedCacheTest() {
    const std::unique_ptr<Store> store = *OpenAt(path_, 0);
    for (std::uint64_t i = 0; i < kAnswers; ++i) {
      EXPECT_TRUE(PutOne(*store, Family::kClassification, i, 2000).ok());
      EXPECT_TRUE(PutOne(*store, Family::kDecisionLog, i, 200).ok());
    }
    EXPECT_TRUE(store->Flush().ok());
    // In the write-ahead log alone.
    EXPECT_TRUE(PutOne(*store, Family::kDecisionLog, kAnswers, 200).ok());
  }

  // Flips bits in the tables of a family, which is named in them in plain text.
  void Damage(const std::string& family, double from, double to) const {
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      if (entry.path().extension() != ".sst") continue;
      const std::string bytes = FileText(entry.path().string());
      if (bytes.find(family) == std::string::npos) continue;
      std::fstream file(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
      const auto size = static_cast<double>(bytes.size());
      for (auto at = static_cast<std::size_t>(from * size);
           at < static_cast<std::size_t>(to * size); at += 64) {
        file.seekp(static_cast<std::streamoff>(at));
        file.put(static_cast<char>(bytes[at] ^ 1));
      }
    }
  }
  static void ExpectRecords(const Store& store) {
    for (std::uint64_t i = 0; i <= kAnswers; ++i) {
      const absl::StatusOr<std::string> record = store.Get(Family::kDecisionLog, KeyOf(i));
      ASSERT_TRUE(record.ok()) << i << " " << record.status();
      EXPECT_EQ(*record, ValueOf(i, 200));
    }
  }
  // Reads until an error: nothing wrong is read before.
  static absl::Status ReadAnswers(const Store& store) {
    for (std::uint64_t i = 0; i < kAnswers; ++i) {
      const absl::StatusOr<std::string> answer = store.Get(Family::kClassification, KeyOf(i));
      if (!answer.ok()) return answer.status();
      EXPECT_EQ(*answer, ValueOf(i, 2000));
    }
    return absl::OkStatus();
  }
  int Quarantines() const {
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path_))
      found += entry.path().filename().string().rfind("quarantine-", 0) == 0 ? 1 : 0;
    return found;
  }

  TempFolder folder_;
  std::string path_ = folder_ / "db";
};

TEST_F(DamagedCacheTest, IsNotReadAgainUntilItIsMended) {
  const std::unique_ptr<Store> store = *OpenAt(path_, 0);
  EXPECT_TRUE(store->MendCache().ok());  // nothing to mend
  EXPECT_EQ(store->counters().rebuilds, 0U);
  Damage("classification", 0.1, 0.6);
  EXPECT_TRUE(absl::IsDataLoss(ReadAnswers(*store)));
  const std::uint64_t errors = store->counters().read_errors;
  EXPECT_EQ(errors, 1U);
  EXPECT_TRUE(absl::IsDataLoss(store->Get(Family::kClassification, KeyOf(kAnswers - 1)).status()));
  EXPECT_EQ(store->counters().read_errors, errors);

  ASSERT_TRUE(store->MendCache().ok());
  EXPECT_EQ(store->counters().rebuilds, 1U);
  EXPECT_EQ(Quarantines(), 1);
  EXPECT_TRUE(absl::IsNotFound(store->Get(Family::kClassification, KeyOf(0)).status()));
  for (std::uint64_t i = 0; i < kAnswers; ++i)
    ASSERT_TRUE(PutOne(*store, Family::kClassification, i, 2000).ok());
  ASSERT_TRUE(store->Flush().ok());
  EXPECT_TRUE(ReadAnswers(*store).ok());
  ExpectRecords(*store);
}

// Compaction meets the damage before any reader does.
TEST_F(DamagedCacheTest, StopsNoWritesWhereItIsCompacted) {
  const std::unique_ptr<Store> store = *OpenAt(path_, 0);
  Damage("classification", 0.1, 0.6);
  for (int table = 0; table < 5; ++table) {
    for (std::uint64_t i = 0; i < kAnswers; i += 3)
      ASSERT_TRUE(PutOne(*store, Family::kClassification, i, 2000).ok());
    ASSERT_TRUE(store->Flush().ok());
  }
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  while (store->counters().read_errors == 0 && absl::Now() < deadline)
    absl::SleepFor(absl::Milliseconds(10));
  EXPECT_GT(store->counters().read_errors, 0U);
  ASSERT_TRUE(PutOne(*store, Family::kDecisionLog, kAnswers + 1, 200).ok());
  ASSERT_TRUE(store->MendCache().ok());
  ASSERT_TRUE(PutOne(*store, Family::kClassification, 0, 2000).ok());
  EXPECT_TRUE(store->Get(Family::kClassification, KeyOf(0)).ok());
  ExpectRecords(*store);
}

TEST_F(DamagedCacheTest, IsReadByOthersWhileItIsRebuilt) {
  const std::unique_ptr<Store> store = *OpenAt(path_, 0);
  std::atomic<bool> is_over{false};
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t) {
    readers.emplace_back([&] {
      while (!is_over) {
        const absl::Status status = ReadAnswers(*store);
        EXPECT_TRUE(status.ok() || absl::IsNotFound(status)) << status;
      }
    });
  }
  for (std::uint64_t round = 0; round < 30; ++round) {
    ASSERT_TRUE(store->RebuildCache().ok());
    for (std::uint64_t i = 0; i < 20; ++i)
      ASSERT_TRUE(PutOne(*store, Family::kClassification, i, 2000).ok());
  }
  is_over = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(store->counters().read_errors, 0U);
  ExpectRecords(*store);
}

TEST_F(DamagedCacheTest, IsLeftBehindAtTheStart) {
  Damage("classification", 0.9, 1.0);
  for (int start = 0; start < 2; ++start) {
    const absl::StatusOr<std::unique_ptr<Store>> store = OpenAt(path_, 0);
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ((*store)->counters().rebuilds, start == 0 ? 1U : 0U);
    EXPECT_EQ(Quarantines(), 1);
    ExpectRecords(**store);
    EXPECT_TRUE(absl::IsNotFound((*store)->Get(Family::kClassification, KeyOf(0)).status()));
  }
}

TEST_F(DamagedCacheTest, IsKeptWhereRecordsAreDamagedToo) {
  Damage("classification", 0.9, 1.0);
  Damage("decision_log", 0.9, 1.0);
  for (int start = 0; start < 2; ++start) {
    const absl::Status status = OpenAt(path_, 0).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(status.message(), HasSubstr("izin repair --data-dir " + path_));
  }
  EXPECT_EQ(Quarantines(), 0);
}

TEST_F(DamagedCacheTest, IsKeptWhereTheWriteAheadLogIsDamagedToo) {
  Damage("classification", 0.9, 1.0);
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    if (entry.path().extension() != ".log" || std::filesystem::file_size(entry.path()) == 0)
      continue;
    // Its first record, with others after it.
    const std::string bytes = FileText(entry.path().string());
    std::string damaged = bytes;
    damaged[20] = static_cast<char>(damaged[20] ^ 1);
    damaged += bytes;
    std::ofstream(entry.path(), std::ios::binary | std::ios::trunc) << damaged;
  }
  const absl::Status status = OpenAt(path_, 0).status();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(status.message(), HasSubstr("izin repair --data-dir " + path_));
  EXPECT_EQ(Quarantines(), 0);
}

}  // namespace
}  // namespace izin::testing
