#include "service/store/store.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include <rocksdb/cache.h>
#include <rocksdb/compaction_filter.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

namespace izin {
namespace {

constexpr absl::string_view kSchemaKey = "schema";
constexpr absl::string_view kSchemaVersion = "1";

rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }
absl::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

bool HasDatabase(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(path) / "CURRENT", error);
}

absl::Status ToStatus(const rocksdb::Status& status, const std::string& path) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = absl::StrCat(path, ": ", status.ToString());
  const std::string repair = absl::StrCat("; stop the server and run: izin repair --db ", path);
  if (status.IsNotFound()) return absl::NotFoundError(text);
  if (status.IsCorruption()) return absl::DataLossError(absl::StrCat(text, repair));
  // What RocksDB says, without the names of files in it.
  const std::string words = absl::StrReplaceAll(status.ToString(), {{path, ""}});
  if (absl::StrContains(words, "lock hold by") || absl::StrContains(words, "While lock file")) {
    return absl::AbortedError(absl::StrCat(text, "; another process has this database open"));
  }
  if (absl::StrContains(words, "Permission denied") || absl::StrContains(words, "Read-only file")) {
    return absl::PermissionDeniedError(
        absl::StrCat(text, "; want a folder that this user may write"));
  }
  if (absl::StrContains(words, "No such file")) {
    if (!HasDatabase(path))
      return absl::NotFoundError(absl::StrCat(path, ": there is no database here"));
    return absl::DataLossError(absl::StrCat(text, repair));
  }
  return absl::UnavailableError(text);
}

// Drops what is older than its family keeps. The stamp, seconds or microseconds, is where the
// family has it.
class AgeFilter final : public rocksdb::CompactionFilter {
 public:
  enum class Stamp { kSecondsInValue, kMicrosecondsInKey };

  AgeFilter(Stamp stamp, absl::Duration age) : stamp_(stamp), age_(age) {}
  const char* Name() const override { return "izin.AgeFilter"; }
  bool Filter(int /*level*/, const rocksdb::Slice& key, const rocksdb::Slice& value,
              std::string* /*new_value*/, bool* /*value_changed*/) const override {
    const absl::string_view stamped = ToView(stamp_ == Stamp::kSecondsInValue ? value : key);
    if (stamped.size() < 8) return false;
    const auto number = static_cast<std::int64_t>(FromBigEndian(stamped));
    const absl::Time written = stamp_ == Stamp::kSecondsInValue ? absl::FromUnixSeconds(number)
                                                                : absl::FromUnixMicros(number);
    return absl::Now() - written > age_;
  }

 private:
  Stamp stamp_;
  absl::Duration age_;
};

using Filters = std::vector<std::unique_ptr<rocksdb::CompactionFilter>>;

// Options of one family. Index and filter blocks live in the shared cache, so that its size bounds
// what reading takes.
rocksdb::ColumnFamilyOptions OptionsOf(int family, const Store::Options& options,
                                       const std::shared_ptr<rocksdb::Cache>& block_cache,
                                       Filters& filters) {
  rocksdb::ColumnFamilyOptions out;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  out.write_buffer_size = std::size_t{8} << 20;
  out.max_write_buffer_number = 2;
  // LZ4 where reading must be quick, ZSTD where little is read again.
  out.compression = rocksdb::kLZ4Compression;
  if (family == static_cast<int>(Family::kClassification)) {
    // Looked up by whole key, mostly for what is not there yet: a bloom filter spares the disk.
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    filters.push_back(
        std::make_unique<AgeFilter>(AgeFilter::Stamp::kSecondsInValue, options.cached_for));
    out.compaction_filter = filters.back().get();
  }
  if (family == static_cast<int>(Family::kDecisionLog)) {
    // Written in order, read by range: no filter, big blocks, strong compression.
    table.block_size = std::size_t{32} << 10;
    out.compression = rocksdb::kZSTD;
    filters.push_back(std::make_unique<AgeFilter>(AgeFilter::Stamp::kMicrosecondsInKey,
                                                  options.decisions_kept_for));
    out.compaction_filter = filters.back().get();
  }
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return out;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Descriptors(const Store::Options& options,
                                                         Filters& filters) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  descriptors.reserve(static_cast<std::size_t>(kFamilyCount) + 1);
  for (int family = 0; family < kFamilyCount; ++family) {
    descriptors.emplace_back(std::string(Name(static_cast<Family>(family))),
                             OptionsOf(family, options, cache, filters));
  }
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName,
                           OptionsOf(kFamilyCount, options, cache, filters));
  return descriptors;
}

