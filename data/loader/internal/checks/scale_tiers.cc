#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// The scale of an amount is the first tier whose top is not below it, and LARGE above the last.
void CheckScaleTiers(const Checked& in, RuleIssues& out) {
  static constexpr absl::string_view kTiers[] = {"MICRO", "SMALL", "MEDIUM"};
  const auto& tiers = in.rules().scale_tier();
  const std::string path = in.PathOf("thresholds.textproto");
  if (tiers.size() != 3) {
    in.AddMissing("thresholds.textproto",
                  absl::StrCat(tiers.size(), " scale tiers: want MICRO, SMALL and MEDIUM"), out);
  }
  std::int64_t capital = 0;
  std::int64_t sales = 0;
  for (int i = 0; i < tiers.size(); ++i) {
    const ScaleTier& tier = tiers[i];
    const Position position = in.EntryAt(tier, "thresholds.textproto");
    if (i < 3 && tier.scale() != kTiers[i]) {
      position.Field("scale").AddFollowing(
          out, {path},
          absl::StrCat("scale tier \"", tier.scale(), "\": want ", kTiers[i],
                       " here, of MICRO, SMALL and MEDIUM"));
    }
    if (tier.capital_idr_at_most() <= capital || tier.annual_sales_idr_at_most() <= sales) {
      position.AddError(out, absl::StrCat("scale tier \"", tier.scale(),
                                          "\": want both amounts above those of the tier before"));
    }
    capital = tier.capital_idr_at_most();
    sales = tier.annual_sales_idr_at_most();
  }
}

}  // namespace izin::internal
