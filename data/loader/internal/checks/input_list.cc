#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// A UNIQUE table is an array over its inputs: without one it has no place to look at, and one named
// twice would be counted twice. A COLLECT table has no such list.
void CheckInputList(const Checked& in, RuleIssues& out) {
  for (const Table& table : in.rules().table()) {
    const Position position = in.At(table);
    const bool is_unique = table.hit_policy() == "UNIQUE";
    if (is_unique && table.input().empty()) {
      position.AddError(out,
                        absl::StrCat("table ", table.id(), " has no input: want at least one"));
    }
    if (!is_unique && !table.input().empty()) {
      position.Field("input", 0)
          .AddError(out,
                    absl::StrCat("table ", table.id(), ": want inputs of a UNIQUE table only"));
    }
    absl::flat_hash_set<std::string> named;
    for (int i = 0; i < table.input_size(); ++i) {
      if (named.insert(table.input(i)).second) continue;
      position.Field("input", i)
          .AddError(out, absl::StrCat("input \"", table.input(i), "\" is named twice"));
    }
  }
}

}  // namespace izin::internal