rocksdb::DBOptions DatabaseOptions() {
  rocksdb::DBOptions out;
  out.create_if_missing = true;
  out.create_missing_column_families = true;
  out.db_write_buffer_size = std::size_t{32} << 20;  // of all families together
  out.max_open_files = 256;
  out.max_background_jobs = 2;
  out.keep_log_file_num = 4;
  out.bytes_per_sync = 1 << 20;
  // A record that a crash cut short ends the log; a log that is damaged before its end does not
  // pass as whole.
  out.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  return out;
}

}  // namespace

absl::string_view Name(Family family) {
  static constexpr absl::string_view kNames[kFamilyCount] = {
      "classification", "business", "job", "change", "decision_log", "ruleset"};
  return kNames[static_cast<std::size_t>(family)];
}

std::string BigEndian(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t i = 8; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xFF);
  return bytes;
}

std::uint64_t FromBigEndian(absl::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

absl::StatusOr<std::unique_ptr<Store>> Store::Open(const Options& options) {
  std::error_code error;
  std::filesystem::create_directories(options.path, error);
  std::unique_ptr<Store> store(new Store());
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened =
      rocksdb::DB::Open(DatabaseOptions(), options.path, Descriptors(options, store->filters_),
                        &store->handles_, &db);
  if (!opened.ok()) return ToStatus(opened, options.path);
  store->db_.reset(db);
  if (absl::Status schema = store->CheckSchema(); !schema.ok()) {
    if (!absl::IsNotFound(schema)) return schema;
    rocksdb::WriteOptions durable;
    durable.sync = true;
    const rocksdb::Status put =
        db->Put(durable, store->handles_.back(), ToSlice(kSchemaKey), ToSlice(kSchemaVersion));
    if (!put.ok()) return ToStatus(put, options.path);
  }
  return store;
}

absl::StatusOr<std::unique_ptr<Store>> Store::OpenReadOnly(const Options& options) {
  if (!HasDatabase(options.path))
    return absl::NotFoundError(absl::StrCat(options.path, ": there is no database here"));
  std::unique_ptr<Store> store(new Store());
  std::string folder = (std::filesystem::temp_directory_path() / "izin-reader-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr)
    return absl::UnavailableError("no temporary folder can be made");
  store->secondary_path_ = folder;
  rocksdb::DBOptions database;
  database.max_open_files = -1;  // a second process keeps the files it reads
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened = rocksdb::DB::OpenAsSecondary(
      database, options.path, folder, Descriptors(options, store->filters_), &store->handles_, &db);
  if (!opened.ok()) return ToStatus(opened, options.path);
  store->db_.reset(db);
  if (const rocksdb::Status caught_up = db->TryCatchUpWithPrimary(); !caught_up.ok())
    return ToStatus(caught_up, options.path);
  absl::Status schema = store->CheckSchema();
  if (!schema.ok() && !absl::IsNotFound(schema)) return schema;
  return store;
}

absl::Status Store::CheckSchema() const {
  std::string version;
  const rocksdb::Status found = db_->Get({}, handles_.back(), ToSlice(kSchemaKey), &version);
  if (!found.ok()) return ToStatus(found, db_->GetName());
  if (version == kSchemaVersion) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      db_->GetName(), ": schema ", version, ": this version reads schema ", kSchemaVersion,
      "; serve it with the version that wrote it, or name another ", "--data-dir"));
}

absl::Status Store::Repair(const std::string& path) {
  if (!HasDatabase(path))
    return absl::NotFoundError(absl::StrCat(path, ": there is no database here"));
  Options options;
  options.path = path;
  Filters filters;
  return ToStatus(rocksdb::RepairDB(path, DatabaseOptions(), Descriptors(options, filters)), path);
}

