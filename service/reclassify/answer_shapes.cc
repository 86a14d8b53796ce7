#include "service/reclassify/answer_shapes.h"

namespace izin {
namespace {

// Of one shape beside its words: the vector, its number, and the room that a table leaves free.
constexpr std::size_t kOverhead = 64;

void AddPointer(const void* pointer, AnswerShapes::Shape& shape) {
  const auto bits = reinterpret_cast<std::uintptr_t>(pointer);
  shape.push_back(static_cast<std::uint32_t>(bits));
  shape.push_back(static_cast<std::uint32_t>(bits >> 32));
}

// Where it stands on the answer, from 1.
std::uint32_t PositionOf(const Permit* permit, const Decision& answer) {
  std::uint32_t position = 1;
  for (const PermitDecision& decided : answer.permits) {
    if (decided.permit == permit) return position;
    ++position;
  }
  return 0;
}

}  // namespace

void AnswerShapes::Read(const Decision& answer, Shape& shape) {
  shape.clear();
  AddPointer(answer.ruleset, shape);
  shape.push_back(static_cast<std::uint32_t>(answer.outcome) << 8 |
                  static_cast<std::uint32_t>(answer.risk_level));
  AddPointer(answer.authority.office, shape);
  shape.push_back(static_cast<std::uint32_t>(answer.permits.size()));
  for (const PermitDecision& decided : answer.permits) {
    AddPointer(decided.permit, shape);
    AddPointer(decided.row, shape);
    AddPointer(decided.line, shape);
    AddPointer(decided.office.office, shape);
    shape.push_back(static_cast<std::uint32_t>(decided.flag));
    shape.push_back(static_cast<std::uint32_t>(decided.working_days));
    shape.push_back(static_cast<std::uint32_t>(decided.working_days_with_repairs));
  }
  for (const CommitmentDecision& decided : answer.commitments) {
    AddPointer(decided.commitment, shape);
    shape.push_back(PositionOf(decided.permit, answer));
  }
}

std::optional<std::uint32_t> AnswerShapes::NumberOf(const Shape& shape) {
  absl::MutexLock lock(&mutex_);
  const auto found = numbers_.find(shape);
  if (found != numbers_.end()) return found->second;
  const std::size_t bytes = shape.size() * sizeof(shape[0]) + kOverhead;
  if (bytes_ + bytes > max_bytes_) return std::nullopt;
  bytes_ += bytes;
  Shape kept(shape.begin(), shape.end());  // no larger than it must be
  return numbers_.emplace(std::move(kept), static_cast<std::uint32_t>(numbers_.size()))
      .first->second;
}

}  // namespace izin
