// Answers in memory: from canonical key to the encoded response, shared by all calls.

#ifndef IZIN_SERVICE_ANSWER_ANSWER_CACHE_H_
#define IZIN_SERVICE_ANSWER_ANSWER_CACHE_H_

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "service/answer/encoded_answer.h"

namespace izin {

// Bounded by bytes: the oldest goes first, but what was used since its last turn gets another one.
// Sharded by key, a mutex a shard.
// Thread-safe.
class AnswerCache {
 public:
  struct Counters {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t evictions = 0;
    std::uint64_t bytes = 0;  // of keys, answers and their overhead
    std::uint64_t entries = 0;
  };

  explicit AnswerCache(std::size_t max_bytes) : max_shard_bytes_(max_bytes / kShards) {}

  // Null if there is none.
  std::shared_ptr<const EncodedAnswer> Find(absl::string_view key);
  // Keeps `answer`; one that is larger than a shard is not kept.
  void Insert(absl::string_view key, std::shared_ptr<const EncodedAnswer> answer);

  Counters counters() const;

 private:
  static constexpr std::size_t kShards = 16;

  struct Entry {
    std::string key;
    std::shared_ptr<const EncodedAnswer> answer;
    std::size_t bytes = 0;
    bool was_used = false;
  };
  using ByKey = absl::flat_hash_map<absl::string_view, std::list<Entry>::iterator>;
  struct Shard {
    mutable absl::Mutex mutex;
    std::list<Entry> by_turn ABSL_GUARDED_BY(mutex);  // the latest first
    ByKey by_key ABSL_GUARDED_BY(mutex);
    std::size_t bytes ABSL_GUARDED_BY(mutex) = 0;
    std::uint64_t hits ABSL_GUARDED_BY(mutex) = 0;
    std::uint64_t misses ABSL_GUARDED_BY(mutex) = 0;
    std::uint64_t evictions ABSL_GUARDED_BY(mutex) = 0;
  };

  Shard& ShardOf(std::size_t hash) { return shards_[hash >> 32 & (kShards - 1)]; }
  // Makes room.
  void Evict(Shard& shard) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const std::size_t max_shard_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_ANSWER_CACHE_H_
