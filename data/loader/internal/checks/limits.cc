#include <cmath>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

constexpr int kMaxSettledDays = 366;
constexpr double kMaxNauticalMiles = 10000;
constexpr double kMaxHectares = 1e9;

bool IsIn(double value, double at_most) {
  return std::isfinite(value) && value > 0 && value <= at_most;
}

void CheckAmounts(const Limits& limits, const Position& position, RuleIssues& out) {
  if (limits.foreign_capital_idr_above() < 0) {
    position.Field("foreign_capital_idr_above")
        .AddError(out, absl::StrCat("foreign_capital_idr_above ",
                                    limits.foreign_capital_idr_above(), ": want 0 or more"));
  }
  if (limits.settled_days_from() < 1 || limits.settled_days_from() > kMaxSettledDays) {
    position.Field("settled_days_from")
        .AddError(out, absl::StrCat("settled_days_from ", limits.settled_days_from(),
                                    ": want 1 to ", kMaxSettledDays));
  }
  if (!IsIn(limits.coastal_sea_nm(), kMaxNauticalMiles)) {
    position.Field("coastal_sea_nm")
        .AddError(out, absl::StrCat("coastal_sea_nm ", limits.coastal_sea_nm(),
                                    ": want more than 0 and at most ", kMaxNauticalMiles));
  }
}

// The first limit that names a code holds, so that one without prefixes ends the list.
void CheckSmallLand(const Checked& in, const Limits& limits, const Position& position,
                    RuleIssues& out) {
  const KbliCatalogue* kbli =
      in.out.edition == KbliEdition::k2020 ? in.out.kbli_2020.get() : in.out.kbli_2025.get();
  for (int i = 0; i < limits.small_land_size(); ++i) {
    const AreaLimit& area = limits.small_land(i);
    const Position at = position.Nested("small_land", i);
    if (!IsIn(area.hectares_at_most(), kMaxHectares)) {
      at.AddError(out, absl::StrCat("hectares_at_most ", area.hectares_at_most(),
                                    ": want more than 0 and at most ", kMaxHectares));
    }
    if (area.kbli().empty() && i + 1 < limits.small_land_size())
      at.AddError(out, "small_land for every code: want it last, since the first that fits holds");
    for (int k = 0; k < area.kbli_size(); ++k) {
      if (kbli == nullptr || kbli->Find(area.kbli(k)) != nullptr) continue;
      at.Field("kbli", k).AddFollowing(
          out, {in.KbliPath()},
          absl::StrCat("kbli \"", area.kbli(k),
                       "\": want a category letter or a code of the edition"));
    }
  }
}

}  // namespace

void CheckLimits(const Checked& in, RuleIssues& out) {
  const auto& all = in.rules().limits();
  if (all.empty())
    in.AddMissing("thresholds.textproto", "no limits: want exactly one `limits`", out);
  for (int i = 0; i < all.size(); ++i) {
    const Position position = in.EntryAt(all[i], "thresholds.textproto");
    if (i > 0) position.AddError(out, "a second `limits`: want exactly one");
    CheckAmounts(all[i], position, out);
    CheckSmallLand(in, all[i], position, out);
  }
}

}  // namespace izin::internal
