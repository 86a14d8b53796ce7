// Rebuilding a damaged database. RocksDB's own repair leaves out a table for one bad bit in it:
// what can be read of such tables is read before, and put back after.

#include <filesystem>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <rocksdb/sst_file_reader.h>
#include <rocksdb/sst_file_writer.h>

#include "service/store/internal/database.h"
#include "service/store/internal/database_options.h"
#include "service/store/internal/salvage.h"
#include "service/store/internal/store_status.h"

namespace izin {
namespace {

const KeyRange kAll;

// Counts what can be read of the records.
RepairReport Count(const Database& database) {
  RepairReport report;
  const absl::Status read = database.ScanPastDamage(
      Family::kDecisionLog, kAll,
      [&report](absl::string_view, absl::string_view) {
        ++report.records;
        return true;
      },
      report.lost);
  report.is_counted = read.ok();
  return report;
}

bool IsWhole(const rocksdb::Options& options, const std::string& table) {
  rocksdb::SstFileReader reader(options);
  return reader.Open(table).ok() && reader.VerifyChecksum().ok();
}

// Copies what can be read of a table into another; false where that is nothing.
bool Copy(const FamilyToRead& source, const rocksdb::LiveFileMetaData& table,
          const std::string& copy) {
  TableCursor cursor(source, table);
  cursor.Seek("");
  if (!cursor.is_valid()) return false;
  rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), source.options);
  if (!writer.Open(copy).ok()) return false;
  for (; cursor.is_valid(); cursor.Next()) {
    const rocksdb::Slice key(cursor.key().data(), cursor.key().size());
    const rocksdb::Slice value(cursor.value().data(), cursor.value().size());
    if (!writer.Put(key, value).ok()) return false;
  }
  return writer.Finish().ok();
}

// The same of what is in no table yet: RocksDB's repair drops it where the family has no table.
bool CopyUnsaved(const FamilyToRead& source, const std::string& copy) {
  rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), source.options);
  if (!writer.Open(copy).ok()) return false;
  rocksdb::Status put;
  std::uint64_t count = 0;
  const rocksdb::Status read =
      ReadUnsaved(source, [&](absl::string_view key, absl::string_view value) {
        put = writer.Put(rocksdb::Slice(key.data(), key.size()),
                         rocksdb::Slice(value.data(), value.size()));
        ++count;
        return put.ok();
      });
  read.PermitUncheckedError();  // what was read is kept
  if (count > 0 && put.ok() && writer.Finish().ok()) return true;
  std::error_code error;
  std::filesystem::remove(copy, error);
  return false;
}

// What RocksDB says of a write-ahead log that the manifest names and that is gone or cut; "" if
// none is. Neither a reader nor a repair gets past it: opened once without that comparison, the
// database forgets it.
std::string ForgetLostLog(const std::string& path, const absl::Status& opened,
                          std::vector<rocksdb::ColumnFamilyDescriptor> families) {
  if (!absl::IsDataLoss(opened) || !absl::StrContains(opened.message(), "WAL")) return "";
  rocksdb::DBOptions options = DatabaseOptions();
  options.track_and_verify_wals_in_manifest = false;
  options.paranoid_checks = false;
  options.avoid_flush_during_recovery = true;
  for (rocksdb::ColumnFamilyDescriptor& family : families)
    family.options.disable_auto_compactions = true;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  if (!rocksdb::DB::Open(options, path, families, &handles, &db).ok()) return "";
  for (rocksdb::ColumnFamilyHandle* handle : handles)
    db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  db->Close().PermitUncheckedError();
  delete db;
  // Without the advice to do what is done here.
  return std::string(opened.message().substr(0, opened.message().find("; stop the server")));
}

}  // namespace

std::vector<std::string> Database::SaveRecords() const {
  std::vector<std::string> copies;
  const absl::StatusOr<Use> use = UseOf(Family::kDecisionLog);
  if (!use.ok()) return copies;
  const auto number = static_cast<std::size_t>(Family::kDecisionLog);
  const FamilyToRead source{
      .db = *use->db,
      .family = *use->family,
      .options = rocksdb::Options(DatabaseOptions(), descriptors_[number].options)};
  std::vector<rocksdb::LiveFileMetaData> tables;
  use->db->GetLiveFilesMetaData(&tables);
  for (const rocksdb::LiveFileMetaData& table : tables) {
    const std::string file = absl::StrCat(table.db_path, "/", table.relative_filename);
    if (table.column_family_name != Name(Family::kDecisionLog) || IsWhole(source.options, file))
      continue;
    std::string copy = absl::StrCat(options_.path, "/saved-", copies.size());
    if (Copy(source, table, copy)) copies.push_back(std::move(copy));
  }
  std::string copy = absl::StrCat(options_.path, "/saved-", copies.size());
  if (CopyUnsaved(source, copy)) copies.push_back(std::move(copy));
  return copies;
}

absl::Status Database::PutBack(const std::vector<std::string>& copies) {
  if (copies.empty()) return absl::OkStatus();
  const absl::StatusOr<Use> use = UseOf(Family::kDecisionLog);
  if (!use.ok()) return use.status();
  rocksdb::IngestExternalFileOptions how;
  how.move_files = true;
  for (const std::string& copy : copies) {
    const rocksdb::Status put = use->db->IngestExternalFile(use->family.get(), {copy}, how);
    if (!put.ok()) return ToStatus(put, options_.path);
    std::error_code error;
    std::filesystem::remove(copy, error);
  }
  // Written again, the tables say which family they are of: the next repair asks for that.
  rocksdb::CompactRangeOptions whole;
  whole.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  return ToStatus(use->db->CompactRange(whole, use->family.get(), nullptr, nullptr), options_.path);
}

absl::Status Database::Repair(const std::string& path, RepairReport* report) {
  if (!HasDatabase(path))
    return absl::NotFoundError(absl::StrCat(path, ": there is no database here"));
  Store::Options options;
  options.path = path;
  RepairReport before;
  std::vector<std::string> copies;
  const Database own(options);
  const std::string lost_log =
      ForgetLostLog(path, OpenReaderOnce(options).status(), own.descriptors_);
  if (const auto reader = OpenReaderOnce(options); reader.ok()) {
    before = Count(**reader);
    copies = (*reader)->SaveRecords();
  }
  // Which records it held nobody knows.
  if (!lost_log.empty()) before.lost.push_back({.from = "", .to = "", .cause = lost_log});
  const rocksdb::Status rebuilt = rocksdb::RepairDB(path, DatabaseOptions(), own.descriptors_);
  if (!rebuilt.ok()) return ToStatus(rebuilt, path);
  const std::optional<std::string> newest = own.newest_.Marked();
  NewestRecord::Forget(path);
  const absl::StatusOr<std::unique_ptr<Database>> database = Open(options);
  if (!database.ok()) return database.status();
  if (absl::Status put = (*database)->PutBack(copies); !put.ok()) return put;
  RepairReport after = Count(**database);
  after.records_before = before.records;
  after.is_counted = after.is_counted && before.is_counted;
  after.lost.insert(after.lost.begin(), before.lost.begin(), before.lost.end());
  if (newest.has_value() && (*database)->Get(Family::kDecisionLog, *newest).status().code() ==
                                absl::StatusCode::kNotFound) {
    after.missing_newest = *newest;
  }
  if (report != nullptr) *report = std::move(after);
  return absl::OkStatus();
}

}  // namespace izin
