// Opening beside a writer, and reading: what is damaged, too.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <rocksdb/options.h>

#include "service/store/internal/database.h"
#include "service/store/internal/database_options.h"
#include "service/store/internal/salvage.h"
#include "service/store/internal/store_status.h"

namespace izin {
namespace {

constexpr int kTriesToRead = 20;

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

absl::Status OpenedAnew(const std::string& path) {
  return absl::UnavailableError(absl::StrCat(path, ": the database is opened anew after an error"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> Database::OpenReadOnly(const Store::Options& options) {
  if (!HasDatabase(options.path))
    return absl::NotFoundError(absl::StrCat(options.path, ": there is no database here"));
  // Where the writer moved records from its log to a table meanwhile, they may have been in neither
  // as it was read; a table or a log may have gone that was still to be opened.
  absl::StatusOr<std::unique_ptr<Database>> store;
  for (int i = 0; i < kTriesToRead; ++i) {
    const std::string before = ManifestOf(options.path);
    store = OpenReaderOnce(options);
    if (ManifestOf(options.path) != before) continue;
    if (store.ok()) (*store)->manifest_ = before;
    return store;
  }
  return OpenFollower(options);
}

// RocksDB can catch up with a writer, but not (7.8: it ends the process) where a family was dropped
// since that opened the database, and it leaves out damaged tables without a word: so this is the
// last resort.
absl::StatusOr<std::unique_ptr<Database>> Database::OpenFollower(const Store::Options& options) {
  std::unique_ptr<Database> store(new Database(options));
  store->is_reader_ = true;
  std::string folder = (std::filesystem::temp_directory_path() / "izin-reader-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr)
    return absl::UnavailableError("no temporary folder can be made");
  store->secondary_path_ = folder;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::Status opened = rocksdb::DB::OpenAsSecondary(ReaderOptions(), options.path, folder,
                                                        store->descriptors_, &handles, &db);
  if (!opened.ok()) return ToStatus(opened, options.path);
  {
    absl::MutexLock lock(&store->mutex_);
    store->opened_ = Own(db, handles);
  }
  opened = db->TryCatchUpWithPrimary();
  if (!opened.ok()) return ToStatus(opened, options.path);
  if (absl::Status schema = store->CheckSchema(); !schema.ok() && !absl::IsNotFound(schema))
    return schema;
  return store;
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenReaderOnce(const Store::Options& options) {
  std::unique_ptr<Database> store(new Database(options));
  store->is_reader_ = true;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::DBOptions how = ReaderOptions();
  rocksdb::Status opened =
      rocksdb::DB::OpenForReadOnly(how, options.path, store->descriptors_, &handles, &db);
  if (IsDamage(opened)) {
    // What is whole can be read all the same; what is not is told of each scan.
    store->damage_at_open_ = opened.ToString();
    how.paranoid_checks = false;
    opened = rocksdb::DB::OpenForReadOnly(how, options.path, store->descriptors_, &handles, &db);
  }
  if (!opened.ok()) return ToStatus(opened, options.path);
  {
    absl::MutexLock lock(&store->mutex_);
    store->opened_ = Own(db, handles);
  }
  absl::Status schema = store->CheckSchema();
  if (absl::IsFailedPrecondition(schema)) return schema;
  return store;
}

absl::Status Database::Scan(
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
    if (is_closing_) return OpenedAnew(options_.path);
  }
  return ToStatus(it->status(), options_.path);
}

absl::Status Database::ScanPastDamage(
    Family family, const KeyRange& range,
    const std::function<bool(absl::string_view, absl::string_view)>& visit,
    std::vector<LostSpan>& lost) const {
  const absl::StatusOr<Use> use = UseOf(family);
  if (!use.ok()) return use.status();
  std::string next = range.from;  // of what is still to be read
  bool is_stopped = false;
  const absl::Status read =
      Scan(family, range.from, range.to, [&](absl::string_view key, absl::string_view value) {
        is_stopped = !visit(key, value);
        next = absl::StrCat(key, absl::string_view("\0", 1));
        return !is_stopped;
      });
  const bool is_damaged = absl::IsDataLoss(read) || !damage_at_open_.empty();
  if (is_stopped || !is_damaged) return is_stopped ? absl::OkStatus() : read;
  return Salvage(*use, family, {.from = next, .to = range.to}, {.visit = visit, .lost = lost});
}

absl::Status Database::Salvage(const Use& use, Family family, const KeyRange& range,
                               const ScanPart& part) const {
  // Tables are read by their names: none may go meanwhile.
  if (!is_reader_) use.db->DisableFileDeletions().PermitUncheckedError();
  const auto allow = absl::MakeCleanup([&] {
    if (!is_reader_) use.db->EnableFileDeletions(/*force=*/false).PermitUncheckedError();
  });
  const FamilyToRead source{
      .db = *use.db,
      .family = *use.family,
      .options = rocksdb::Options(DatabaseOptions(),
                                  descriptors_[static_cast<std::size_t>(family)].options)};
  bool is_stopped = false;
  const rocksdb::Status read = ReadPastDamage(
      source, range,
      [&](absl::string_view key, absl::string_view value) {
        is_stopped = is_closing_ || !part.visit(key, value);
        return !is_stopped;
      },
      part.lost);
  if (is_closing_) return OpenedAnew(options_.path);
  const bool misses_table = std::any_of(
      part.lost.begin(), part.lost.end(),
      [](const LostSpan& span) { return absl::StrContains(span.cause, "No such file"); });
  if (is_reader_ && misses_table && ManifestOf(options_.path) != manifest_) {
    return absl::UnavailableError(
        absl::StrCat(options_.path, ": its server changed the tables meanwhile; try again"));
  }
  // A damaged write-ahead log: its records come last, and nobody can say which are missing.
  const bool is_log_damaged =
      !damage_at_open_.empty() && !absl::StrContains(damage_at_open_, ".sst");
  if (is_log_damaged && !is_stopped)
    part.lost.push_back({.from = range.from, .to = range.to, .cause = damage_at_open_});
  return ToStatus(read, options_.path);
}

}  // namespace izin
