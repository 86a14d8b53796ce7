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
//   ruleset         32 bytes fingerprint -> izin.internal.StoredBundle; "state" ->
//                   izin.internal.ActivationState
//
// Owners, who alone write and read their family: service/answer of classification,
// service/decisions of decision_log, service/lifecycle of ruleset; service/reclassify is to have
// business, job and change: until then those are declared and empty.
//
// Beside the database lies newest-record: the id of a record, in hex, that was known to be on disk,
// one of the last second or, where the store was closed, the last. Where the database has it no
// more, its write-ahead log was cut or lost.
//
// Integers are big-endian. The cache may be lost at any time; the rest is record. RocksDB is known
// to service/store/internal alone.

#ifndef IZIN_SERVICE_STORE_STORE_H_
#define IZIN_SERVICE_STORE_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "service/base/clock.h"

namespace izin {

class Database;

enum class Family { kClassification, kBusiness, kJob, kChange, kDecisionLog, kRuleset };
inline constexpr int kFamilyCount = static_cast<int>(Family::kRuleset) + 1;
absl::string_view Name(Family family);

// What a write promises when it returns.
enum class Durability {
  kNone,     // may be lost with the process: a cache
  kProcess,  // survives the process, not the machine
  kMachine,  // survives power loss
};

// Keys from `from` to before `to`, "" = to the end.
struct KeyRange {
  std::string from;
  std::string to;
};

// Keys that cannot be read: all there are from `from` to `to`, both included, "" = to the end.
struct LostSpan {
  std::string from;
  std::string to;
  std::string cause;  // what was said of the damage
};

// What a repair did for the records, family `decision_log`.
struct RepairReport {
  bool is_counted = false;           // the numbers hold: the database could be read before
  std::uint64_t records_before = 0;  // that could be read
  std::uint64_t records = 0;         // that are there now
  std::vector<LostSpan> lost;
  std::string missing_newest;  // key of the newest record that was on disk, if it is not there
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
  friend class Database;
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
    const Clock* clock = nullptr;  // of ages and waits; must outlive the store; null: the system's
  };
  // Of the cache, family `classification`.
  struct Counters {
    std::uint64_t read_errors = 0;
    std::uint64_t rebuilds = 0;
  };

  // Creates what is missing. A damaged cache is left behind, if nothing else is damaged.
  // FailedPrecondition for a schema of another version, Aborted where another process has it open,
  // DataLoss where it is damaged or its newest record is missing (with the command that mends it),
  // PermissionDenied for a folder
  // that is not writable, Unavailable for a full disk and for anything else.
  static absl::StatusOr<std::unique_ptr<Store>> Open(const Options& options);
  // Beside a process that writes: reads what that one had written when this was opened. Errors as
  // Open's, and NotFound where there is no database.
  static absl::StatusOr<std::unique_ptr<Store>> OpenReadOnly(const Options& options);
  // Rebuilds what can be read of a damaged database, of damaged tables of records too, and says in
  // `report`, which may be null, what was lost. The database must not be open.
  static absl::Status Repair(const std::string& path, RepairReport* report = nullptr);

  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // NotFound, DataLoss for a record that cannot be read, Unavailable for a failing disk. Once a
  // read told that the cache is damaged, all of its reads are DataLoss until MendCache.
  absl::StatusOr<std::string> Get(Family family, absl::string_view key) const;
  // Unavailable for a disk that is full or fails, or a folder that was taken away. What stopped
  // RocksDB is mended here once there is room again, by opening the database anew.
  absl::Status Write(const StoreBatch& batch, Durability durability);
  // The one of Options.
  const Clock& clock() const;
  // Unavailable where a write would fail now, as far as can be told without one.
  absl::Status CheckWritable() const;
  // Notes beside the database which record is the newest on disk; looks once a second at most.
  absl::Status MarkNewest();
  // Visits keys from `from` to before `to` ("" = to the end) in order until `visit` says false.
  // Unavailable, too, where the database is opened anew meanwhile.
  absl::Status Scan(Family family, absl::string_view from, absl::string_view to,
                    const std::function<bool(absl::string_view, absl::string_view)>& visit) const;
  // The same, but what is damaged ends nothing: the spans that it met are added to `lost`, and
  // reading goes on after them. Of families whose keys are of 16 bytes. Not OK for what is no
  // damage; a reader whose tables the writer replaced meanwhile is told Unavailable.
  absl::Status ScanPastDamage(
      Family family, const KeyRange& range,
      const std::function<bool(absl::string_view, absl::string_view)>& visit,
      std::vector<LostSpan>& lost) const;
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
  explicit Store(std::unique_ptr<Database> database);

  const std::unique_ptr<Database> database_;
};

// 8 bytes, big-endian, for keys and stamps.
std::string BigEndian(std::uint64_t value);
std::uint64_t FromBigEndian(absl::string_view bytes);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_STORE_H_
