// The database of a service: what it promises, and what it says where it cannot.

#include "service/store/store.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include "tests/integration/process.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Family kFamilies[] = {Family::kClassification, Family::kBusiness,    Family::kJob,
                                Family::kChange,         Family::kDecisionLog, Family::kRuleset};

Store::Options At(const std::string& path) {
  Store::Options options;
  options.path = path;
  return options;
}

// A store that opens; one that does not ends the program.
std::unique_ptr<Store> Opened(const std::string& path) {
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(At(path));
  EXPECT_TRUE(store.ok()) << store.status();
  return *std::move(store);
}

absl::Status Put(Store& store, Family family, const std::string& key, const std::string& value,
                 Durability durability = Durability::kProcess) {
  StoreBatch batch;
  batch.Put(family, key, value);
  return store.Write(batch, durability);
}

std::vector<std::string> KeysOf(const Store& store, Family family, const std::string& from = "",
                                const std::string& to = "") {
  std::vector<std::string> keys;
  const absl::Status status =
      store.Scan(family, from, to, [&keys](absl::string_view key, absl::string_view) {
        keys.emplace_back(key);
        return true;
      });
  EXPECT_TRUE(status.ok()) << status;
  return keys;
}

// Keys of the log: a time that no log has outlived yet (2096), then a number.
std::string LogKey(std::uint64_t number) {
  return BigEndian(4'000'000'000'000'000) + BigEndian(number);
}

std::string RandomBytes(std::mt19937_64& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

class StoreTest : public ::testing::Test {
 protected:
  TempFolder folder_;
  std::string path_ = folder_ / "db";
};

// --- reading and writing ----------------------------------------------------------------------

TEST_F(StoreTest, ReadsBackWhatWasPut) {
  const std::unique_ptr<Store> store = Opened(path_);
  for (Family family : kFamilies) {
    const std::string value = "of " + std::string(Name(family));
    ASSERT_TRUE(Put(*store, family, "key", value).ok());
    ASSERT_TRUE(Put(*store, family, std::string("\0\xFF", 2), std::string("\0", 1)).ok());
  }
  for (Family family : kFamilies) {
    EXPECT_EQ(*store->Get(family, "key"), "of " + std::string(Name(family)));
    EXPECT_EQ(*store->Get(family, std::string("\0\xFF", 2)), std::string("\0", 1));
    EXPECT_TRUE(absl::IsNotFound(store->Get(family, "other").status()));
  }
}

TEST_F(StoreTest, KeepsTheLaterOfTwoPuts) {
  const std::unique_ptr<Store> store = Opened(path_);
  StoreBatch batch;
  EXPECT_TRUE(batch.empty());
  batch.Put(Family::kJob, "key", "first");
  batch.Put(Family::kJob, "key", "second");
  EXPECT_EQ(batch.size(), 2U);
  ASSERT_TRUE(store->Write(batch, Durability::kMachine).ok());
  EXPECT_EQ(*store->Get(Family::kJob, "key"), "second");
}

TEST_F(StoreTest, TakesABatchOfNothing) {
  const std::unique_ptr<Store> store = Opened(path_);
  EXPECT_TRUE(store->Write(StoreBatch(), Durability::kMachine).ok());
}

TEST_F(StoreTest, ScansASpanInOrder) {
  const std::unique_ptr<Store> store = Opened(path_);
  for (const char* key : {"b", "a", "ab", "d", "c"})
    ASSERT_TRUE(Put(*store, Family::kChange, key, "x").ok());
  ASSERT_TRUE(Put(*store, Family::kJob, "bb", "of another family").ok());
  EXPECT_THAT(KeysOf(*store, Family::kChange), ElementsAre("a", "ab", "b", "c", "d"));
  EXPECT_THAT(KeysOf(*store, Family::kChange, "ab", "c"), ElementsAre("ab", "b"));
  EXPECT_THAT(KeysOf(*store, Family::kChange, "aa"), ElementsAre("ab", "b", "c", "d"));
  EXPECT_THAT(KeysOf(*store, Family::kChange, "", "ab"), ElementsAre("a"));
  EXPECT_THAT(KeysOf(*store, Family::kChange, "d", "a"), IsEmpty());
  EXPECT_THAT(KeysOf(*store, Family::kRuleset), IsEmpty());
}

TEST_F(StoreTest, ScansUntilToldToStop) {
  const std::unique_ptr<Store> store = Opened(path_);
  for (const char* key : {"a", "b", "c"}) ASSERT_TRUE(Put(*store, Family::kJob, key, "x").ok());
  int visited = 0;
  const absl::Status status =
      store->Scan(Family::kJob, "", "",
                  [&visited](absl::string_view, absl::string_view) { return ++visited < 2; });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(visited, 2);
}

TEST_F(StoreTest, KeepsWhatIsDurableOverARestart) {
  {
    const std::unique_ptr<Store> store = Opened(path_);
    ASSERT_TRUE(Put(*store, Family::kJob, "process", "1", Durability::kProcess).ok());
    ASSERT_TRUE(Put(*store, Family::kJob, "machine", "2", Durability::kMachine).ok());
    ASSERT_TRUE(Put(*store, Family::kBusiness, "flushed", "3", Durability::kNone).ok());
    ASSERT_TRUE(store->Flush().ok());
    EXPECT_GT(store->BytesOf(Family::kBusiness), 0U);
  }
  const std::unique_ptr<Store> store = Opened(path_);
  EXPECT_EQ(*store->Get(Family::kJob, "process"), "1");
  EXPECT_EQ(*store->Get(Family::kJob, "machine"), "2");
  EXPECT_EQ(*store->Get(Family::kBusiness, "flushed"), "3");
}

TEST(BigEndianTest, SortsAsNumbersDo) {
  EXPECT_EQ(BigEndian(0x0102030405060708), "\x01\x02\x03\x04\x05\x06\x07\x08");
  std::mt19937_64 random(7);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t a = random() >> (random() % 64);
    const std::uint64_t b = random() >> (random() % 64);
    EXPECT_EQ(FromBigEndian(BigEndian(a)), a);
    EXPECT_EQ(BigEndian(a) < BigEndian(b), a < b);
  }
}

// The file of the write-ahead log: the last of them.
std::string LogFileOf(const std::string& path) {
  std::string last;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() == ".log") last = std::max(last, entry.path().string());
  }
  EXPECT_NE(last, "");
  return last;
}

