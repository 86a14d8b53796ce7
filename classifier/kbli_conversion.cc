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
    of_2020_[edge.code_2020.number()].push_back(edge.code_2025);
    of_2025_[edge.code_2025.number()].push_back(edge.code_2020);
  }
  for (const Edge& edge : edges) {
    OwnNumberFirst(edge.code_2020, of_2020_[edge.code_2020.number()]);
    OwnNumberFirst(edge.code_2025, of_2025_[edge.code_2025.number()]);
  }
}

absl::Span<const KbliCode> KbliConversion::CounterpartsOf(KbliCode code, KbliEdition from,
                                                          KbliEdition to) const {
  const bool is_forward = from == KbliEdition::k2020 && to == KbliEdition::k2025;
  const bool is_backward = from == KbliEdition::k2025 && to == KbliEdition::k2020;
  if (!is_forward && !is_backward) return {};
  const CodesByNumber& rows = is_forward ? of_2020_ : of_2025_;
  const auto it = rows.find(code.number());
  return it == rows.end() ? absl::Span<const KbliCode>() : absl::MakeConstSpan(it->second);
}

ConversionKind KbliConversion::KindOf(KbliCode code, KbliEdition from, KbliEdition to) const {
  const absl::Span<const KbliCode> counterparts = CounterpartsOf(code, from, to);
  if (counterparts.empty()) return ConversionKind::kReview;
  if (counterparts.size() > 1) return ConversionKind::kSplit;
  const KbliCode only = counterparts.front();
  if (CounterpartsOf(only, to, from).size() > 1) return ConversionKind::kMerged;
  return only == code ? ConversionKind::kUnchanged : ConversionKind::kRenumbered;
}

}  // namespace izin
