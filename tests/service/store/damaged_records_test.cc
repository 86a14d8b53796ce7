// Records that are damaged: all others are read, and what is missing is named.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/store.h"
#include "tests/integration/process.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint64_t kMoment = 4'000'000'000'000'000;  // microseconds: never too old to keep
constexpr std::uint64_t kRecords = 1500;
constexpr std::uint64_t kUnsaved = 100;  // the last of them, in the write-ahead log alone
constexpr std::uint64_t kInTable = 700;  // records of one table

Store::Options At(const std::string& path) {
  Store::Options options;
  options.path = path;
  return options;
}

std::string KeyOf(std::uint64_t number) { return BigEndian(kMoment + number) + BigEndian(number); }
std::uint64_t NumberOf(absl::string_view key) { return FromBigEndian(key.substr(8)); }

// 120 bytes of which half do not compress.
std::string ValueOf(std::uint64_t number) {
  std::mt19937_64 random(number);
  std::string value;
  while (value.size() < 60) value += BigEndian(random());
  value.resize(120, 'x');
  return value;
}

// What a scan gave.
struct Found {
  std::set<std::uint64_t> records;
  std::vector<LostSpan> lost;
  absl::Status status;
};

Found ScanAll(const Store& store, const KeyRange& range = {}) {
  Found found;
  std::string last;
  found.status = store.ScanPastDamage(
      Family::kDecisionLog, range,
      [&](absl::string_view key, absl::string_view value) {
        EXPECT_LT(last, key);
        last = std::string(key);
        EXPECT_EQ(value, ValueOf(NumberOf(key)));
        found.records.insert(NumberOf(key));
        return true;
      },
      found.lost);
  return found;
}

// That every record of [from, to) was read or lies in a span that is named.
void ExpectEachReadOrNamed(const Found& found, std::uint64_t from = 0,
                           std::uint64_t to = kRecords) {
  EXPECT_TRUE(found.status.ok()) << found.status;
  for (std::uint64_t i = from; i < to; ++i) {
    if (found.records.count(i) > 0) continue;
    const bool is_named =
        std::any_of(found.lost.begin(), found.lost.end(), [&](const LostSpan& span) {
          return span.from <= KeyOf(i) && (span.to.empty() || KeyOf(i) <= span.to);
        });
    ASSERT_TRUE(is_named) << i;
  }
}

class DamagedRecords : public ::testing::Test {
 protected:
  DamagedRecords() {
    const std::unique_ptr<Store> store = *Store::Open(At(path_));
    for (std::uint64_t i = 0; i < kRecords; ++i) {
      StoreBatch batch;
      batch.Put(Family::kDecisionLog, KeyOf(i), ValueOf(i));
      EXPECT_TRUE(store->Write(batch, Durability::kProcess).ok());
      if (i + 1 == kInTable || i + 1 == kRecords - kUnsaved) {
        EXPECT_TRUE(store->Flush().ok());
      }
    }
  }

  // The tables of records, in their order.
  std::vector<std::string> Tables() const {
    std::vector<std::string> tables;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      const std::string name = entry.path().string();
      if (entry.path().extension() == ".sst" &&
          FileText(name).find("decision_log") != std::string::npos) {
        tables.push_back(name);
      }
    }
    std::sort(tables.begin(), tables.end());
    return tables;
  }
  std::string Log() const {
    std::string log;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      if (entry.path().extension() == ".log") log = std::max(log, entry.path().string());
    }
    return log;
  }
  static void Flip(const std::string& file, std::size_t at) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(static_cast<std::streamoff>(at));
    const int byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(static_cast<char>(byte ^ 1));
  }

  TempFolder folder_;
  std::string path_ = folder_ / "db";
};

TEST_F(DamagedRecords, AreNoneWhereNothingIsDamaged) {
  for (const bool is_reader : {true, false}) {
    const auto store = is_reader ? Store::OpenReadOnly(At(path_)) : Store::Open(At(path_));
    ASSERT_TRUE(store.ok()) << store.status();
    const Found found = ScanAll(**store);
    EXPECT_TRUE(found.status.ok()) << found.status;
    EXPECT_EQ(found.records.size(), kRecords);
    EXPECT_THAT(found.lost, IsEmpty());
  }
}

