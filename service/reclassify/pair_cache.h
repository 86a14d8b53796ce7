// Pairs that were made, by the canonical key of their rows: distinct activities are decided once.

#ifndef IZIN_SERVICE_RECLASSIFY_PAIR_CACHE_H_
#define IZIN_SERVICE_RECLASSIFY_PAIR_CACHE_H_

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "service/reclassify/activity_key.h"
#include "service/reclassify/pair_maker.h"

namespace izin {

// Bounded by bytes, and exact: a pair is found by its whole key. Half the bytes are for keys, half
// for texts, of which each is kept once. A part that is full is emptied, so that what is still
// asked for comes back. Sharded, a mutex a shard. Thread-safe.
class PairCache {
 public:
  explicit PairCache(std::size_t max_bytes);

  // False if there is none. `hash` is the key's, here and below.
  bool Find(const ActivityKey& key, std::size_t hash, ComparedPair& pair) const;
  // Keeps the pair. Its texts are then those that other pairs have too, where they are the same.
  void Insert(const ActivityKey& key, std::size_t hash, ComparedPair& pair);

 private:
  static constexpr std::size_t kShards = 64;
  using Pairs = absl::flat_hash_map<ActivityKey, ComparedPair>;
  using Texts = absl::flat_hash_map<absl::string_view, SharedText>;  // keys point into the values

  struct Shard {
    mutable absl::Mutex mutex;
    Pairs pairs ABSL_GUARDED_BY(mutex);
    Texts texts ABSL_GUARDED_BY(mutex);
    std::size_t text_bytes ABSL_GUARDED_BY(mutex) = 0;
  };

  static std::size_t ShardOf(std::size_t hash) { return hash >> 32 & (kShards - 1); }
  void Share(SharedText& text);

  const std::size_t max_shard_pairs_;
  const std::size_t max_shard_text_bytes_;
  std::array<Shard, kShards> shards_;
};

// The pairs of the rows that a thread saw last, before the cache that all share. One place for each
// hash: a pair gives way to the next of its place. Single-threaded.
class RecentPairs {
 public:
  RecentPairs() : places_(kPlaces) {}

  // Null if it is not among them.
  const ComparedPair* Find(const ActivityKey& key, std::size_t hash) const {
    const Place& place = places_[hash & (kPlaces - 1)];
    return place.is_taken && place.key == key ? &place.pair : nullptr;
  }
  // The pair stays until another takes its place.
  const ComparedPair* Keep(const ActivityKey& key, std::size_t hash, ComparedPair pair);

 private:
  static constexpr std::size_t kPlaces = 8192;
  struct Place {
    bool is_taken = false;
    ActivityKey key;
    ComparedPair pair;
  };

  std::vector<Place> places_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_PAIR_CACHE_H_
