// Which record is the newest on disk, noted outside the database: a database that comes back
// without it lost its end.

#ifndef IZIN_SERVICE_STORE_INTERNAL_NEWEST_RECORD_H_
#define IZIN_SERVICE_STORE_INTERNAL_NEWEST_RECORD_H_

#include <functional>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "service/store/store.h"

namespace izin {

// Thread-safe.
class NewestRecord {
 public:
  // Brings to disk all that was written.
  using Sync = std::function<absl::Status()>;

  // Of the database at `path`.
  explicit NewestRecord(const std::string& path);

  // The key that is noted; nothing where none is.
  std::optional<std::string> Marked() const;

  void Written(absl::string_view key, Durability durability);
  // All keys before `end` are deleted: what is noted goes with them.
  void Trimmed(absl::string_view end);
  // Notes the newest key, after a `sync` if it may not be on disk; once a second at most.
  absl::Status Mark(absl::Time now, const Sync& sync);
  void MarkAtEnd(const Sync& sync);
  // Notes nothing any more.
  static void Forget(const std::string& path);

 private:
  static constexpr absl::Duration kBetweenMarks = absl::Seconds(1);

  absl::Status Note(const Sync& sync) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string file_;
  mutable absl::Mutex mutex_;
  std::string newest_ ABSL_GUARDED_BY(mutex_);
  std::string noted_ ABSL_GUARDED_BY(mutex_);
  bool is_on_disk_ ABSL_GUARDED_BY(mutex_) = false;  // the newest
  absl::Time next_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

// When a record was written, by its key.
absl::Time TimeOfRecord(absl::string_view key);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_NEWEST_RECORD_H_
