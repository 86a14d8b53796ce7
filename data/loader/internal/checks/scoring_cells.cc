#include <array>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// The matrix of hazard and likelihood is read by position: a cell that is not there would be no
// level, one that is there twice the later of two. A ruleset without risk levels has none at all,
// since its table of licences is not made to be asked by a level.
void CheckScoringCells(const Checked& in, RuleIssues& out) {
  constexpr int kMax = 4;
  std::array<int, std::size_t{kMax} * kMax> count{};
  for (const internal::ScoringCell& cell : in.rules().scoring()) {
    const Position position = in.EntryAt(cell, "scoring.textproto");
    if (!in.out.has_risk_levels)
      position.AddError(out, "a scoring cell: want none where the ruleset has no risk levels");
    if (cell.hazard() < 1 || cell.hazard() > kMax || cell.likelihood() < 1 ||
        cell.likelihood() > kMax) {
      continue;  // told where it is read
    }
    const auto at = static_cast<std::size_t>((cell.hazard() - 1) * kMax + cell.likelihood() - 1);
    if (++count[at] == 1) continue;
    position.AddError(out, absl::StrCat("a second scoring cell for hazard ", cell.hazard(),
                                        " and likelihood ", cell.likelihood()));
  }
  if (!in.out.has_risk_levels || in.rules().scoring().empty()) return;
  for (std::size_t at = 0; at < count.size(); ++at) {
    if (count[at] > 0) continue;
    in.AddMissing("scoring.textproto",
                  absl::StrCat("no scoring cell for hazard ", at / kMax + 1, " and likelihood ",
                               at % kMax + 1),
                  out);
  }
}

}  // namespace izin::internal
