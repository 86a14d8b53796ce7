#include "service/reclassify/pair_cache.h"

#include <utility>

namespace izin {
namespace {

// Of one pair, with the room that a table leaves free.
constexpr std::size_t kPairBytes = 2 * (sizeof(ActivityKey) + sizeof(ComparedPair));
// Of one text beside itself.
constexpr std::size_t kTextOverhead = 2 * (sizeof(absl::string_view) + sizeof(SharedText)) + 64;

}  // namespace

PairCache::PairCache(std::size_t max_bytes)
    : max_shard_pairs_(max_bytes / 2 / kShards / kPairBytes),
      max_shard_text_bytes_(max_bytes / 2 / kShards) {}

bool PairCache::Find(const ActivityKey& key, std::size_t hash, ComparedPair& pair) const {
  const Shard& shard = shards_[ShardOf(hash)];
  absl::ReaderMutexLock lock(&shard.mutex);
  const auto found = shard.pairs.find(key, hash);
  if (found == shard.pairs.end()) return false;
  pair = found->second;
  return true;
}

void PairCache::Share(SharedText& text) {
  if (text == nullptr) return;
  Shard& shard = shards_[ShardOf(absl::HashOf(absl::string_view(*text)))];
  Texts emptied;  // freed without the lock
  absl::MutexLock lock(&shard.mutex);
  const auto found = shard.texts.find(*text);
  if (found != shard.texts.end()) {
    text = found->second;
    return;
  }
  const std::size_t bytes = text->capacity() + kTextOverhead;
  if (shard.text_bytes + bytes > max_shard_text_bytes_) {
    emptied.swap(shard.texts);
    shard.pairs.clear();  // they hold texts too
    shard.text_bytes = 0;
  }
  shard.texts.emplace(*text, text);
  shard.text_bytes += bytes;
}

void PairCache::Insert(const ActivityKey& key, std::size_t hash, ComparedPair& pair) {
  Share(pair.change);
  Share(pair.notification);
  Shard& shard = shards_[ShardOf(hash)];
  absl::MutexLock lock(&shard.mutex);
  if (shard.pairs.size() >= max_shard_pairs_) shard.pairs.clear();
  shard.pairs.try_emplace(key, pair);
}

const ComparedPair* RecentPairs::Keep(const ActivityKey& key, std::size_t hash, ComparedPair pair) {
  Place& place = places_[hash & (kPlaces - 1)];
  place = {.is_taken = true, .key = key, .pair = std::move(pair)};
  return &place.pair;
}

}  // namespace izin
