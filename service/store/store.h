// The one RocksDB database of a service: what memory should not hold, and what must outlive it.
//
// Families, their keys and values:
//
//   default         "schema" -> the version of all this, decimal
//   classification  canonical key of an activity (service/answer/canonical_key.h) ->
//                   8 bytes seconds since the epoch, 1 outcome, 1 risk level, then an encoded
//                   izin.v1.Classification in the FULL view, Indonesian, without due dates;
//                   "n" and the 16 bytes of a name -> 8 bytes seconds, then that key
//   business        business id, 0, project id -> activity and last classification
//   job, change     job id; job id, 0, 8 bytes sequence -> state; one change
//   decision_log    8 bytes microseconds, 8 bytes sequence -> izin.internal.StoredDecision
//   ruleset         32 bytes fingerprint -> the signed bundle
//
// Integers are big-endian. The cache may be lost at any time; the rest is record.

#ifndef IZIN_SERVICE_STORE_STORE_H_
#define IZIN_SERVICE_STORE_STORE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>

namespace izin {

class StoreFaults;

enum class Family { kClassification, kBusiness, kJob, kChange, kDecisionLog, kRuleset };
inline constexpr int kFamilyCount = static_cast<int>(Family::kRuleset) + 1;
absl::string_view Name(Family family);

// What a write promises when it returns.
enum class Durability {
  kNone,     // may be lost with the process: a cache
  kProcess,  // survives the process, not the machine
  kMachine,  // survives power loss
};

// One change of several keys, all or none. Not thread-safe.
class StoreBatch {
 public:
  void Put(Family family, std::string key, std::string value) {
    puts_.push_back({family, std::move(key), std::move(value)});
  }
  bool empty() const { return puts_.empty(); }
  std::size_t size() const { return puts_.size(); }

 private:
  friend class Store;
  struct PutOf {
    Family family;
    std::string key;
    std::string value;
  };
  std::vector<PutOf> puts_;
};

// Thread-safe.
class Store {
 public:
  struct Options {
    std::string path;
    std::size_t block_cache_bytes = std::size_t{32} << 20;
    absl::Duration cached_for = absl::Hours(24 * 30);  // answers
    absl::Duration decisions_kept_for = absl::Hours(24 * 365 * 5);
    // What stays free on the disk for RocksDB's own work: with less the disk is full.
    std::uint64_t reserve_bytes = std::uint64_t{16} << 20;
    // Names the code that makes the answers: what other code cached is dropped. "" keeps it all.
    std::string answers_revision;
  };
  // Of the cache, family `classification`.
  struct Counters {
    std::uint64_t read_errors = 0;
    std::uint64_t rebuilds = 0;
  };

  // Creates what is missing. A damaged cache is left behind, if nothing else is damaged.
  // FailedPrecondition for a schema of another version, Aborted where another process has it open,
  // DataLoss where it is damaged (with the command that mends it), PermissionDenied for a folder
  // that is not writable, Unavailable for a full disk and for anything else.
  static absl::StatusOr<std::unique_ptr<Store>> Open(const Options& options);
  // Beside a process that writes: reads what that one had written when this was opened. Errors as
  // Open's, and NotFound where there is no database.
  static absl::StatusOr<std::unique_ptr<Store>> OpenReadOnly(const Options& options);
  // Rebuilds what can be read of a damaged database. The database must not be open.
  static absl::Status Repair(const std::string& path);

  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // NotFound, DataLoss for a record that cannot be read, Unavailable for a failing disk. Once a
  // read told that the cache is damaged, all of its reads are DataLoss until MendCache.
  absl::StatusOr<std::string> Get(Family family, absl::string_view key) const;
  // Unavailable for a disk that is full or fails. What stopped RocksDB is mended here once there is
  // room again, by opening the database anew.
  absl::Status Write(const StoreBatch& batch, Durability durability);
  // Visits keys from `from` to before `to` ("" = to the end) in order until `visit` says false.
  // Unavailable, too, where the database is opened anew meanwhile.
  absl::Status Scan(Family family, absl::string_view from, absl::string_view to,
                    const std::function<bool(absl::string_view, absl::string_view)>& visit) const;
  // If an error stopped RocksDB: opens the database anew, as Write does, for those who only read.
  absl::Status Recover();
  // If the cache was found damaged: drops it, keeps the table that was found damaged in
  // quarantine-<time>, and begins it anew. Tried once a second at most.
  absl::Status MendCache();
  // Drops what is cached, and begins it anew.
  absl::Status RebuildCache();
  // Deletes the oldest keys of a family until it takes about `max_bytes` on disk.
  absl::Status TrimTo(Family family, std::uint64_t max_bytes);
  std::uint64_t BytesOf(Family family) const;
  // Writes what is in memory to disk.
  absl::Status Flush();

  Counters counters() const;

 private:
  using Handle = std::shared_ptr<rocksdb::ColumnFamilyHandle>;  // keeps its database open
  // An open database. Empty while it is opened anew.
  struct Opened {
    std::shared_ptr<rocksdb::DB> db;
    std::vector<Handle> families;  // by Family, then the default one
  };
  // One family of it, for one call.
  struct Use {
    std::shared_ptr<rocksdb::DB> db;
    Handle family;
  };

  explicit Store(const Options& options);
  // Opens the database for writing; if its cache alone is damaged, without what was in it.
  absl::Status OpenToWrite();
  absl::Status OpenOnce();
  static absl::StatusOr<std::unique_ptr<Store>> OpenReaderOnce(const Options& options);
  // What RocksDB gave, owned.
  static Opened Own(rocksdb::DB* db, const std::vector<rocksdb::ColumnFamilyHandle*>& handles);
  static Handle Own(rocksdb::ColumnFamilyHandle* handle, std::shared_ptr<rocksdb::DB> db);
  // That the schema is the one of this version. NotFound where there is none yet.
  absl::Status CheckSchema() const;
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

  static constexpr std::size_t kDefaultFamily = kFamilyCount;  // its number
  static constexpr absl::Duration kBetweenTries = absl::Seconds(1);

  const Options options_;
  std::string secondary_path_;  // of a read-only store: its own small files; removed at the end
  const std::shared_ptr<StoreFaults> faults_;
  std::vector<std::unique_ptr<rocksdb::CompactionFilter>> filters_;  // outlive the database
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors_;

  absl::Mutex mending_;  // one at a time
  absl::Time next_try_ ABSL_GUARDED_BY(mending_) = absl::InfinitePast();
  std::weak_ptr<rocksdb::DB> closing_ ABSL_GUARDED_BY(mending_);  // still read by somebody

  mutable absl::Mutex mutex_;
  Opened opened_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> is_closing_{false};  // scans end
};

// 8 bytes, big-endian, for keys and stamps.
std::string BigEndian(std::uint64_t value);
std::uint64_t FromBigEndian(absl::string_view bytes);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_STORE_H_
