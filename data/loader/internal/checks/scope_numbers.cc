#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// The key of an answer keeps the number of a scope in two bytes, where 0 means none chosen.
void CheckScopeNumbers(const Checked& in, RuleIssues& out) {
  constexpr int kMaxNumber = 999;
  for (int i = 0; i < in.in.matrix_size(); ++i) {
    const MatrixLine& line = in.in.matrix(i);
    if (line.scope() >= 1 && line.scope() <= kMaxNumber) continue;
    in.LineAt(line, in.PathOf("risk_matrix.tsv"), i)
        .Field("scope")
        .AddError(out, absl::StrCat("scope ", line.scope(), ": want 1 to ", kMaxNumber));
  }
}

}  // namespace izin::internal
