#include "service/reclassify/answer_shapes.h"

#include <functional>

namespace izin {
namespace {

// Of one shape beside its words: the vector, its number, and the room that a table leaves free.
constexpr std::size_t kOverhead = 64;
constexpr std::uint64_t kManyCommitments = std::uint64_t{1} << 23;

// Where it stands on the answer, from 1.
std::uint32_t PositionOf(const Permit* permit, const Decision& answer) {
  std::uint32_t position = 1;
  for (const PermitDecision& decided : answer.permits) {
    if (decided.permit == permit) return position;
    ++position;
  }
  return 0;
}

// From 1; 0 is nobody.
std::uint32_t OfficeNumber(const Office* office, const RulesetData& data) {
  return office == nullptr ? 0 : static_cast<std::uint32_t>(office - data.offices.data()) + 1;
}

// The role of the table that gave the row: it says which part of the answer the permit stands in.
std::uint32_t RoleOf(const TableRow* row, const Decision& answer) {
  for (const Evaluation& evaluation : answer.evaluations) {
    if (evaluation.table->RowAt(evaluation.cell) == row)
      return static_cast<std::uint32_t>(evaluation.table->role) + 1;
  }
  return 0;
}

void AddPermit(const PermitDecision& decided, const Decision& answer, AnswerShapes::Shape& shape) {
  const RulesetData& data = answer.ruleset->data();
  shape.push_back(static_cast<std::uint32_t>(decided.permit - data.permits.data()));
  shape.push_back(OfficeNumber(decided.office.office, data));
  shape.push_back(RoleOf(decided.row, answer) << 16 |
                  static_cast<std::uint32_t>(decided.line->automatic) << 9 |
                  static_cast<std::uint32_t>(decided.line->deemed_approved) << 8 |
                  static_cast<std::uint32_t>(decided.flag));
  shape.push_back(static_cast<std::uint32_t>(decided.working_days));
  shape.push_back(static_cast<std::uint32_t>(decided.working_days_with_repairs));
}

// Its position in the catalogue, or in that of the pages, in one word with that of its permit.
void AddCommitment(const CommitmentDecision& decided, const Decision& answer,
                   AnswerShapes::Shape& shape) {
  const RulesetData& data = answer.ruleset->data();
  const Commitment* const first = data.page_commitments.data();
  const bool is_of_page = std::greater_equal<>()(decided.commitment, first) &&
                          std::less<>()(decided.commitment, first + data.page_commitments.size());
  const auto index = static_cast<std::uint64_t>(decided.commitment -
                                                (is_of_page ? first : data.commitments.data()));
  const std::uint64_t whole = index << 1 | (is_of_page ? 1U : 0U);
  const std::uint32_t position = PositionOf(decided.permit, answer);
  if (whole < kManyCommitments && position < 0xFF) {
    shape.push_back(static_cast<std::uint32_t>(whole) << 8 | position);
    return;
  }
  shape.push_back(~0U);  // as no other begins
  shape.push_back(static_cast<std::uint32_t>(whole));
  shape.push_back(position);
}

}  // namespace

// What only may apply is compared with nothing.
void AnswerShapes::Read(const Decision& answer, Shape& shape) {
  const auto ruleset = reinterpret_cast<std::uintptr_t>(answer.ruleset);
  shape.clear();
  shape.push_back(static_cast<std::uint32_t>(ruleset));
  shape.push_back(static_cast<std::uint32_t>(ruleset >> 32));
  shape.push_back(static_cast<std::uint32_t>(answer.outcome) << 8 |
                  static_cast<std::uint32_t>(answer.risk_level));
  shape.push_back(OfficeNumber(answer.authority.office, answer.ruleset->data()));
  for (const PermitDecision& decided : answer.permits) {
    if (decided.row != nullptr) AddPermit(decided, answer, shape);
  }
  shape.push_back(~0U);  // no permit
  for (const CommitmentDecision& decided : answer.commitments)
    AddCommitment(decided, answer, shape);
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