// A bit anywhere in a table costs the block it is in, or, where the table cannot be opened any
// more, the table; never another record, and never a word.
TEST_F(DamagedRecords, CostNoOtherRecordWhereverTheBitIs) {
  const std::vector<std::string> tables = Tables();
  ASSERT_EQ(tables.size(), 2U);
  for (const std::string& table : tables) {
    const std::uint64_t in_table = table == tables[0] ? kInTable : kRecords - kUnsaved - kInTable;
    const std::size_t size = std::filesystem::file_size(table);
    int with_loss = 0;
    for (std::size_t i = 0; i < 24; ++i) {
      // Every part of the table, and its end more closely: index, figures, footer.
      const std::size_t at = i < 12 ? i * size / 12 : size - 1 - (i - 12) * 150;
      SCOPED_TRACE(at);
      Flip(table, at);
      const auto reader = Store::OpenReadOnly(At(path_));
      ASSERT_TRUE(reader.ok()) << reader.status();
      const Found found = ScanAll(**reader);
      ExpectEachReadOrNamed(found);
      EXPECT_GE(found.records.size(), kRecords - in_table);
      EXPECT_EQ(found.records.size() == kRecords, found.lost.empty());
      EXPECT_LE(found.lost.size(), 1U);
      with_loss += found.lost.empty() ? 0 : 1;
      // In the first half there are whole blocks around it.
      if (i < 6) {
        EXPECT_GT(found.records.size(), kRecords - in_table);
      }
      Flip(table, at);
    }
    EXPECT_GE(with_loss, 20);
  }
  EXPECT_EQ(ScanAll(**Store::OpenReadOnly(At(path_))).records.size(), kRecords);
}

TEST_F(DamagedRecords, AreNamedOneByOneInOrder) {
  const std::vector<std::string> tables = Tables();
  const auto store = *Store::Open(At(path_));
  for (const std::string& table : tables) Flip(table, 100);  // the first block of each
  const Found found = ScanAll(*store);
  ExpectEachReadOrNamed(found);
  ASSERT_EQ(found.lost.size(), 2U);
  EXPECT_EQ(found.lost[0].from, KeyOf(0));
  EXPECT_EQ(found.lost[1].from, KeyOf(kInTable));
  EXPECT_LT(found.lost[0].to, KeyOf(kInTable));
  EXPECT_LT(found.lost[1].to, KeyOf(kRecords - kUnsaved));
  EXPECT_THAT(found.lost[0].cause, HasSubstr("checksum mismatch"));
  EXPECT_GT(found.records.size(), 900U);
}

// Page by page each record comes once, and so does each span.
TEST_F(DamagedRecords, AreNamedOnceWhereTheRestIsReadInParts) {
  const auto store = *Store::Open(At(path_));
  for (const std::string& table : Tables()) Flip(table, 100);
  const Found whole = ScanAll(*store);
  Found parts;
  std::string next;
  do {
    const std::string from = next;
    next.clear();
    std::size_t read = 0;
    const absl::Status status = store->ScanPastDamage(
        Family::kDecisionLog, {.from = from, .to = ""},
        [&](absl::string_view key, absl::string_view) {
          if (read++ == 100) {
            next = std::string(key);
            return false;
          }
          EXPECT_TRUE(parts.records.insert(NumberOf(key)).second);
          return true;
        },
        parts.lost);
    ASSERT_TRUE(status.ok()) << status;
  } while (!next.empty());
  EXPECT_EQ(parts.records, whole.records);
  EXPECT_EQ(parts.lost.size(), whole.lost.size());
}

TEST_F(DamagedRecords, ElsewhereAreNoneOfASpan) {
  const auto store = *Store::Open(At(path_));
  Flip(Tables()[0], 100);
  const Found later = ScanAll(*store, {.from = KeyOf(kInTable), .to = KeyOf(kInTable + 10)});
  EXPECT_EQ(later.records.size(), 10U);
  EXPECT_THAT(later.lost, IsEmpty());
  const Found first = ScanAll(*store, {.from = KeyOf(3), .to = KeyOf(5)});
  EXPECT_THAT(first.records, IsEmpty());
  ASSERT_EQ(first.lost.size(), 1U);
  EXPECT_EQ(first.lost[0].from, KeyOf(3));
}

