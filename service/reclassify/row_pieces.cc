#include "service/reclassify/row_pieces.h"

#include <algorithm>
#include <cstring>

#include "absl/hash/hash.h"

namespace izin {
namespace {

constexpr std::size_t kArenaBytes = std::size_t{64} << 10;
// Of one text beside itself: its number, its piece, and the room that a table leaves free.
constexpr std::size_t kTextOverhead = 48;
// Of one line in the cache, in a table that is two thirds full.
constexpr std::size_t kPieceBytes = (sizeof(PackedKey) + sizeof(RowPieces) + 1) * 3 / 2;

// All of the figures, to tell pieces apart by.
std::array<std::uint32_t, 3> NumbersOf(const RowFigures& figures) {
  return {figures.reasons,
          static_cast<std::uint32_t>(figures.reforms) << 24 |
              static_cast<std::uint32_t>(figures.from_risk) << 16 |
              static_cast<std::uint32_t>(figures.to_risk) << 8 | figures.to_outcome,
          static_cast<std::uint32_t>(figures.from_authority) << 16 |
              static_cast<std::uint32_t>(figures.to_authority) << 8 | figures.section};
}

}  // namespace

std::size_t PieceTexts::Hash::operator()(const Piece& piece) const {
  return absl::HashOf(piece.text(), NumbersOf(piece.figures));
}

bool PieceTexts::Same::operator()(const Piece& a, const Piece& b) const {
  return a.text() == b.text() && NumbersOf(a.figures) == NumbersOf(b.figures);
}

std::optional<std::uint32_t> PieceTexts::NumberOf(absl::string_view text,
                                                  const RowFigures& figures) {
  Piece piece{
      .data = text.data(), .size = static_cast<std::uint32_t>(text.size()), .figures = figures};
  absl::MutexLock lock(&mutex_);
  const auto found = numbers_.find(piece);
  if (found != numbers_.end()) return *found;
  const std::size_t number = numbers_.size();
  const std::size_t bytes = text.size() + kTextOverhead;
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
  piece.data = place;
  std::unique_ptr<Piece[]>& chunk = chunks_[number / kChunk];
  if (chunk == nullptr) chunk = std::make_unique<Piece[]>(kChunk);
  chunk[number % kChunk] = piece;
  numbers_.insert(static_cast<std::uint32_t>(number));
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
