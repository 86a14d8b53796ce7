// A line of the CSV file in pieces that many rows share: what stands behind the ids of a row is
//
//   head          the codes and the scope
//   place         the scale and the locations
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
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "service/reclassify/old_documents.h"
#include "service/reclassify/registry_figures.h"

namespace izin {

// So many bytes behind each text may be read.
inline constexpr std::size_t kPiecePadding = 16;

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

// What the code, the scope and the scale of a row give of its line.
struct HeadPieces {
  std::uint32_t head = 0;
  std::uint32_t tail = 0;          // if has_tail
  std::uint32_t kind = 0;          // of what both rulesets read of them: rows of one kind differ
                                   // in nothing else that is read (CodeShapes)
  std::uint32_t earlier_kind = 0;  // of what the earlier ruleset reads
  std::uint32_t later_kind = 0;    // of what the later one does
  std::uint8_t scale = 0;          // as it was settled
  bool has_tail = false;           // what a person may have to choose from is known
  bool is_of_old_regime = false;   // as DocumentCase has it
  bool is_code_changed = false;    // the rulesets read different codes
};

// What differs.
struct BodyPieces {
  std::uint32_t body = 0;
  std::uint32_t duties = 0;
  std::uint8_t outcome = 0;  // of the later answer
  std::uint8_t level = 0;
};

// The line of a row.
struct RowPieces {
  std::uint32_t head = 0;
  std::uint32_t body = 0;
  std::uint32_t duties = 0;
  std::uint32_t tail = 0;
  std::uint8_t place = 0;
  DocumentCase documents;
};

// The places, by their numbers in RowPieces.
class PlaceTexts {
 public:
  PlaceTexts();
  static std::uint8_t NumberOf(std::uint8_t scale, std::uint8_t locations) {
    return static_cast<std::uint8_t>(scale << 4 | locations);
  }
  // With kPiecePadding bytes behind it.
  absl::string_view At(std::uint8_t number) const {
    const absl::string_view padded = texts_[number];
    return padded.substr(0, padded.size() - kPiecePadding);
  }

 private:
  std::array<std::string, 80> texts_;
};

// Puts the line of a row at `locations` together; `no_choice` is the tail where nothing is to be
// chosen. False where the head lacks the tail that the body needs.
bool JoinPieces(const HeadPieces& head, const BodyPieces& body, std::uint8_t locations,
                std::uint32_t no_choice, RowPieces& pieces);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ROW_PIECES_H_
