#include "classifier/kbli_conversion.h"

#include <algorithm>

namespace izin {
namespace {

void OwnNumberFirst(KbliCode own, std::vector<KbliCode>& codes) {
  std::sort(codes.begin(), codes.end(),
            [own](KbliCode a, KbliCode b) { return (a == own) != (b == own) ? a == own : a < b; });
}

}  // namespace

KbliConversion::KbliConversion(absl::Span<const Edge> edges)
    : edge_count_(static_cast<int>(edges.size())) {
  for (const Edge& edge : edges) {
    Row& forward = forward_[edge.from_2020.number()];
    forward.kind = edge.kind;
    forward.codes.push_back(edge.to_2025);
    backward_[edge.to_2025.number()].codes.push_back(edge.from_2020);
  }
  for (const Edge& edge : edges) {
    OwnNumberFirst(edge.from_2020, forward_[edge.from_2020.number()].codes);
    OwnNumberFirst(edge.to_2025, backward_[edge.to_2025.number()].codes);
  }
}

ConversionKind KbliConversion::KindOf(KbliCode code_2020) const {
  const auto it = forward_.find(code_2020.number());
  return it == forward_.end() ? ConversionKind::kReview : it->second.kind;
}

bool KbliConversion::IsMerged(KbliCode code_2020) const {
  const absl::Span<const KbliCode> successors = SuccessorsOf(code_2020);
  return successors.size() == 1 && PredecessorsOf(successors.front()).size() > 1;
}

ConversionKind KbliConversion::KindBackOf(KbliCode code_2025) const {
  const absl::Span<const KbliCode> predecessors = PredecessorsOf(code_2025);
  if (predecessors.empty()) return ConversionKind::kReview;
  if (predecessors.size() > 1) return ConversionKind::kSplit;
  if (SuccessorsOf(predecessors.front()).size() > 1) return ConversionKind::kMerged;
  return predecessors.front() == code_2025 ? ConversionKind::kUnchanged
                                           : ConversionKind::kRenumbered;
}

absl::Span<const KbliCode> KbliConversion::SuccessorsOf(KbliCode code_2020) const {
  const auto it = forward_.find(code_2020.number());
  return it == forward_.end() ? absl::Span<const KbliCode>()
                              : absl::MakeConstSpan(it->second.codes);
}

absl::Span<const KbliCode> KbliConversion::PredecessorsOf(KbliCode code_2025) const {
  const auto it = backward_.find(code_2025.number());
  return it == backward_.end() ? absl::Span<const KbliCode>()
                               : absl::MakeConstSpan(it->second.codes);
}

}  // namespace izin
