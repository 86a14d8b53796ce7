#include "service/store/internal/damaged_cache.h"

#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "service/store/internal/database_options.h"
#include "service/store/internal/store_status.h"
#include "service/store/store.h"

namespace izin {
namespace {

constexpr absl::string_view kTable = ".sst";
constexpr absl::string_view kQuarantine = "quarantine-";
constexpr auto kCache = static_cast<std::size_t>(Family::kClassification);

using Descriptors = std::vector<rocksdb::ColumnFamilyDescriptor>;
using Handles = std::vector<rocksdb::ColumnFamilyHandle*>;

// The first name of a table in `text`; "" if there is none.
std::string TableNamedIn(absl::string_view text) {
  const std::size_t end = text.find(kTable);
  if (end == absl::string_view::npos) return "";
  std::size_t begin = end;
  while (begin > 0 && absl::ascii_isdigit(static_cast<unsigned char>(text[begin - 1]))) --begin;
  if (begin == end) return "";
  return std::string(text.substr(begin, end - begin + kTable.size()));
}

void RemoveQuarantines(const std::string& path) {
  std::error_code error;
  std::vector<std::filesystem::path> old;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
    if (absl::StartsWith(entry.path().filename().string(), kQuarantine))
      old.emplace_back(entry.path());
  }
  for (const std::filesystem::path& folder : old) std::filesystem::remove_all(folder, error);
}

void Close(rocksdb::DB* db, const Handles& handles) {
  for (rocksdb::ColumnFamilyHandle* handle : handles)
    db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  db->Close().PermitUncheckedError();
  delete db;
}

// That every family but the cache is whole, as far as opening tells.
absl::Status CheckRecords(const std::string& path, Descriptors families) {
  families.erase(families.begin() + kCache);
  rocksdb::DB* db = nullptr;
  Handles handles;
  const rocksdb::Status opened =
      rocksdb::DB::OpenForReadOnly(DatabaseOptions(), path, families, &handles, &db);
  if (opened.ok()) Close(db, handles);
  return ToStatus(opened, path);
}

absl::Status DropCache(const std::string& path, Descriptors families) {
  rocksdb::DBOptions options = DatabaseOptions();
  options.paranoid_checks = false;             // opens with damaged tables
  options.avoid_flush_during_recovery = true;  // the write-ahead log stays as it is
  for (rocksdb::ColumnFamilyDescriptor& family : families)
    family.options.disable_auto_compactions = true;
  rocksdb::DB* db = nullptr;
  Handles handles;
  const rocksdb::Status opened = rocksdb::DB::Open(options, path, families, &handles, &db);
  if (!opened.ok()) return ToStatus(opened, path);
  const rocksdb::Status dropped = db->DropColumnFamily(handles[kCache]);
  Close(db, handles);
  return ToStatus(dropped, path);
}

}  // namespace

absl::Status LeaveDamagedCache(const std::string& path,
                               const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                               absl::string_view damage, const Clock& clock) {
  if (absl::Status whole = CheckRecords(path, families); !whole.ok()) return whole;
  SetAsideDamagedTable(path, damage, clock);
  return DropCache(path, families);
}

void SetAsideDamagedTable(const std::string& path, absl::string_view damage, const Clock& clock) {
  const std::string table = TableNamedIn(damage);
  std::error_code error;
  if (table.empty() || !std::filesystem::exists(absl::StrCat(path, "/", table), error)) return;
  RemoveQuarantines(path);
  const std::string folder = absl::StrCat(
      path, "/", kQuarantine, absl::FormatTime("%Y%m%dT%H%M%SZ", clock.Now(), absl::UTCTimeZone()));
  std::filesystem::create_directory(folder, error);
  std::filesystem::create_hard_link(absl::StrCat(path, "/", table),
                                    absl::StrCat(folder, "/", table), error);
}

}  // namespace izin
