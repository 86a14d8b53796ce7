#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// Why a UNIQUE table in `role` cannot read `input`; empty: it can.
std::string Objection(const Checked& in, absl::string_view role, absl::string_view input) {
  if (input == "licence_office" && role != Name(TableRole::kAuthorityEnvironment))
    return "known only where table AUTHORITY_ENVIRONMENT is read";
  if (input == "permit" && role != Name(TableRole::kAuthorityBase))
    return "read one at a time only by table AUTHORITY_BASE";
  if (input == "risk" && !in.out.has_risk_levels) return "the ruleset has no risk levels";
  return "";
}

}  // namespace

// An input that is not known where a table is read has no value there, and no row.
void CheckRoleInputs(const Checked& in, RuleIssues& out) {
  for (const Table& table : in.rules().table()) {
    for (int i = 0; i < table.input_size(); ++i) {
      const std::string objection = Objection(in, table.role(), table.input(i));
      if (objection.empty()) continue;
      in.At(table)
          .Field("input", i)
          .AddError(out, absl::StrCat("input \"", table.input(i), "\" of a table in role ",
                                      table.role(), ": ", objection));
    }
  }
}

}  // namespace izin::internal
