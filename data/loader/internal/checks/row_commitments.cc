#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// A commitment that stands only where a row names it is lost with the row.
void CheckRowCommitments(const Checked& in, RuleIssues& out) {
  absl::flat_hash_set<std::string> named;
  for (const CheckedRow& checked : in.rows) {
    for (const std::string& code : checked.row.then().commitment()) named.insert(code);
  }
  std::vector<std::string> tables;  // whose rows may name it
  tables.reserve(kTableRoleCount);
  for (int i = 0; i < kTableRoleCount; ++i)
    tables.push_back(in.PathOf(FileOf(static_cast<TableRole>(i))));
  for (const CommitmentEntry& entry : in.rules().commitment()) {
    if (!entry.by_row_only() || named.contains(entry.code())) continue;
    in.At(entry)
        .Field("by_row_only")
        .AddFollowing(
            out, tables,
            absl::StrCat("commitment ", entry.code(), " stands by_row_only, and no row names it"));
  }
}

}  // namespace izin::internal
