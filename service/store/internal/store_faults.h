// What goes wrong in an open database, as reads and RocksDB's background work tell it.

#ifndef IZIN_SERVICE_STORE_INTERNAL_STORE_FAULTS_H_
#define IZIN_SERVICE_STORE_INTERNAL_STORE_FAULTS_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include <rocksdb/listener.h>

namespace izin {

// Thread-safe.
class StoreFaults final : public rocksdb::EventListener {
 public:
  // --- the cache: family `classification`

  // Counts a read that failed. One that tells of damage is remembered.
  void CacheReadFailed(const rocksdb::Status& status);
  bool cache_is_damaged() const { return cache_is_damaged_; }
  // What was said first of the damage.
  std::string damage() const;
  void CacheRebuilt();
  std::uint64_t cache_read_errors() const { return cache_read_errors_; }
  std::uint64_t cache_rebuilds() const { return cache_rebuilds_; }

  // --- writing: what stops RocksDB until it is opened anew

  bool is_stopped() const { return is_stopped_; }
  std::string stopped_by() const;
  void Stopped(absl::string_view error);
  void Resumed();

  // --- of rocksdb::EventListener

  void OnCompactionBegin(rocksdb::DB* db, const rocksdb::CompactionJobInfo& job) override;
  // Notes what stops RocksDB. Damage that compaction meets in the cache stops nothing else.
  void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* status) override;
  // RocksDB is not to mend itself.
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason reason, rocksdb::Status status,
                            bool* auto_recovery) override;

 private:
  std::atomic<bool> cache_is_damaged_{false};
  std::atomic<bool> is_stopped_{false};
  std::atomic<std::uint64_t> cache_read_errors_{0};
  std::atomic<std::uint64_t> cache_rebuilds_{0};
  mutable absl::Mutex mutex_;
  std::string damage_ ABSL_GUARDED_BY(mutex_);
  std::string stopped_by_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_STORE_FAULTS_H_
