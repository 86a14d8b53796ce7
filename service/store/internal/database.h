// The RocksDB database behind a Store.

#ifndef IZIN_SERVICE_STORE_INTERNAL_DATABASE_H_
#define IZIN_SERVICE_STORE_INTERNAL_DATABASE_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>

#include "service/base/clock.h"
#include "service/store/internal/folder.h"
#include "service/store/internal/newest_record.h"
#include "service/store/store.h"

namespace izin {

class StoreFaults;

// Each method is the one of Store of its name. Thread-safe.
class Database {
 public:
  static absl::StatusOr<std::unique_ptr<Database>> Open(const Store::Options& options);
  static absl::StatusOr<std::unique_ptr<Database>> OpenReadOnly(const Store::Options& options);
  static absl::Status Repair(const std::string& path, RepairReport* report);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  absl::StatusOr<std::string> Get(Family family, absl::string_view key) const;
  absl::Status Write(const StoreBatch& batch, Durability durability);
  absl::Status Scan(Family family, absl::string_view from, absl::string_view to,
                    const std::function<bool(absl::string_view, absl::string_view)>& visit) const;
  absl::Status ScanPastDamage(
      Family family, const KeyRange& range,
      const std::function<bool(absl::string_view, absl::string_view)>& visit,
      std::vector<LostSpan>& lost) const;
  absl::Status CheckWritable() const;
  absl::Status MarkNewest();
  absl::Status Recover();
  absl::Status MendCache();
  absl::Status RebuildCache();
  absl::Status TrimTo(Family family, std::uint64_t max_bytes);
  std::uint64_t BytesOf(Family family) const;
  absl::Status Flush();
  Store::Counters counters() const;
  const Clock& clock() const { return clock_; }

 private:
  using Handle = std::shared_ptr<rocksdb::ColumnFamilyHandle>;  // keeps its database open
  // An open database. Empty while it is opened anew.
  struct Opened {
    std::shared_ptr<rocksdb::DB> db;
    std::vector<Handle> families;  // by Family, then the default one
    FolderId folder;               // of a database that is written
  };
  // One family of it, for one call.
  struct Use {
    std::shared_ptr<rocksdb::DB> db;
    Handle family;
  };

  // Who gets what a scan reads, and what it cannot.
  struct ScanPart {
    const std::function<bool(absl::string_view, absl::string_view)>& visit;
    std::vector<LostSpan>& lost;
  };

  explicit Database(const Store::Options& options);
  // Opens the database for writing; if its cache alone is damaged, without what was in it.
  absl::Status OpenToWrite();
  absl::Status OpenOnce();
  static absl::StatusOr<std::unique_ptr<Database>> OpenReaderOnce(const Store::Options& options);
  // A reader beside a writer that never rests: follows its list of tables.
  static absl::StatusOr<std::unique_ptr<Database>> OpenFollower(const Store::Options& options);
  // Reads on from `range.from`, where RocksDB's own iterator cannot.
  absl::Status Salvage(const Use& use, Family family, const KeyRange& range,
                       const ScanPart& part) const;
  // What RocksDB gave, owned.
  static Opened Own(rocksdb::DB* db, const std::vector<rocksdb::ColumnFamilyHandle*>& handles);
  static Handle Own(rocksdb::ColumnFamilyHandle* handle, std::shared_ptr<rocksdb::DB> db);
  // That the schema is the one of this version. NotFound where there is none yet.
  absl::Status CheckSchema() const;
  // DataLoss where the newest record is missing that is noted beside the database.
  absl::Status CheckNewest() const;
  absl::Status Sync();
  // Copies the records of damaged tables and of none; the files that it made.
  std::vector<std::string> SaveRecords() const;
  // Takes such files in, and removes them.
  absl::Status PutBack(const std::vector<std::string>& copies);
  // Drops the cache of other code.
  absl::Status CheckAnswersRevision();
  // Of the database itself, in the default family.
  absl::StatusOr<std::string> GetMark(absl::string_view key) const;
  absl::Status PutMark(absl::string_view key, absl::string_view value);
  // Unavailable while there is no open database.
  absl::StatusOr<Use> UseOf(Family family) const;
  absl::StatusOr<Use> UseOf(std::size_t number) const;
  // Closes the database and opens it again. Unavailable if that must wait.
  absl::Status OpenAnew();
  absl::Status WriteOnce(const StoreBatch& batch, Durability durability);
  absl::Status EmptyCache();
  // The next try must still wait. A clock that was set back holds nobody up.
  bool IsTooEarly() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mending_);

  static constexpr std::size_t kDefaultFamily = kFamilyCount;  // its number
  static constexpr absl::Duration kBetweenTries = absl::Seconds(1);

  const RealClock real_clock_;
  const Store::Options options_;  // with a clock
  const Clock& clock_;
  bool is_reader_ = false;
  std::string secondary_path_;  // of a follower: its own small files; removed at the end
  // Of a reader: the list of tables as it was read, and what was damaged then.
  std::string manifest_;
  std::string damage_at_open_;
  const std::shared_ptr<StoreFaults> faults_;
  NewestRecord newest_;
  std::vector<std::unique_ptr<rocksdb::CompactionFilter>> filters_;  // outlive the database
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors_;

  absl::Mutex mending_;  // one at a time
  absl::Time next_try_ ABSL_GUARDED_BY(mending_) = absl::InfinitePast();
  std::weak_ptr<rocksdb::DB> closing_ ABSL_GUARDED_BY(mending_);  // still read by somebody

  mutable absl::Mutex mutex_;
  Opened opened_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> is_closing_{false};  // scans end
};

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_DATABASE_H_
