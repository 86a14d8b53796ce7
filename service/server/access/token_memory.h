// Tokens that were believed, so that one that comes with every call is checked once.

#ifndef IZIN_SERVICE_SERVER_ACCESS_TOKEN_MEMORY_H_
#define IZIN_SERVICE_SERVER_ACCESS_TOKEN_MEMORY_H_

#include <array>
#include <cstddef>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "service/transport/call_gate.h"

namespace izin {

// By the exact token, until it expires, at most kMost of them: one more takes the place of any
// other. Thread-safe.
class TokenMemory {
 public:
  static constexpr std::size_t kMost = 4096;

  // Null where it is not remembered, or has expired.
  std::shared_ptr<const Caller> Find(absl::string_view token, absl::Time now);
  void Keep(absl::string_view token, std::shared_ptr<const Caller> caller, absl::Time expires);
  // After a change of what is believed.
  void Clear();

  std::size_t size() const;

 private:
  struct Remembered {
    std::shared_ptr<const Caller> caller;
    absl::Time expires;
  };
  struct Shard {
    mutable absl::Mutex mutex;
    absl::flat_hash_map<std::string, Remembered> tokens ABSL_GUARDED_BY(mutex);
  };
  static constexpr std::size_t kShards = 8;

  Shard& ShardOf(absl::string_view token);

  std::array<Shard, kShards> shards_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_TOKEN_MEMORY_H_
