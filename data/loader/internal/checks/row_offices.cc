#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// Who issues is all that a table of authority has to say; the engine reads the office of its row.
void CheckRowOffices(const Checked& in, RuleIssues& out) {
  for (const CheckedRow& checked : in.rows) {
    const bool is_of_authority = checked.role == TableRole::kAuthority ||
                                 checked.role == TableRole::kAuthorityBase ||
                                 checked.role == TableRole::kAuthorityEnvironment;
    if (!is_of_authority || !checked.row.then().office().empty()) continue;
    checked.position.Nested("then").AddError(
        out, absl::StrCat("row ", checked.row.id(), ": missing office: want one in each row of a ",
                          "table in role ", Name(checked.role)));
  }
}

}  // namespace izin::internal
