#include "service/cache/answer_cache.h"

#include <utility>

#include "absl/hash/hash.h"

namespace izin {
namespace {

// What an entry costs beside its bytes: list node, map slot, shared object.
constexpr std::size_t kOverhead = 256;

}  // namespace

AnswerCache::Shard& AnswerCache::ShardOf(absl::string_view key) {
  // The map inside a shard uses the low bits of the same hash.
  return shards_[absl::HashOf(key) >> 32 & (kShards - 1)];
}

std::shared_ptr<const CachedAnswer> AnswerCache::Find(absl::string_view key) {
  Shard& shard = ShardOf(key);
  absl::MutexLock lock(&shard.mutex);
  const auto it = shard.by_key.find(key);
  if (it == shard.by_key.end()) {
    ++shard.misses;
    return nullptr;
  }
  ++shard.hits;
  shard.by_use.splice(shard.by_use.begin(), shard.by_use, it->second);
  return it->second->answer;
}

void AnswerCache::Insert(absl::string_view key, std::shared_ptr<const CachedAnswer> answer) {
  Entry entry{.key = std::string(key), .answer = std::move(answer)};
  entry.bytes = key.size() + entry.answer->response.size() + entry.answer->name.size() +
                entry.answer->ruleset.size() + kOverhead;
  if (entry.bytes > max_shard_bytes_) return;
  Shard& shard = ShardOf(key);
  absl::MutexLock lock(&shard.mutex);
  if (shard.by_key.contains(key)) return;  // another call was quicker
  shard.bytes += entry.bytes;
  shard.by_use.push_front(std::move(entry));
  shard.by_key[shard.by_use.front().key] = shard.by_use.begin();
  while (shard.bytes > max_shard_bytes_) {
    const Entry& oldest = shard.by_use.back();
    shard.bytes -= oldest.bytes;
    shard.by_key.erase(oldest.key);
    shard.by_use.pop_back();
    ++shard.evictions;
  }
}

AnswerCache::Counters AnswerCache::counters() const {
  Counters sum;
  for (const Shard& shard : shards_) {
    absl::MutexLock lock(&shard.mutex);
    sum.hits += shard.hits;
    sum.misses += shard.misses;
    sum.evictions += shard.evictions;
    sum.bytes += shard.bytes;
    sum.entries += shard.by_key.size();
  }
  return sum;
}

}  // namespace izin
