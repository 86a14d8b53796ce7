#include <algorithm>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

struct NamedPermit {
  absl::string_view code;
  absl::string_view category;
  bool is_of_levels = true;  // needed where the ruleset has risk levels; else in every ruleset
};

// The licence of each level, which official pages are held against (PP 28/2025 arts 130-133).
constexpr NamedPermit kNamed[] = {
    {"NIB", "IDENTITY", false},
    {"SS", "STANDARD_CERTIFICATE"},
    {"SS_TERVERIFIKASI", "STANDARD_CERTIFICATE"},
    {"IZIN", "LICENCE"},
};

}  // namespace

void CheckNamedPermits(const Checked& in, RuleIssues& out) {
  for (const NamedPermit& named : kNamed) {
    const auto& permits = in.rules().permit();
    const auto it =
        std::find_if(permits.begin(), permits.end(),
                     [&named](const PermitEntry& entry) { return entry.code() == named.code; });
    if (it == permits.end()) {
      if (named.is_of_levels && !in.out.has_risk_levels) continue;
      in.AddMissing("permits.textproto",
                    absl::StrCat("missing permit ", named.code, ": the engine names it"), out);
    } else if (it->category() != named.category) {
      in.At(*it)
          .Field("category")
          .AddError(out,
                    absl::StrCat("permit ", named.code, " of category \"", it->category(),
                                 "\": want ", named.category, ", as which the engine knows it"));
    }
  }
}

}  // namespace izin::internal
