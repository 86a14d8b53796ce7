#include "classifier/scale.h"

#include <algorithm>

namespace izin {
namespace {

BusinessScale TierOf(absl::Span<const ScaleTier> tiers, std::int64_t amount,
                     std::int64_t ScaleTier::*top) {
  for (const ScaleTier& tier : tiers) {
    if (amount <= tier.*top) return tier.scale;
  }
  return BusinessScale::kLarge;
}

}  // namespace

std::optional<BusinessScale> DeriveScale(absl::Span<const ScaleTier> tiers,
                                         const Investment& investment) {
  if (investment.foreign) return BusinessScale::kLarge;
  std::optional<BusinessScale> scale;
  if (investment.capital_idr > 0) {
    scale = TierOf(tiers, investment.capital_idr, &ScaleTier::capital_idr_at_most);
  }
  if (investment.annual_sales_idr > 0) {
    const BusinessScale by_sales =
        TierOf(tiers, investment.annual_sales_idr, &ScaleTier::annual_sales_idr_at_most);
    scale = std::max(scale.value_or(by_sales), by_sales);
  }
  return scale;
}

}  // namespace izin
