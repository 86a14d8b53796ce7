#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

void AssembleScaleTiers(Assembly& assembly) {
  for (const internal::ScaleTier& entry : assembly.rules().scale_tier()) {
    const Position position = assembly.EntryAt(entry, "thresholds.textproto");
    assembly.out.scale_tiers.push_back(
        {.scale = ResolveEnum<BusinessScale>("scale", entry.scale(), position.Field("scale"),
                                             assembly.issues),
         .capital_idr_at_most = entry.capital_idr_at_most(),
         .annual_sales_idr_at_most = entry.annual_sales_idr_at_most()});
    ResolveCitations(entry.legal_basis(), "legal_basis", position, assembly.issues);
  }
}

void AssembleLimits(Assembly& assembly) {
  for (const internal::Limits& entry : assembly.rules().limits()) {
    izin::Limits& limits = assembly.out.limits;
    limits.foreign_capital_idr_above = entry.foreign_capital_idr_above();
    limits.settled_days_from = entry.settled_days_from();
    limits.coastal_sea_nm = entry.coastal_sea_nm();
    for (const AreaLimit& area : entry.small_land()) {
      limits.small_land.push_back({.kbli = {area.kbli().begin(), area.kbli().end()},
                                   .hectares_at_most = area.hectares_at_most()});
    }
  }
}

void AssembleScoring(Assembly& assembly) {
  for (const internal::ScoringCell& cell : assembly.rules().scoring()) {
    const Position position = assembly.EntryAt(cell, "scoring.textproto");
    if (cell.hazard() < 1 || cell.hazard() > 4 || cell.likelihood() < 1 || cell.likelihood() > 4) {
      position.AddError(assembly.issues, "hazard and likelihood: want 1 to 4");
      continue;
    }
    assembly.out
        .scoring[static_cast<std::size_t>((cell.hazard() - 1) * 4 + cell.likelihood() - 1)] = {
        .risk =
            ResolveEnum<RiskLevel>("risk", cell.risk(), position.Field("risk"), assembly.issues),
        .legal_basis =
            ResolveCitations(cell.legal_basis(), "legal_basis", position, assembly.issues)};
  }
}

}  // namespace

void AssembleThresholds(Assembly& assembly) {
  AssembleScaleTiers(assembly);
  AssembleLimits(assembly);
  AssembleScoring(assembly);
}

}  // namespace izin::internal
