// A line of the CSV file in pieces that many rows share: what stands behind the ids of a row is
//
//   head          the codes, the scope, the scale and the locations
//   body          outcomes, levels, offices, reasons, permits
//   duties        commitments
//   documents     what becomes of the papers held: of the row itself, not kept here
//   tail          the candidates of a code or scope that must be chosen

#ifndef IZIN_SERVICE_RECLASSIFY_ROW_PIECES_H_
#define IZIN_SERVICE_RECLASSIFY_ROW_PIECES_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "service/reclassify/activity_key.h"
#include "service/reclassify/old_documents.h"
#include "service/reclassify/registry_figures.h"

namespace izin {

// Texts by number, each once, with the figures that go with it. Bounded: nothing is ever dropped,
// so what was read stays where it is. Thread-safe; a number may be read by whoever it was given to
// by a synchronised way.
class PieceTexts {
 public:
  struct Piece {
    const char* data = nullptr;
    std::uint32_t size = 0;
    RowFigures figures;

    absl::string_view text() const { return {data, size}; }
  };

  explicit PieceTexts(std::size_t max_bytes)
      : max_bytes_(max_bytes), numbers_(/*bucket_count=*/0, Hash{this}, Same{this}) {}
  PieceTexts(const PieceTexts&) = delete;
  PieceTexts& operator=(const PieceTexts&) = delete;

  // The number of the text with these figures; nothing if it is new and there is no room for it.
  std::optional<std::uint32_t> NumberOf(absl::string_view text, const RowFigures& figures);
  const Piece& At(std::uint32_t number) const { return chunks_[number / kChunk][number % kChunk]; }

 private:
  static constexpr std::size_t kChunk = 1024;
  static constexpr std::size_t kChunks = 1024;

  // Numbers are hashed and compared as what they stand for.
  struct Hash {
    using is_transparent = void;
    const PieceTexts* texts;
    std::size_t operator()(const Piece& piece) const;
    std::size_t operator()(std::uint32_t number) const { return (*this)(texts->At(number)); }
  };
  struct Same {
    using is_transparent = void;
    const PieceTexts* texts;
    bool operator()(const Piece& a, const Piece& b) const;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
    bool operator()(std::uint32_t a, const Piece& b) const { return (*this)(texts->At(a), b); }
    bool operator()(const Piece& a, std::uint32_t b) const { return (*this)(a, texts->At(b)); }
  };

  const std::size_t max_bytes_;
  std::array<std::unique_ptr<Piece[]>, kChunks> chunks_;  // grows under the mutex
  absl::Mutex mutex_;
  absl::flat_hash_set<std::uint32_t, Hash, Same> numbers_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::unique_ptr<char[]>> arenas_ ABSL_GUARDED_BY(mutex_);
  std::size_t arena_left_ ABSL_GUARDED_BY(mutex_) = 0;
  std::size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

// The line of a row by the numbers of its pieces.
struct RowPieces {
  std::uint32_t head = 0;
  std::uint32_t body = 0;
  std::uint32_t duties = 0;
  std::uint32_t tail = 0;
  DocumentCase documents;
};

// Pieces that were found, by the key of their rows. Bounded and exact. Sharded. Thread-safe.
class PieceCache {
 public:
  explicit PieceCache(std::size_t max_bytes);

  bool Find(const PackedKey& key, std::size_t hash, RowPieces& pieces) const;
  // A shard that is full is emptied, so that what is still asked for comes back.
  void Insert(const PackedKey& key, std::size_t hash, const RowPieces& pieces);

 private:
  static constexpr std::size_t kShards = 64;
  struct Shard {
    mutable absl::Mutex mutex;
    absl::flat_hash_map<PackedKey, RowPieces> pieces ABSL_GUARDED_BY(mutex);
  };
  static std::size_t ShardOf(std::size_t hash) { return hash >> 32 & (kShards - 1); }

  const std::size_t max_shard_pieces_;
  std::array<Shard, kShards> shards_;
};

// Those that a thread saw last, before the cache that all share. Single-threaded.
class RecentPieces {
 public:
  RecentPieces() : places_(kPlaces) {}

  // Null if they are not among them.
  const RowPieces* Find(const PackedKey& key, std::size_t hash) const {
    const Place& place = places_[hash & (kPlaces - 1)];
    return place.is_taken && place.key == key ? &place.pieces : nullptr;
  }
  const RowPieces* Keep(const PackedKey& key, std::size_t hash, const RowPieces& pieces) {
    Place& place = places_[hash & (kPlaces - 1)];
    place = {.key = key, .pieces = pieces, .is_taken = true};
    return &place.pieces;
  }

 private:
  static constexpr std::size_t kPlaces = 16384;
  struct Place {
    PackedKey key;
    RowPieces pieces;
    bool is_taken = false;
  };

  std::vector<Place> places_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ROW_PIECES_H_