TEST_F(DamagedRecords, OfTheWriteAheadLogAreToldToo) {
  Flip(Log(), std::filesystem::file_size(Log()) / 10);
  const auto reader = Store::OpenReadOnly(At(path_));
  ASSERT_TRUE(reader.ok()) << reader.status();
  const Found found = ScanAll(**reader);
  ExpectEachReadOrNamed(found);
  EXPECT_GE(found.records.size(), kRecords - kUnsaved);
  EXPECT_LT(found.records.size(), kRecords);
  EXPECT_EQ(found.lost.size(), 1U);
}

// --- a write-ahead log that was cut or lost ---------------------------------------------------

TEST_F(DamagedRecords, AreNoticedWhereTheLogIsGone) {
  std::filesystem::remove(Log());
  const absl::Status status = Store::Open(At(path_)).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("records are missing"));
  EXPECT_THAT(status.message(), HasSubstr("izin repair --data-dir " + path_));
}

TEST_F(DamagedRecords, AreNoticedWhereTheLogIsCut) {
  std::filesystem::resize_file(Log(), std::filesystem::file_size(Log()) / 2);
  const absl::Status status = Store::Open(At(path_)).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("records are missing"));
}

// The answers beside the records fill tables of their own: the log that holds the first records is
// kept beside the one that holds the last.
class LostOlderLog : public DamagedRecords {
 protected:
  static constexpr std::uint64_t kFirst = 50;

  LostOlderLog() {
    const auto store = *Store::Open(At(two_logs_));
    std::mt19937_64 random(1);
    StoreBatch first;
    for (std::uint64_t i = 0; i < kFirst; ++i)
      first.Put(Family::kDecisionLog, KeyOf(i), ValueOf(i));
    EXPECT_TRUE(store->Write(first, Durability::kMachine).ok());
    for (std::uint64_t i = 0; Logs().size() < 2 && i < 4000; ++i) {
      std::string answer;
      while (answer.size() < 8000) answer += BigEndian(random());
      StoreBatch batch;
      batch.Put(Family::kClassification, BigEndian(i), answer);
      EXPECT_TRUE(store->Write(batch, Durability::kProcess).ok());
    }
    StoreBatch last;
    last.Put(Family::kDecisionLog, KeyOf(kFirst), ValueOf(kFirst));
    EXPECT_TRUE(store->Write(last, Durability::kMachine).ok());
  }

  // In their order.
  std::vector<std::string> Logs() const {
    std::vector<std::string> logs;
    for (const auto& entry : std::filesystem::directory_iterator(two_logs_)) {
      if (entry.path().extension() == ".log") logs.push_back(entry.path().string());
    }
    std::sort(logs.begin(), logs.end());
    return logs;
  }

  const std::string two_logs_ = folder_ / "two_logs";
};

TEST_F(LostOlderLog, IsNoticed) {
  ASSERT_EQ(Logs().size(), 2U);
  std::filesystem::remove(Logs()[0]);
  const absl::Status status = Store::Open(At(two_logs_)).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("izin repair --data-dir " + two_logs_));
}

