#include "service/store/store.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>

#include "service/store/damaged_cache.h"
#include "service/store/database_options.h"
#include "service/store/store_faults.h"
#include "service/store/store_status.h"

namespace izin {
namespace {

constexpr absl::string_view kSchemaKey = "schema";
constexpr absl::string_view kSchemaVersion = "1";
constexpr absl::string_view kAnswersRevisionKey = "answers_revision";
constexpr std::size_t kDefaultFamily = kFamilyCount;  // its number
constexpr absl::Duration kBetweenTries = absl::Seconds(1);
constexpr int kTriesToRead = 2;
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(10);  // for readers to go

rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }
absl::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// Name and size of the list of tables in force: another text after each change of it.
std::string ManifestOf(const std::string& path) {
  std::string name;
  std::getline(std::ifstream(std::filesystem::path(path) / "CURRENT"), name);
  std::error_code gone;
  const std::uintmax_t size = std::filesystem::file_size(std::filesystem::path(path) / name, gone);
  return absl::StrCat(name, ":", gone ? 0 : size);
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

Store::Store(const Options& options)
    : options_(options),
      faults_(std::make_shared<StoreFaults>()),
      descriptors_(Descriptors(options, filters_)) {}

absl::StatusOr<std::unique_ptr<Store>> Store::Open(const Options& options) {
  std::error_code error;
  std::filesystem::create_directories(options.path, error);
  std::unique_ptr<Store> store(new Store(options));
  if (absl::Status room = CheckRoom(options.path, options.reserve_bytes); !room.ok()) return room;
  if (absl::Status opened = store->OpenToWrite(); !opened.ok()) return opened;
  absl::Status schema = store->CheckSchema();
  if (absl::IsNotFound(schema)) schema = store->PutMark(kSchemaKey, kSchemaVersion);
  if (!schema.ok()) return schema;
  if (absl::Status revision = store->CheckAnswersRevision(); !revision.ok()) return revision;
  return store;
}

absl::Status Store::OpenToWrite() {
  absl::Status opened = OpenOnce();
  if (!absl::IsDataLoss(opened)) return opened;
  if (!LeaveDamagedCache(options_.path, descriptors_, opened.message()).ok()) return opened;
  opened = OpenOnce();
  if (opened.ok()) faults_->CacheRebuilt();
  return opened;
}

absl::Status Store::OpenOnce() {
  rocksdb::DBOptions options = DatabaseOptions();
  options.listeners.emplace_back(faults_);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::Open(options, options_.path, descriptors_, &handles, &db);
  if (!status.ok()) return ToStatus(status, options_.path);
  absl::MutexLock lock(&mutex_);
  opened_ = Own(db, handles);
  return absl::OkStatus();
}

Store::Handle Store::Own(rocksdb::ColumnFamilyHandle* handle, std::shared_ptr<rocksdb::DB> db) {
  return Handle(handle, [db = std::move(db)](rocksdb::ColumnFamilyHandle* last) {
    db->DestroyColumnFamilyHandle(last).PermitUncheckedError();
  });
}

Store::Opened Store::Own(rocksdb::DB* db,
                         const std::vector<rocksdb::ColumnFamilyHandle*>& handles) {
  Opened out;
  out.db = std::shared_ptr<rocksdb::DB>(db, [](rocksdb::DB* last) {
    last->Close().PermitUncheckedError();
    delete last;
  });
  out.families.reserve(handles.size());
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    out.families.emplace_back(Own(handle, out.db));
  }
  return out;
}

absl::StatusOr<std::unique_ptr<Store>> Store::OpenReadOnly(const Options& options) {
  if (!HasDatabase(options.path))
    return absl::NotFoundError(absl::StrCat(options.path, ": there is no database here"));
  // Where the writer moved records from its log to a table meanwhile, they may have been in neither
  // as it was read. RocksDB can catch up, but not (7.8: it ends the process) where a family was
  // dropped since the writer opened the database; so that comes last.
  absl::StatusOr<std::unique_ptr<Store>> store;
  for (int i = 0; i < kTriesToRead; ++i) {
    const std::string before = ManifestOf(options.path);
    store = OpenReaderOnce(options);
    if (!store.ok() || ManifestOf(options.path) == before) return store;
  }
  const absl::StatusOr<Use> use = (*store)->UseOf(kDefaultFamily);
  if (!use.ok()) return use.status();
  const rocksdb::Status caught_up = use->db->TryCatchUpWithPrimary();
  if (!caught_up.ok()) return ToStatus(caught_up, options.path);
  return store;
}

absl::StatusOr<std::unique_ptr<Store>> Store::OpenReaderOnce(const Options& options) {
  std::unique_ptr<Store> store(new Store(options));
  std::string folder = (std::filesystem::temp_directory_path() / "izin-reader-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr)
    return absl::UnavailableError("no temporary folder can be made");
  store->secondary_path_ = folder;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened = rocksdb::DB::OpenAsSecondary(ReaderOptions(), options.path, folder,
                                                              store->descriptors_, &handles, &db);
  if (!opened.ok()) return ToStatus(opened, options.path);
  {
    absl::MutexLock lock(&store->mutex_);
    store->opened_ = Own(db, handles);
  }
  absl::Status schema = store->CheckSchema();
  if (!schema.ok() && !absl::IsNotFound(schema)) return schema;
  return store;
}

absl::Status Store::CheckSchema() const {
  const absl::StatusOr<std::string> version = GetMark(kSchemaKey);
  if (!version.ok()) return version.status();
  if (*version == kSchemaVersion) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      options_.path, ": schema ", *version, ": this version reads schema ", kSchemaVersion,
      "; serve it with the version that wrote it, or name another --data-dir"));
}

