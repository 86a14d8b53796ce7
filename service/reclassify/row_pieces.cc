#include "service/reclassify/row_pieces.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr std::size_t kArenaBytes = std::size_t{64} << 10;
// Of one text beside its two copies: its number, its piece, and the room that a table leaves free.
constexpr std::size_t kTextOverhead = 96;
// Of one line in the cache, in a table that is two thirds full.
constexpr std::size_t kPieceBytes = (sizeof(PackedKey) + sizeof(RowPieces) + 1) * 3 / 2;

// Bytes of a text and of its figures, which tell them apart.
std::string IdentityOf(absl::string_view text, const RowFigures& figures) {
  std::string identity(text);
  const int numbers[] = {figures.reforms,    figures.from_risk,      figures.to_risk,
                         figures.to_outcome, figures.from_authority, figures.to_authority,
                         figures.section};
  for (int number : numbers) identity += static_cast<char>(number);
  identity.append(reinterpret_cast<const char*>(&figures.reasons), sizeof(figures.reasons));
  return identity;
}

}  // namespace

std::optional<std::uint32_t> PieceTexts::NumberOf(absl::string_view text,
                                                  const RowFigures& figures) {
  std::string identity = IdentityOf(text, figures);
  absl::MutexLock lock(&mutex_);
  const auto found = numbers_.find(identity);
  if (found != numbers_.end()) return found->second;
  const std::size_t number = numbers_.size();
  const std::size_t bytes = 2 * text.size() + kTextOverhead;
  if (bytes_ + bytes > max_bytes_ || number == kChunk * kChunks) return std::nullopt;
  bytes_ += bytes;
  if (text.size() > arena_left_) {
    arena_left_ = std::max(kArenaBytes, text.size());
    arenas_.push_back(std::make_unique<char[]>(arena_left_));
  }
  // The end of the arena is used first, so that what is left tells where it is.
  char* place = arenas_.back().get() + (arena_left_ - text.size());
  std::memcpy(place, text.data(), text.size());
  arena_left_ -= text.size();
  std::unique_ptr<Piece[]>& chunk = chunks_[number / kChunk];
  if (chunk == nullptr) chunk = std::make_unique<Piece[]>(kChunk);
  chunk[number % kChunk] = {
      .data = place, .size = static_cast<std::uint32_t>(text.size()), .figures = figures};
  numbers_.emplace(std::move(identity), static_cast<std::uint32_t>(number));
  return static_cast<std::uint32_t>(number);
}

PieceCache::PieceCache(std::size_t max_bytes)
    : max_shard_pieces_(max_bytes / kShards / kPieceBytes) {}

bool PieceCache::Find(const PackedKey& key, std::size_t hash, RowPieces& pieces) const {
  const Shard& shard = shards_[ShardOf(hash)];
  absl::ReaderMutexLock lock(&shard.mutex);
  const auto found = shard.pieces.find(key, hash);
  if (found == shard.pieces.end()) return false;
  pieces = found->second;
  return true;
}

void PieceCache::Insert(const PackedKey& key, std::size_t hash, const RowPieces& pieces) {
  Shard& shard = shards_[ShardOf(hash)];
  absl::MutexLock lock(&shard.mutex);
  if (shard.pieces.size() >= max_shard_pieces_) shard.pieces.clear();
  shard.pieces.try_emplace(key, pieces);
}

}  // namespace izin