TEST_F(LostOlderLog, IsNoticedWhereItIsCut) {
  ASSERT_EQ(Logs().size(), 2U);
  std::filesystem::resize_file(Logs()[0], 4000);
  const absl::Status status = Store::Open(At(two_logs_)).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

TEST_F(LostOlderLog, IsRepaired) {
  ASSERT_EQ(Logs().size(), 2U);
  std::filesystem::remove(Logs()[0]);
  RepairReport report;
  const absl::Status repaired = Store::Repair(two_logs_, &report);
  ASSERT_TRUE(repaired.ok()) << repaired;
  EXPECT_EQ(report.records, 1U);
  ASSERT_EQ(report.lost.size(), 1U);
  EXPECT_THAT(report.lost[0].cause, HasSubstr("Missing WAL"));
  const auto store = Store::Open(At(two_logs_));
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(ScanAll(**store).records, std::set<std::uint64_t>{kFirst});
}

TEST_F(LostOlderLog, IsNoneWhereBothAreThere) {
  ASSERT_EQ(Logs().size(), 2U);
  for (int times = 0; times < 3; ++times) {
    const auto store = Store::Open(At(two_logs_));
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ(ScanAll(**store).records.size(), kFirst + 1);
  }
}

TEST_F(DamagedRecords, AreNotMissedWhereTheyWereTrimmed) {
  {
    const auto store = *Store::Open(At(path_));
    ASSERT_TRUE(store->Flush().ok());
    ASSERT_TRUE(store->TrimTo(Family::kDecisionLog, 1).ok());
  }
  EXPECT_TRUE(Store::Open(At(path_)).ok());
}

// --- repair -----------------------------------------------------------------------------------

TEST_F(DamagedRecords, AreAllThatRepairLosesAndItSaysSo) {
  Flip(Tables()[0], 100);
  const Found before = ScanAll(**Store::OpenReadOnly(At(path_)));
  ASSERT_EQ(before.lost.size(), 1U);
  RepairReport report;
  const absl::Status repaired = Store::Repair(path_, &report);
  ASSERT_TRUE(repaired.ok()) << repaired;
  EXPECT_TRUE(report.is_counted);
  EXPECT_EQ(report.records_before, before.records.size());
  EXPECT_EQ(report.records, before.records.size());
  ASSERT_EQ(report.lost.size(), 1U);
  EXPECT_EQ(report.lost[0].from, KeyOf(0));
  EXPECT_EQ(report.missing_newest, "");
  const Found after = ScanAll(**Store::Open(At(path_)));
  EXPECT_TRUE(after.status.ok()) << after.status;
  EXPECT_EQ(after.records, before.records);
  EXPECT_THAT(after.lost, IsEmpty());
}

// Of a database that never was closed, so that no table holds anything.
TEST_F(DamagedRecords, AreNoneWhereAllIsInTheLog) {
  const std::string path = folder_ / "fresh";
  {
    const auto store = *Store::Open(At(path));
    StoreBatch batch;
    for (std::uint64_t i = 0; i < 50; ++i) batch.Put(Family::kDecisionLog, KeyOf(i), ValueOf(i));
    ASSERT_TRUE(store->Write(batch, Durability::kMachine).ok());
  }
  RepairReport report;
  ASSERT_TRUE(Store::Repair(path, &report).ok());
  EXPECT_EQ(report.records_before, 50U);
  EXPECT_EQ(report.records, 50U);
  EXPECT_EQ(report.missing_newest, "");
  EXPECT_EQ(ScanAll(**Store::Open(At(path))).records.size(), 50U);
}

TEST_F(DamagedRecords, OfALostLogAreNamedByRepairAndNotMissedAgain) {
  std::filesystem::remove(Log());
  RepairReport report;
  ASSERT_TRUE(Store::Repair(path_, &report).ok());
  EXPECT_EQ(report.missing_newest, KeyOf(kRecords - 1));
  EXPECT_EQ(report.records, kRecords - kUnsaved);
  EXPECT_TRUE(Store::Open(At(path_)).ok());
}

// --- a folder that was taken away -------------------------------------------------------------

TEST_F(DamagedRecords, AreNotWrittenToAFolderThatIsGone) {
  const auto store = *Store::Open(At(path_));
  const auto write = [&](std::uint64_t number) {
    StoreBatch batch;
    batch.Put(Family::kDecisionLog, KeyOf(number), ValueOf(number));
    return store->Write(batch, Durability::kMachine);
  };
  ASSERT_TRUE(write(kRecords).ok());
  EXPECT_TRUE(store->CheckWritable().ok());
  std::filesystem::rename(path_, folder_ / "elsewhere");
  for (std::uint64_t i = 1; i < 5; ++i) {
    const absl::Status status = write(kRecords + i);
    EXPECT_TRUE(absl::IsUnavailable(status)) << status;
    EXPECT_THAT(status.message(), HasSubstr("removed or replaced"));
  }
  // Another in its place is no better.
  std::filesystem::copy(folder_ / "elsewhere", path_, std::filesystem::copy_options::recursive);
  EXPECT_TRUE(absl::IsUnavailable(write(kRecords + 9)));
  EXPECT_FALSE(store->CheckWritable().ok());
  std::filesystem::remove_all(path_);
  std::filesystem::rename(folder_ / "elsewhere", path_);
  EXPECT_TRUE(write(kRecords + 10).ok());
}

}  // namespace
}  // namespace izin::testing