absl::Status Store::CheckAnswersRevision() {
  if (options_.answers_revision.empty()) return absl::OkStatus();
  const absl::StatusOr<std::string> revision = GetMark(kAnswersRevisionKey);
  if (!revision.ok() && !absl::IsNotFound(revision.status())) return revision.status();
  if (revision.ok() && *revision == options_.answers_revision) return absl::OkStatus();
  bool is_empty = true;
  absl::Status status =
      Scan(Family::kClassification, "", "", [&is_empty](absl::string_view, absl::string_view) {
        is_empty = false;
        return false;
      });
  if (!status.ok() || !is_empty) {
    if (absl::Status emptied = EmptyCache(); !emptied.ok()) return emptied;
    // So that the list of tables speaks of no dropped family: see OpenReadOnly.
    {
      absl::MutexLock lock(&mutex_);
      opened_ = Opened();
    }
    if (absl::Status opened = OpenOnce(); !opened.ok()) return opened;
  }
  return PutMark(kAnswersRevisionKey, options_.answers_revision);
}

absl::StatusOr<std::string> Store::GetMark(absl::string_view key) const {
  const absl::StatusOr<Use> use = UseOf(kDefaultFamily);
  if (!use.ok()) return use.status();
  std::string value;
  const rocksdb::Status found = use->db->Get({}, use->family.get(), ToSlice(key), &value);
  if (!found.ok()) return ToStatus(found, options_.path);
  return value;
}

absl::Status Store::PutMark(absl::string_view key, absl::string_view value) {
  const absl::StatusOr<Use> use = UseOf(kDefaultFamily);
  if (!use.ok()) return use.status();
  rocksdb::WriteOptions durable;
  durable.sync = true;
  return ToStatus(use->db->Put(durable, use->family.get(), ToSlice(key), ToSlice(value)),
                  options_.path);
}

absl::Status Store::Repair(const std::string& path) {
  if (!HasDatabase(path))
    return absl::NotFoundError(absl::StrCat(path, ": there is no database here"));
  Options options;
  options.path = path;
  CompactionFilters filters;
  return ToStatus(rocksdb::RepairDB(path, DatabaseOptions(), Descriptors(options, filters)), path);
}

Store::~Store() {
  {
    absl::MutexLock lock(&mutex_);
    opened_ = Opened();
  }
  std::error_code error;
  if (!secondary_path_.empty()) std::filesystem::remove_all(secondary_path_, error);
}

absl::StatusOr<Store::Use> Store::UseOf(Family family) const {
  return UseOf(static_cast<std::size_t>(family));
}

