#include "service/server/access/token_memory.h"

#include <utility>

namespace izin {

TokenMemory::Shard& TokenMemory::ShardOf(absl::string_view token) {
  // The signature is at the end, and no two are alike.
  const std::size_t last = token.empty() ? 0 : static_cast<unsigned char>(token.back());
  const std::size_t before =
      token.size() < 8 ? 0 : static_cast<unsigned char>(token[token.size() - 8]);
  return shards_[(last + 31 * before) % kShards];
}

std::shared_ptr<const Caller> TokenMemory::Find(absl::string_view token, absl::Time now) {
  Shard& shard = ShardOf(token);
  absl::MutexLock lock(&shard.mutex);
  const auto at = shard.tokens.find(token);
  if (at == shard.tokens.end()) return nullptr;
  if (now < at->second.expires) return at->second.caller;
  shard.tokens.erase(at);
  return nullptr;
}

void TokenMemory::Keep(absl::string_view token, std::shared_ptr<const Caller> caller,
                       absl::Time expires) {
  Shard& shard = ShardOf(token);
  absl::MutexLock lock(&shard.mutex);
  if (shard.tokens.size() >= kMost / kShards) {
    // The first that comes: Abseil's order is another in each process.
    shard.tokens.erase(shard.tokens.begin());
  }
  shard.tokens.insert_or_assign(std::string(token), Remembered{std::move(caller), expires});
}

void TokenMemory::Clear() {
  for (Shard& shard : shards_) {
    absl::MutexLock lock(&shard.mutex);
    shard.tokens.clear();
  }
}

std::size_t TokenMemory::size() const {
  std::size_t size = 0;
  for (const Shard& shard : shards_) {
    absl::MutexLock lock(&shard.mutex);
    size += shard.tokens.size();
  }
  return size;
}

}  // namespace izin