// A crash cuts the write-ahead log anywhere: batches of three families are there in full or not at
// all, and none is missing before one that is there.
TEST_F(StoreTest, KeepsBatchesWholeWhereTheLogIsCut) {
  constexpr int kBatches = 40;
  {
    const std::unique_ptr<Store> store = Opened(path_);
    for (int i = 0; i < kBatches; ++i) {
      StoreBatch batch;
      for (Family family : {Family::kJob, Family::kChange, Family::kDecisionLog})
        batch.Put(family, LogKey(static_cast<std::uint64_t>(i)), std::string(300, 'x'));
      ASSERT_TRUE(store->Write(batch, Durability::kMachine).ok());
    }
  }
  const std::uintmax_t size = std::filesystem::file_size(LogFileOf(path_));
  std::mt19937_64 random(20251124);
  for (int cut = 0; cut < 12; ++cut) {
    const std::string copy = folder_ / "cut";
    std::filesystem::copy(path_, copy);
    std::filesystem::resize_file(LogFileOf(copy), random() % size);
    // The crash came before what was cut off was known to be on disk.
    std::filesystem::remove(copy + "/newest-record");
    const std::unique_ptr<Store> store = Opened(copy);
    const std::vector<std::string> jobs = KeysOf(*store, Family::kJob);
    EXPECT_EQ(jobs, KeysOf(*store, Family::kChange));
    EXPECT_EQ(jobs, KeysOf(*store, Family::kDecisionLog));
    EXPECT_LT(jobs.size(), static_cast<std::size_t>(kBatches));
    for (std::size_t i = 0; i < jobs.size(); ++i) EXPECT_EQ(FromBigEndian(jobs[i].substr(8)), i);
    std::filesystem::remove_all(copy);
  }
}

// --- what opens and what does not -------------------------------------------------------------

TEST_F(StoreTest, RefusesASchemaOfAnotherVersionWithTheFix) {
  Opened(path_).reset();
  std::vector<std::string> names;
  ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, path_, &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open({}, path_, families, &handles, &db).ok());
  ASSERT_TRUE(db->Put({}, "schema", "2").ok());
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  delete db;
  for (const absl::Status& status :
       {Store::Open(At(path_)).status(), Store::OpenReadOnly(At(path_)).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(status.message(), HasSubstr(path_ + ": schema 2: this version reads schema 1"));
    EXPECT_THAT(status.message(), HasSubstr("name another --data-dir"));
  }
}

