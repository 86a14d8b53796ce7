#include "service/answer/answer_cache.h"

#include <iterator>
#include <utility>

namespace izin {
namespace {

// What an entry costs beside its bytes: list node, map slot, shared object.
constexpr std::size_t kOverhead = 256;

}  // namespace

std::shared_ptr<const EncodedAnswer> AnswerCache::Find(absl::string_view key) {
  const std::size_t hash = ByKey::hasher{}(key);
  Shard& shard = ShardOf(hash);
  absl::MutexLock lock(&shard.mutex);
  const auto it = shard.by_key.find(key, hash);
  if (it == shard.by_key.end()) {
    ++shard.misses;
    return nullptr;
  }
  ++shard.hits;
  it->second->was_used = true;
  return it->second->answer;
}

void AnswerCache::Insert(absl::string_view key, std::shared_ptr<const EncodedAnswer> answer) {
  Entry entry{.key = std::string(key), .answer = std::move(answer)};
  entry.bytes = key.size() + entry.answer->response.size() + entry.answer->name.size() +
                entry.answer->ruleset.size() + kOverhead;
  if (entry.bytes > max_shard_bytes_) return;
  Shard& shard = ShardOf(ByKey::hasher{}(key));
  absl::MutexLock lock(&shard.mutex);
  if (shard.by_key.contains(key)) return;  // another call was quicker
  shard.bytes += entry.bytes;
  shard.by_turn.push_front(std::move(entry));
  shard.by_key[shard.by_turn.front().key] = shard.by_turn.begin();
  Evict(shard);
}

void AnswerCache::Evict(Shard& shard) {
  while (shard.bytes > max_shard_bytes_) {
    const auto oldest = std::prev(shard.by_turn.end());
    if (oldest->was_used) {
      oldest->was_used = false;
      shard.by_turn.splice(shard.by_turn.begin(), shard.by_turn, oldest);
      continue;
    }
    shard.bytes -= oldest->bytes;
    shard.by_key.erase(oldest->key);
    shard.by_turn.erase(oldest);
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
