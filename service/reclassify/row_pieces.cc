#include "service/reclassify/row_pieces.h"

#include <algorithm>
#include <cstring>

#include "absl/hash/hash.h"

#include "service/reclassify/change_rows.h"
#include "service/reclassify/code_shapes.h"

namespace izin {
namespace {

constexpr std::size_t kArenaBytes = std::size_t{64} << 10;
// Of one text beside itself: its number, its piece, and the room that a table leaves free.
constexpr std::size_t kTextOverhead = 48;

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
    arenas_.push_back(std::make_unique<char[]>(arena_left_ + kPiecePadding));
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

PlaceTexts::PlaceTexts() {
  for (std::size_t i = 0; i < texts_.size(); ++i)
    texts_[i] = CsvPlace(static_cast<BusinessScale>(i >> 4), static_cast<std::uint8_t>(i & 15)) +
                std::string(kPiecePadding, '\0');
}

bool JoinPieces(const HeadPieces& head, const BodyPieces& body, std::uint8_t locations,
                std::uint32_t no_choice, RowPieces& pieces) {
  const auto outcome = static_cast<Outcome>(body.outcome);
  const bool has_choice = HasChoice(outcome);
  if (has_choice && !head.has_tail) return false;
  pieces.head = head.head;
  pieces.body = body.body;
  pieces.duties = body.duties;
  pieces.tail = has_choice ? head.tail : no_choice;
  pieces.place = PlaceTexts::NumberOf(head.scale, locations);
  pieces.documents = {};
  if (!head.is_of_old_regime) return true;
  pieces.documents = {
      .is_of_old_regime = true,
      .is_code_changed = head.is_code_changed || outcome == Outcome::kCodeReviewRequired,
      .level = outcome == Outcome::kDecided ? static_cast<RiskLevel>(body.level)
                                            : RiskLevel::kUnspecified};
  return true;
}

}  // namespace izin