absl::StatusOr<Store::Use> Store::UseOf(std::size_t number) const {
  absl::MutexLock lock(&mutex_);
  if (opened_.db == nullptr) {
    return absl::UnavailableError(
        absl::StrCat(options_.path, ": the database is opened anew after an error"));
  }
  return Use{.db = opened_.db, .family = opened_.families[number]};
}

absl::StatusOr<std::string> Store::Get(Family family, absl::string_view key) const {
  const bool is_cached = family == Family::kClassification && secondary_path_.empty();
  if (is_cached && faults_->cache_is_damaged())
    return absl::DataLossError(absl::StrCat(options_.path, ": the cache is damaged"));
  const absl::StatusOr<Use> use = UseOf(family);
  if (!use.ok()) return use.status();
  std::string value;
  const rocksdb::Status found = use->db->Get({}, use->family.get(), ToSlice(key), &value);
  if (found.ok()) return value;
  // What is read of a cache that was rebuilt meanwhile tells nothing of the new one.
  if (is_cached && !found.IsNotFound() && UseOf(family).value_or(Use()).family == use->family)
    faults_->CacheReadFailed(found);
  return ToStatus(found, options_.path);
}

absl::Status Store::Write(const StoreBatch& batch, Durability durability) {
  // RocksDB is kept from meeting the end of the disk.
  if (absl::Status room = CheckRoom(options_.path, options_.reserve_bytes); !room.ok()) return room;
  if (faults_->is_stopped()) {
    if (absl::Status opened = OpenAnew(); !opened.ok()) return opened;
  }
  return WriteOnce(batch, durability);
}

absl::Status Store::WriteOnce(const StoreBatch& batch, Durability durability) {
  Opened opened;
  {
    absl::MutexLock lock(&mutex_);
    opened = opened_;
  }
  if (opened.db == nullptr) return UseOf(kDefaultFamily).status();
  rocksdb::WriteBatch writes;
  for (const StoreBatch::PutOf& put : batch.puts_) {
    rocksdb::ColumnFamilyHandle* family =
        opened.families[static_cast<std::size_t>(put.family)].get();
    const rocksdb::Status added = writes.Put(family, put.key, put.value);
    if (!added.ok()) return ToStatus(added, options_.path);
  }
  rocksdb::WriteOptions options;
  options.disableWAL = durability == Durability::kNone;
  options.sync = durability == Durability::kMachine;
  return ToStatus(opened.db->Write(options, &writes), options_.path);
}

absl::Status Store::OpenAnew() {
  absl::MutexLock mending(&mending_);
  if (!faults_->is_stopped()) return absl::OkStatus();  // another thread did it
  if (absl::Now() < next_try_) {
    return absl::UnavailableError(
        absl::StrCat(options_.path, ": writing stopped after an error: ", faults_->stopped_by()));
  }
  next_try_ = absl::Now() + kBetweenTries;
  // DB::Resume is not used: in RocksDB 7.8 it may wait for ever, or write on at a write-ahead log
  // that failed.
  is_closing_ = true;
  {
    Opened closing;
    absl::MutexLock lock(&mutex_);
    std::swap(closing, opened_);
    if (closing.db != nullptr) closing_ = closing.db;
  }
  if (!closing_.expired()) {
    next_try_ = absl::Now() + kBetweenLooks;
    return absl::UnavailableError(
        absl::StrCat(options_.path, ": the database is still read; it will be opened anew"));
  }
  is_closing_ = false;
  faults_->Resumed();
  absl::Status opened = OpenToWrite();
  if (!opened.ok()) faults_->Stopped(opened.message());
  return opened;
}

absl::Status Store::Scan(
    Family family, absl::string_view from, absl::string_view to,
    const std::function<bool(absl::string_view, absl::string_view)>& visit) const {
  const absl::StatusOr<Use> use = UseOf(family);
  if (!use.ok()) return use.status();
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> it(use->db->NewIterator(options, use->family.get()));
  for (it->Seek(ToSlice(from)); it->Valid(); it->Next()) {
    if (!to.empty() && ToView(it->key()) >= to) break;
    if (!visit(ToView(it->key()), ToView(it->value()))) break;
    if (is_closing_) {
      return absl::UnavailableError(
          absl::StrCat(options_.path, ": the database is opened anew after an error"));
    }
  }
  return ToStatus(it->status(), options_.path);
}

