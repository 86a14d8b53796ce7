#include "service/store/internal/database.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include <rocksdb/write_batch.h>

#include "service/store/internal/damaged_cache.h"
#include "service/store/internal/store_faults.h"
#include "service/store/internal/store_status.h"

namespace izin {
namespace {

rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::StatusOr<std::string> Database::GetMark(absl::string_view key) const {
  const absl::StatusOr<Use> use = UseOf(kDefaultFamily);
  if (!use.ok()) return use.status();
  std::string value;
  const rocksdb::Status found = use->db->Get({}, use->family.get(), ToSlice(key), &value);
  if (!found.ok()) return ToStatus(found, options_.path);
  return value;
}

absl::Status Database::PutMark(absl::string_view key, absl::string_view value) {
  const absl::StatusOr<Use> use = UseOf(kDefaultFamily);
  if (!use.ok()) return use.status();
  rocksdb::WriteOptions durable;
  durable.sync = true;
  return ToStatus(use->db->Put(durable, use->family.get(), ToSlice(key), ToSlice(value)),
                  options_.path);
}

absl::StatusOr<Database::Use> Database::UseOf(Family family) const {
  return UseOf(static_cast<std::size_t>(family));
}

absl::StatusOr<Database::Use> Database::UseOf(std::size_t number) const {
  absl::MutexLock lock(&mutex_);
  if (opened_.db == nullptr) {
    return absl::UnavailableError(
        absl::StrCat(options_.path, ": the database is opened anew after an error"));
  }
  return Use{.db = opened_.db, .family = opened_.families[number]};
}

absl::StatusOr<std::string> Database::Get(Family family, absl::string_view key) const {
  const bool is_cached = family == Family::kClassification && !is_reader_;
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

absl::Status Database::CheckWritable() const {
  // RocksDB is kept from meeting the end of the disk.
  if (absl::Status room = CheckRoom(options_.path, options_.reserve_bytes); !room.ok()) return room;
  {
    absl::MutexLock lock(&mutex_);
    if (opened_.db != nullptr && FolderIdOf(options_.path) != opened_.folder)
      return FolderIsGone(options_.path);
  }
  if (!faults_->is_stopped()) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat(options_.path, ": writing stopped after an error: ", faults_->stopped_by()));
}

absl::Status Database::Write(const StoreBatch& batch, Durability durability) {
  if (absl::Status writable = CheckWritable(); !writable.ok()) {
    if (!faults_->is_stopped()) return writable;
    if (absl::Status room = CheckRoom(options_.path, options_.reserve_bytes); !room.ok())
      return room;
    if (absl::Status opened = OpenAnew(); !opened.ok()) return opened;
  }
  if (absl::Status written = WriteOnce(batch, durability); !written.ok()) return written;
  for (const StoreBatch::PutOf& put : batch.puts_) {
    if (put.family == Family::kDecisionLog) newest_.Written(put.key, durability);
  }
  // What went to a folder that nobody will find is not on disk.
  return durability == Durability::kMachine ? CheckWritable() : absl::OkStatus();
}

absl::Status Database::Sync() {
  if (absl::Status writable = CheckWritable(); !writable.ok()) return writable;
  const absl::StatusOr<Use> use = UseOf(kDefaultFamily);
  if (!use.ok()) return use.status();
  return ToStatus(use->db->SyncWAL(), options_.path);
}

absl::Status Database::MarkNewest() {
  return newest_.Mark(clock_.Now(), [this] { return Sync(); });
}

absl::Status Database::WriteOnce(const StoreBatch& batch, Durability durability) {
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

absl::Status Database::MendCache() {
  if (!faults_->cache_is_damaged()) return absl::OkStatus();
  {
    absl::MutexLock mending(&mending_);
    if (IsTooEarly()) return absl::UnavailableError("not yet");
    next_try_ = clock_.Now() + kBetweenTries;
  }
  if (absl::Status room = CheckRoom(options_.path, options_.reserve_bytes); !room.ok()) return room;
  SetAsideDamagedTable(options_.path, faults_->damage(), clock_);
  return RebuildCache();
}

bool Database::IsTooEarly() const {
  const absl::Duration left = next_try_ - clock_.Now();
  return left > absl::ZeroDuration() && left <= kBetweenTries;
}

absl::Status Database::RebuildCache() {
  absl::Status emptied = EmptyCache();
  if (emptied.ok()) faults_->CacheRebuilt();
  return emptied;
}

absl::Status Database::EmptyCache() {
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

absl::Status Database::TrimTo(Family family, std::uint64_t max_bytes) {
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
  newest_.Trimmed(end);
  const rocksdb::Status deleted = use->db->DeleteRange({}, use->family.get(), "", end);
  if (!deleted.ok()) return ToStatus(deleted, options_.path);
  // Until it is compacted away the size would stay, and the next call delete as much again.
  const rocksdb::Slice last(end);
  return ToStatus(use->db->CompactRange({}, use->family.get(), nullptr, &last), options_.path);
}

std::uint64_t Database::BytesOf(Family family) const {
  const absl::StatusOr<Use> use = UseOf(family);
  std::uint64_t bytes = 0;
  if (use.ok()) {
    use->db->GetIntProperty(use->family.get(), rocksdb::DB::Properties::kLiveSstFilesSize, &bytes);
  }
  return bytes;
}

absl::Status Database::Flush() {
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

Store::Counters Database::counters() const {
  return {.read_errors = faults_->cache_read_errors(), .rebuilds = faults_->cache_rebuilds()};
}

}  // namespace izin
