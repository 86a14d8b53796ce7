#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// A commitment of an answer keeps the scopes that it is for as 64 bits, by position among those of
// the code.
void CheckScopeCount(const Checked& in, RuleIssues& out) {
  constexpr int kMaxScopes = 64;
  int count = 0;
  for (int i = 0; i < in.in.matrix_size(); ++i) {
    const MatrixLine& line = in.in.matrix(i);
    count = i > 0 && in.in.matrix(i - 1).code() == line.code() ? count + 1 : 1;
    if (count != kMaxScopes + 1) continue;  // once a code is enough
    in.LineAt(line, in.PathOf("risk_matrix.tsv"), i)
        .AddError(out,
                  absl::StrCat("code ", line.code(), " has more than ", kMaxScopes, " scopes"));
  }
}

}  // namespace izin::internal