TEST_F(StoreTest, RefusesASecondWriter) {
  const std::unique_ptr<Store> first = Opened(path_);
  const absl::Status status = Store::Open(At(path_)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted) << status;
  EXPECT_THAT(status.message(), HasSubstr(path_));
  EXPECT_THAT(status.message(), HasSubstr("another process has this database open"));
  EXPECT_TRUE(Put(*first, Family::kJob, "key", "still served").ok());
}

TEST_F(StoreTest, ReadsBesideAWriter) {
  const std::unique_ptr<Store> writer = Opened(path_);
  ASSERT_TRUE(Put(*writer, Family::kJob, "flushed", "1").ok());
  ASSERT_TRUE(writer->Flush().ok());
  ASSERT_TRUE(Put(*writer, Family::kJob, "in the log", "2").ok());
  const absl::StatusOr<std::unique_ptr<Store>> reader = Store::OpenReadOnly(At(path_));
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ(*(*reader)->Get(Family::kJob, "flushed"), "1");
  EXPECT_EQ(*(*reader)->Get(Family::kJob, "in the log"), "2");
  EXPECT_THAT(KeysOf(**reader, Family::kJob), ElementsAre("flushed", "in the log"));
  ASSERT_TRUE(Put(*writer, Family::kJob, "later", "3").ok());
  EXPECT_TRUE(absl::IsNotFound((*reader)->Get(Family::kJob, "later").status()));
  EXPECT_EQ(*(*Store::OpenReadOnly(At(path_)))->Get(Family::kJob, "later"), "3");
}

TEST_F(StoreTest, ReadsBesideAWriterThatNeverRests) {
  const std::unique_ptr<Store> writer = Opened(path_);
  std::atomic<bool> is_over{false};
  std::thread busy([&] {
    std::mt19937_64 random(1);
    for (std::uint64_t i = 0; !is_over; ++i) {
      const std::string key = LogKey(i % 2000);  // what there is to read does not grow for ever
      EXPECT_TRUE(Put(*writer, Family::kDecisionLog, key, RandomBytes(random, 4096)).ok());
      if (i % 50 != 0) continue;
      EXPECT_TRUE(writer->Flush().ok());
    }
  });
  for (int i = 0; i < 20; ++i) {
    const absl::StatusOr<std::unique_ptr<Store>> reader = Store::OpenReadOnly(At(path_));
    EXPECT_TRUE(reader.ok()) << reader.status();
    if (!reader.ok()) break;
    std::uint64_t last = 0;
    for (const std::string& key : KeysOf(**reader, Family::kDecisionLog)) {
      EXPECT_GE(FromBigEndian(key.substr(8)), last);
      last = FromBigEndian(key.substr(8));
      EXPECT_EQ((*reader)->Get(Family::kDecisionLog, key)->size(), 4096U);
    }
  }
  is_over = true;
  busy.join();
}

TEST_F(StoreTest, WritesNothingWhereItOnlyReads) {
  Opened(path_).reset();
  const absl::StatusOr<std::unique_ptr<Store>> reader = Store::OpenReadOnly(At(path_));
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_FALSE(Put(**reader, Family::kJob, "key", "value").ok());
  EXPECT_TRUE(absl::IsNotFound((*reader)->Get(Family::kJob, "key").status()));
}

