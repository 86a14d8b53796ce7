#include "service/store/internal/store_faults.h"

#include "service/store/internal/store_status.h"
#include "service/store/store.h"

namespace izin {
namespace {

// Of the compaction that runs in this thread.
thread_local bool compacts_cache = false;

}  // namespace

void StoreFaults::CacheReadFailed(const rocksdb::Status& status) {
  ++cache_read_errors_;
  if (!IsDamage(status)) return;
  absl::MutexLock lock(&mutex_);
  if (cache_is_damaged_) return;
  damage_ = status.ToString();
  cache_is_damaged_ = true;
}

std::string StoreFaults::damage() const {
  absl::MutexLock lock(&mutex_);
  return damage_;
}

void StoreFaults::CacheRebuilt() {
  ++cache_rebuilds_;
  cache_is_damaged_ = false;
}

std::string StoreFaults::stopped_by() const {
  absl::MutexLock lock(&mutex_);
  return stopped_by_;
}

void StoreFaults::Stopped(absl::string_view error) {
  absl::MutexLock lock(&mutex_);
  stopped_by_ = std::string(error);
  is_stopped_ = true;
}

void StoreFaults::Resumed() { is_stopped_ = false; }

void StoreFaults::OnCompactionBegin(rocksdb::DB* /*db*/, const rocksdb::CompactionJobInfo& job) {
  compacts_cache = job.cf_name == izin::Name(Family::kClassification);
}

void StoreFaults::OnBackgroundError(rocksdb::BackgroundErrorReason reason,
                                    rocksdb::Status* status) {
  if (reason == rocksdb::BackgroundErrorReason::kCompaction && compacts_cache &&
      IsDamage(*status)) {
    CacheReadFailed(*status);
    *status = rocksdb::Status::OK();
    return;
  }
  Stopped(status->ToString());
}

void StoreFaults::OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/,
                                       rocksdb::Status /*status*/, bool* auto_recovery) {
  *auto_recovery = false;
}

}  // namespace izin