absl::Status Store::MendCache() {
  if (!faults_->cache_is_damaged()) return absl::OkStatus();
  {
    absl::MutexLock mending(&mending_);
    if (absl::Now() < next_try_) return absl::UnavailableError("not yet");
    next_try_ = absl::Now() + kBetweenTries;
  }
  if (absl::Status room = CheckRoom(options_.path, options_.reserve_bytes); !room.ok()) return room;
  SetAsideDamagedTable(options_.path, faults_->damage());
  return RebuildCache();
}

absl::Status Store::RebuildCache() {
  absl::Status emptied = EmptyCache();
  if (emptied.ok()) faults_->CacheRebuilt();
  return emptied;
}

absl::Status Store::EmptyCache() {
  absl::MutexLock mending(&mending_);
  const auto number = static_cast<std::size_t>(Family::kClassification);
  const absl::StatusOr<Use> use = UseOf(number);
  if (!use.ok()) return use.status();
  // InvalidArgument: dropped by an earlier try.
  const rocksdb::Status dropped = use->db->DropColumnFamily(use->family.get());
  if (!dropped.ok() && !dropped.IsInvalidArgument()) return ToStatus(dropped, options_.path);
  rocksdb::ColumnFamilyHandle* fresh = nullptr;
  const rocksdb::Status created =
      use->db->CreateColumnFamily(descriptors_[number].options, descriptors_[number].name, &fresh);
  if (!created.ok()) return ToStatus(created, options_.path);
  {
    absl::MutexLock lock(&mutex_);
    opened_.families[number] = Own(fresh, use->db);
  }
  return absl::OkStatus();
}

absl::Status Store::TrimTo(Family family, std::uint64_t max_bytes) {
  const std::uint64_t bytes = BytesOf(family);
  if (bytes <= max_bytes) return absl::OkStatus();
  const absl::StatusOr<Use> use = UseOf(family);
  if (!use.ok()) return use.status();
  // Keys are in the order of time: the share that is too much, and a tenth of what may stay.
  const double share = 1.0 - 0.9 * static_cast<double>(max_bytes) / static_cast<double>(bytes);
  std::uint64_t keys = 0;
  use->db->GetIntProperty(use->family.get(), rocksdb::DB::Properties::kEstimateNumKeys, &keys);
  auto left = static_cast<std::uint64_t>(share * static_cast<double>(keys));
  std::string end;
  absl::Status scanned = Scan(family, "", "", [&](absl::string_view key, absl::string_view) {
    end = std::string(key);
    return left-- > 0;
  });
  if (!scanned.ok() || end.empty()) return scanned;
  const rocksdb::Status deleted = use->db->DeleteRange({}, use->family.get(), "", end);
  if (!deleted.ok()) return ToStatus(deleted, options_.path);
  // Until it is compacted away the size would stay, and the next call delete as much again.
  const rocksdb::Slice last(end);
  return ToStatus(use->db->CompactRange({}, use->family.get(), nullptr, &last), options_.path);
}

std::uint64_t Store::BytesOf(Family family) const {
  const absl::StatusOr<Use> use = UseOf(family);
  std::uint64_t bytes = 0;
  if (use.ok()) {
    use->db->GetIntProperty(use->family.get(), rocksdb::DB::Properties::kLiveSstFilesSize, &bytes);
  }
  return bytes;
}

absl::Status Store::Flush() {
  Opened opened;
  {
    absl::MutexLock lock(&mutex_);
    opened = opened_;
  }
  if (opened.db == nullptr) return UseOf(kDefaultFamily).status();
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  families.reserve(opened.families.size());
  for (const Handle& family : opened.families) families.emplace_back(family.get());
  return ToStatus(opened.db->Flush({}, families), options_.path);
}

Store::Counters Store::counters() const {
  return {.read_errors = faults_->cache_read_errors(), .rebuilds = faults_->cache_rebuilds()};
}

}  // namespace izin