Store::~Store() {
  if (db_ != nullptr) {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
    db_->Close();
    db_.reset();
  }
  std::error_code error;
  if (!secondary_path_.empty()) std::filesystem::remove_all(secondary_path_, error);
}

absl::StatusOr<std::string> Store::Get(Family family, absl::string_view key) const {
  std::string value;
  const rocksdb::Status found =
      db_->Get({}, handles_[static_cast<std::size_t>(family)], ToSlice(key), &value);
  if (!found.ok()) return ToStatus(found, db_->GetName());
  return value;
}

absl::Status Store::Write(const StoreBatch& batch, Durability durability) {
  rocksdb::WriteBatch writes;
  for (const StoreBatch::PutOf& put : batch.puts_) {
    const rocksdb::Status added =
        writes.Put(handles_[static_cast<std::size_t>(put.family)], put.key, put.value);
    if (!added.ok()) return ToStatus(added, db_->GetName());
  }
  rocksdb::WriteOptions options;
  options.disableWAL = durability == Durability::kNone;
  options.sync = durability == Durability::kMachine;
  rocksdb::Status written = db_->Write(options, &writes);
  // A disk that was full stops all writes until it is told to go on.
  if (!written.ok() && db_->Resume().ok()) written = db_->Write(options, &writes);
  return ToStatus(written, db_->GetName());
}

absl::Status Store::Scan(
    Family family, absl::string_view from, absl::string_view to,
    const std::function<bool(absl::string_view, absl::string_view)>& visit) const {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> it(
      db_->NewIterator(options, handles_[static_cast<std::size_t>(family)]));
  for (it->Seek(ToSlice(from)); it->Valid(); it->Next()) {
    if (!to.empty() && ToView(it->key()) >= to) break;
    if (!visit(ToView(it->key()), ToView(it->value()))) break;
  }
  return ToStatus(it->status(), db_->GetName());
}

absl::Status Store::Clear(Family family) {
  rocksdb::ColumnFamilyHandle* handle = handles_[static_cast<std::size_t>(family)];
  const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator({}, handle));
  it->SeekToFirst();
  if (!it->Valid()) return ToStatus(it->status(), db_->GetName());
  const std::string first = it->key().ToString();
  const std::string last(64, '\xFF');
  return ToStatus(db_->DeleteRange({}, handle, first, last), db_->GetName());
}

absl::Status Store::TrimTo(Family family, std::uint64_t max_bytes) {
  const std::uint64_t bytes = BytesOf(family);
  if (bytes <= max_bytes) return absl::OkStatus();
  rocksdb::ColumnFamilyHandle* handle = handles_[static_cast<std::size_t>(family)];
  // Keys are in the order of time: the share that is too much, and a tenth of what may stay.
  const double share = 1.0 - 0.9 * static_cast<double>(max_bytes) / static_cast<double>(bytes);
  std::uint64_t keys = 0;
  db_->GetIntProperty(handle, rocksdb::DB::Properties::kEstimateNumKeys, &keys);
  auto left = static_cast<std::uint64_t>(share * static_cast<double>(keys));
  std::string end;
  absl::Status scanned = Scan(family, "", "", [&](absl::string_view key, absl::string_view) {
    end = std::string(key);
    return left-- > 0;
  });
  if (!scanned.ok() || end.empty()) return scanned;
  const rocksdb::Status deleted = db_->DeleteRange({}, handle, "", end);
  if (!deleted.ok()) return ToStatus(deleted, db_->GetName());
  // Until it is compacted away the size would stay, and the next call delete as much again.
  const rocksdb::Slice last(end);
  return ToStatus(db_->CompactRange({}, handle, nullptr, &last), db_->GetName());
}

std::uint64_t Store::BytesOf(Family family) const {
  std::uint64_t bytes = 0;
  db_->GetIntProperty(handles_[static_cast<std::size_t>(family)],
                      rocksdb::DB::Properties::kLiveSstFilesSize, &bytes);
  return bytes;
}

absl::Status Store::Flush() {
  rocksdb::FlushOptions options;
  return ToStatus(db_->Flush(options, handles_), db_->GetName());
}

}  // namespace izin
