// Opening, and opening anew.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include <rocksdb/options.h>

#include "service/store/internal/damaged_cache.h"
#include "service/store/internal/database.h"
#include "service/store/internal/database_options.h"
#include "service/store/internal/folder.h"
#include "service/store/internal/store_faults.h"
#include "service/store/internal/store_status.h"

namespace izin {
namespace {

constexpr absl::string_view kSchemaKey = "schema";
constexpr absl::string_view kSchemaVersion = "1";
constexpr absl::string_view kAnswersRevisionKey = "answers_revision";
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(10);  // for readers to go

Store::Options WithClock(Store::Options options, const Clock& otherwise) {
  if (options.clock == nullptr) options.clock = &otherwise;
  return options;
}

}  // namespace

Database::Database(const Store::Options& options)
    : options_(WithClock(options, real_clock_)),
      clock_(*options_.clock),
      faults_(std::make_shared<StoreFaults>()),
      newest_(options_.path),
      descriptors_(Descriptors(options_, filters_)) {}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const Store::Options& options) {
  MakePrivate(options.path);
  std::unique_ptr<Database> store(new Database(options));
  if (absl::Status room = CheckRoom(options.path, options.reserve_bytes); !room.ok()) return room;
  if (absl::Status opened = store->OpenToWrite(); !opened.ok()) return opened;
  absl::Status schema = store->CheckSchema();
  if (absl::IsNotFound(schema)) schema = store->PutMark(kSchemaKey, kSchemaVersion);
  if (!schema.ok()) return schema;
  if (absl::Status newest = store->CheckNewest(); !newest.ok()) return newest;
  if (absl::Status revision = store->CheckAnswersRevision(); !revision.ok()) return revision;
  return store;
}

absl::Status Database::OpenToWrite() {
  absl::Status opened = OpenOnce();
  if (!absl::IsDataLoss(opened)) return opened;
  if (!LeaveDamagedCache(options_.path, descriptors_, opened.message(), clock_).ok()) return opened;
  opened = OpenOnce();
  if (opened.ok()) faults_->CacheRebuilt();
  return opened;
}

absl::Status Database::OpenOnce() {
  rocksdb::DBOptions options = DatabaseOptions();
  options.listeners.emplace_back(faults_);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::Open(options, options_.path, descriptors_, &handles, &db);
  if (!status.ok()) return ToStatus(status, options_.path);
  absl::MutexLock lock(&mutex_);
  opened_ = Own(db, handles);
  opened_.folder = FolderIdOf(options_.path);
  return absl::OkStatus();
}

absl::Status Database::CheckNewest() const {
  const std::optional<std::string> key = newest_.Marked();
  if (!key.has_value()) return absl::OkStatus();
  const absl::Time written = TimeOfRecord(*key);
  if (clock_.Now() - written > options_.decisions_kept_for) return absl::OkStatus();  // dropped
  const absl::Status found = Get(Family::kDecisionLog, *key).status();
  if (!absl::IsNotFound(found))
    return absl::OkStatus();  // what is damaged is told where it is read
  return absl::DataLossError(absl::StrCat(
      options_.path, ": records are missing: the newest that was on disk, ",
      absl::BytesToHexString(*key), " of ", absl::FormatTime(written, absl::UTCTimeZone()),
      ", is not there any more; a write-ahead log was cut or lost. Keep a copy of the folder, put ",
      "back what was taken from it, or stop the server and run: izin repair --data-dir ",
      options_.path));
}

Database::Handle Database::Own(rocksdb::ColumnFamilyHandle* handle,
                               std::shared_ptr<rocksdb::DB> db) {
  return Handle(handle, [db = std::move(db)](rocksdb::ColumnFamilyHandle* last) {
    db->DestroyColumnFamilyHandle(last).PermitUncheckedError();
  });
}

Database::Opened Database::Own(rocksdb::DB* db,
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

absl::Status Database::CheckSchema() const {
  const absl::StatusOr<std::string> version = GetMark(kSchemaKey);
  if (!version.ok()) return version.status();
  if (*version == kSchemaVersion) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      options_.path, ": schema ", *version, ": this version reads schema ", kSchemaVersion,
      "; serve it with the version that wrote it, or name another --data-dir"));
}

absl::Status Database::CheckAnswersRevision() {
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

absl::Status Database::Recover() {
  if (!faults_->is_stopped()) return absl::OkStatus();
  if (absl::Status room = CheckRoom(options_.path, options_.reserve_bytes); !room.ok()) return room;
  return OpenAnew();
}

absl::Status Database::OpenAnew() {
  absl::MutexLock mending(&mending_);
  if (!faults_->is_stopped()) return absl::OkStatus();  // another thread did it
  if (IsTooEarly()) {
    return absl::UnavailableError(
        absl::StrCat(options_.path, ": writing stopped after an error: ", faults_->stopped_by()));
  }
  next_try_ = clock_.Now() + kBetweenTries;
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
    next_try_ = clock_.Now() + kBetweenLooks;
    return absl::UnavailableError(
        absl::StrCat(options_.path, ": the database is still read; it will be opened anew"));
  }
  is_closing_ = false;
  faults_->Resumed();
  absl::Status opened = OpenToWrite();
  if (!opened.ok()) faults_->Stopped(opened.message());
  return opened;
}

Database::~Database() {
  if (!is_reader_) newest_.MarkAtEnd([this] { return Sync(); });
  {
    absl::MutexLock lock(&mutex_);
    opened_ = Opened();
  }
  std::error_code error;
  if (!secondary_path_.empty()) std::filesystem::remove_all(secondary_path_, error);
}

}  // namespace izin