TEST_F(StoreTest, ReadsNothingOfAFolderThatIsNotThere) {
  const absl::Status status = Store::OpenReadOnly(At(path_)).status();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(status.message(), HasSubstr(path_));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(StoreTest, MakesFoldersThatAreMissing) {
  EXPECT_TRUE(Store::Open(At(folder_ / "a/b/c")).ok());
}

// Root may write anywhere, but nobody can write below a file.
TEST_F(StoreTest, NamesTheFolderThatItCannotUse) {
  std::ofstream(folder_ / "file") << "no folder\n";
  for (const std::string& path : {folder_ / "file", folder_ / "file/db"}) {
    const absl::Status status = Store::Open(At(path)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
    EXPECT_THAT(status.message(), HasSubstr(path));
    const absl::Status read = Store::OpenReadOnly(At(path)).status();
    EXPECT_FALSE(read.ok());
    EXPECT_THAT(read.message(), HasSubstr(path));
  }
  EXPECT_EQ(FileText(folder_ / "file"), "no folder\n");
}

// --- answers of other code --------------------------------------------------------------------

TEST_F(StoreTest, DropsTheCacheOfOtherCode) {
  struct {
    const char* revision;
    bool is_kept;
  } const opens[] = {{"a", false}, {"a", true}, {"b", false}, {"b", true},
                     {"", true},   {"b", true}, {"a", false}};
  for (int i = 0; i < 7; ++i) {
    Store::Options options = At(path_);
    options.answers_revision = opens[i].revision;
    const absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ(KeysOf(**store, Family::kClassification).size(), opens[i].is_kept ? 1U : 0U) << i;
    EXPECT_EQ(KeysOf(**store, Family::kDecisionLog).size(), static_cast<std::size_t>(i));
    EXPECT_EQ((*store)->counters().rebuilds, 0U);  // no fault
    ASSERT_TRUE(Put(**store, Family::kClassification, "key", "answer").ok());
    ASSERT_TRUE(
        Put(**store, Family::kDecisionLog, LogKey(static_cast<std::uint64_t>(i)), "x").ok());
    const absl::StatusOr<std::unique_ptr<Store>> reader = Store::OpenReadOnly(At(path_));
    ASSERT_TRUE(reader.ok()) << reader.status();
    EXPECT_THAT(KeysOf(**reader, Family::kClassification), ElementsAre("key"));
    EXPECT_EQ(KeysOf(**reader, Family::kDecisionLog).size(), static_cast<std::size_t>(i + 1));
  }
}

// --- making room ------------------------------------------------------------------------------

TEST_F(StoreTest, RebuildsTheCacheAlone) {
  {
    const std::unique_ptr<Store> store = Opened(path_);
    EXPECT_TRUE(store->RebuildCache().ok());  // of nothing
    for (int i = 0; i < 300; ++i) {
      const std::string key = BigEndian(static_cast<std::uint64_t>(i) << 56) + std::to_string(i);
      ASSERT_TRUE(Put(*store, Family::kClassification, key, "answer").ok());
      ASSERT_TRUE(
          Put(*store, Family::kDecisionLog, LogKey(static_cast<std::uint64_t>(i)), "x").ok());
      if (i == 150) {
        ASSERT_TRUE(store->Flush().ok());
      }
    }
    ASSERT_TRUE(store->RebuildCache().ok());
    EXPECT_THAT(KeysOf(*store, Family::kClassification), IsEmpty());
    EXPECT_EQ(KeysOf(*store, Family::kDecisionLog).size(), 300U);
    ASSERT_TRUE(Put(*store, Family::kClassification, "anew", "answer").ok());
    const absl::StatusOr<std::unique_ptr<Store>> reader = Store::OpenReadOnly(At(path_));
    ASSERT_TRUE(reader.ok()) << reader.status();
    EXPECT_THAT(KeysOf(**reader, Family::kClassification), ElementsAre("anew"));
    EXPECT_EQ(KeysOf(**reader, Family::kDecisionLog).size(), 300U);
  }
  const std::unique_ptr<Store> store = Opened(path_);
  EXPECT_THAT(KeysOf(*store, Family::kClassification), ElementsAre("anew"));
  EXPECT_EQ(KeysOf(*store, Family::kDecisionLog).size(), 300U);
}

// --- mending ----------------------------------------------------------------------------------

TEST_F(StoreTest, RepairsWhatLostItsManifest) {
  {
    const std::unique_ptr<Store> store = Opened(path_);
    for (Family family : kFamilies) ASSERT_TRUE(Put(*store, family, "key", "value").ok());
    ASSERT_TRUE(store->Flush().ok());
  }
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    if (entry.path().filename().string().rfind("MANIFEST", 0) == 0)
      std::filesystem::remove(entry.path());
  }
  EXPECT_FALSE(Store::Open(At(path_)).ok());
  const absl::Status repaired = Store::Repair(path_);
  ASSERT_TRUE(repaired.ok()) << repaired;
  const std::unique_ptr<Store> store = Opened(path_);
  for (Family family : kFamilies) EXPECT_EQ(*store->Get(family, "key"), "value") << Name(family);
}

TEST_F(StoreTest, RepairLosesNothingOfASoundDatabase) {
  {
    const std::unique_ptr<Store> store = Opened(path_);
    ASSERT_TRUE(Put(*store, Family::kJob, "flushed", "1").ok());
    ASSERT_TRUE(store->Flush().ok());
    ASSERT_TRUE(Put(*store, Family::kJob, "in the log", "2").ok());
  }
  ASSERT_TRUE(Store::Repair(path_).ok());
  EXPECT_THAT(KeysOf(*Opened(path_), Family::kJob), ElementsAre("flushed", "in the log"));
}

TEST_F(StoreTest, RepairsNothingThatIsNotThere) {
  EXPECT_TRUE(absl::IsNotFound(Store::Repair(path_)));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(StoreTest, RepairsNothingThatIsOpen) {
  const std::unique_ptr<Store> store = Opened(path_);
  const absl::Status status = Store::Repair(path_);
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted) << status;
  EXPECT_TRUE(Put(*store, Family::kJob, "key", "value").ok());
}

// --- damage -----------------------------------------------------------------------------------

// The value that every key of the damaged databases has. It begins with a time that is to come, as
// answers do.
std::string ValueFor(Family family, absl::string_view key) {
  std::mt19937_64 random(FromBigEndian(key.substr(key.size() - 8)) * 8 +
                         static_cast<std::uint64_t>(family));
  const std::size_t size = 20 + random() % 600;
  return BigEndian(4'000'000'000) + RandomBytes(random, size / 2) + std::string(size / 2, 'c');
}

constexpr int kKeysOfAFamily = 60;

std::string KeyOf(Family family, int number) {
  const auto at = static_cast<std::uint64_t>(number);
  return family == Family::kDecisionLog ? LogKey(at) : "key" + BigEndian(at);
}

// Tables, a write-ahead log with records, and all that RocksDB keeps beside them.
void Fill(const std::string& path) {
  for (const int first : {0, 20, 40}) {
    const std::unique_ptr<Store> store = Opened(path);
    for (int i = first; i < first + 20; ++i) {
      StoreBatch batch;
      for (Family family : kFamilies) {
        const std::string key = KeyOf(family, i);
        batch.Put(family, key, ValueFor(family, key));
      }
      ASSERT_TRUE(store->Write(batch, Durability::kMachine).ok());
    }
    if (first > 0) continue;
    ASSERT_TRUE(store->Flush().ok());
  }
}

// Every key has its value, an error, or nothing; a scan gives nothing else. Counts what is there.
int CheckAgainstTheTruth(const Store& store) {
  int right = 0;
  for (Family family : kFamilies) {
    for (int i = 0; i < kKeysOfAFamily; ++i) {
      const std::string key = KeyOf(family, i);
      const absl::StatusOr<std::string> value = store.Get(family, key);
      if (!value.ok()) continue;
      ++right;
      EXPECT_TRUE(*value == ValueFor(family, key)) << Name(family) << " " << i;
    }
    const absl::Status scanned =
        store.Scan(family, "", "", [&](absl::string_view key, absl::string_view value) {
          const bool is_key = key.size() > 8 && FromBigEndian(key.substr(key.size() - 8)) <
                                                    static_cast<std::uint64_t>(kKeysOfAFamily);
          EXPECT_TRUE(is_key && value == ValueFor(family, key)) << Name(family);
          return true;
        });
    if (!scanned.ok()) {
      EXPECT_THAT(scanned.message(), HasSubstr(": "));
    }
  }
  return right;
}

// "000012.sst" -> "sst", "MANIFEST-000005" -> "MANIFEST"; "" for RocksDB's own diary and lock.
std::string KindOf(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  if (name == "LOCK" || name == "newest-record" || name.rfind("LOG", 0) == 0) return "";
  if (file.has_extension()) return file.extension().string().substr(1);
  return name.substr(0, name.find('-'));
}

// Cuts or flips one file, about its head, its end or anywhere.
std::string DamageOf(const std::string& file, std::mt19937_64& random) {
  std::string bytes = FileText(file);
  EXPECT_NE(bytes, "") << file;
  if (random() % 4 == 0) {
    const std::size_t size = random() % bytes.size();
    std::filesystem::resize_file(file, size);
    return "cut to " + std::to_string(size) + " of " + std::to_string(bytes.size());
  }
  std::string told = "flipped";
  const std::size_t reach =
      random() % 2 == 0 ? bytes.size() : std::min<std::size_t>(64, bytes.size());
  const bool is_at_end = random() % 2 == 0;
  for (std::size_t i = 0, flips = 1 + random() % 3; i < flips; ++i) {
    const std::size_t offset = random() % reach;
    const std::size_t at = is_at_end ? bytes.size() - 1 - offset : offset;
    const auto bit = static_cast<unsigned>(random() % 8);
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
    told += " " + std::to_string(at) + "." + std::to_string(bit);
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  return told + " of " + std::to_string(bytes.size());
}

class DamageTest : public StoreTest {
 protected:
  DamageTest() {
    Fill(path_);
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      const std::string kind = KindOf(entry.path());
      if (!kind.empty()) files_[kind].push_back(entry.path().filename().string());
    }
    for (auto& [kind, names] : files_) std::sort(names.begin(), names.end());
  }

  // By kind: sst, log, MANIFEST, CURRENT, OPTIONS, IDENTITY.
  std::map<std::string, std::vector<std::string>> files_;
};

TEST_F(DamageTest, NeverCrashesAndNeverGivesAWrongValue) {
  ASSERT_THAT(files_.size(), 6U);
  std::mt19937_64 random(20251124);
  std::map<std::string, int> refused;
  std::map<std::string, int> lossless;
  const std::string copy = folder_ / "copy";
  std::filesystem::copy(path_, copy);
  ASSERT_EQ(CheckAgainstTheTruth(*Opened(copy)), kFamilyCount * kKeysOfAFamily);
  std::filesystem::remove_all(copy);
  for (int round = 0; round < 200; ++round) {
    auto kind = files_.begin();
    // Half of them on what holds the records.
    if (round % 2 == 0) {
      kind = files_.find(round % 4 == 0 ? "sst" : "log");
    } else {
      std::advance(kind, round / 2 % 6);
    }
    const std::string& file = kind->second[random() % kind->second.size()];
    std::filesystem::copy(path_, copy);
    const std::string told = DamageOf(copy + "/" + file, random);
    SCOPED_TRACE("round " + std::to_string(round) + ": " + file + " " + told);
    // Reading alone mends nothing and takes no time to speak of.
    const bool only_reads = round % 3 != 0;
    const absl::StatusOr<std::unique_ptr<Store>> store =
        only_reads ? Store::OpenReadOnly(At(copy)) : Store::Open(At(copy));
    if (store.ok()) {
      if (CheckAgainstTheTruth(**store) == kFamilyCount * kKeysOfAFamily) ++lossless[kind->first];
    } else {
      ++refused[kind->first];
      EXPECT_THAT(store.status().message(), HasSubstr(copy));
      EXPECT_NE(store.status().code(), absl::StatusCode::kAborted) << store.status();
      EXPECT_NE(store.status().code(), absl::StatusCode::kFailedPrecondition) << store.status();
    }
    const bool is_mended = !store.ok() && !only_reads && Store::Repair(copy).ok();
    if (is_mended) {
      const absl::StatusOr<std::unique_ptr<Store>> mended = Store::Open(At(copy));
      if (mended.ok()) CheckAgainstTheTruth(**mended);
    }
    std::filesystem::remove_all(copy);
  }
  // The damage was real, and what holds no records holds nothing up.
  EXPECT_GT(refused["MANIFEST"], 0);
  EXPECT_EQ(refused["IDENTITY"], 0);
  EXPECT_EQ(refused["OPTIONS"], 0);
  EXPECT_GT(lossless["OPTIONS"], 0);
}

TEST_F(DamageTest, TellsHowToMendARecordThatCannotBeRead) {
  for (const std::string& file : files_["sst"]) {
    std::string bytes = FileText(path_ + "/" + file);
    if (bytes.find("decision_log") == std::string::npos) continue;
    bytes[10] = static_cast<char>(bytes[10] ^ 1);
    std::ofstream(path_ + "/" + file, std::ios::binary | std::ios::trunc) << bytes;
  }
  const std::unique_ptr<Store> store = Opened(path_);
  const absl::Status got =
      store->Get(Family::kDecisionLog, KeyOf(Family::kDecisionLog, 0)).status();
  EXPECT_EQ(got.code(), absl::StatusCode::kDataLoss) << got;
  EXPECT_THAT(got.message(), HasSubstr("stop the server and run: izin repair --data-dir " + path_));
  const absl::Status scanned = store->Scan(
      Family::kDecisionLog, "", "", [](absl::string_view, absl::string_view) { return true; });
  EXPECT_EQ(scanned.code(), absl::StatusCode::kDataLoss) << scanned;
  EXPECT_TRUE(store->Get(Family::kJob, KeyOf(Family::kJob, 0)).ok());
  EXPECT_THAT(std::string(got.message()), Not(HasSubstr("another process")));
}

}  // namespace
}  // namespace izin::testing
