#include <optional>

#include "absl/strings/str_cat.h"

#include "classifier/inputs.h"
#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// True if an input that nobody was asked for has a value of its own, "?" or "no".
bool MayBeUnknown(Input input) {
  const auto names = ValueNames(input);
  return !IsSet(input) && !names.empty() && !names.front().empty();
}

}  // namespace

// An assessment of risk asks the table of licences by the level alone, with no activity at hand.
void CheckAssessedInputs(const Checked& in, RuleIssues& out) {
  if (!in.out.has_risk_levels) return;
  for (const Table& table : in.rules().table()) {
    if (table.role() != Name(TableRole::kLicences)) continue;
    for (int i = 0; i < table.input_size(); ++i) {
      const std::optional<Input> input = InputByName(table.input(i));
      if (!input.has_value() || input == Input::kRisk || MayBeUnknown(*input)) continue;
      in.At(table)
          .Field("input", i)
          .AddError(out, absl::StrCat(
                             "input \"", table.input(i), "\" of a table in role LICENCES: want ",
                             "risk, or an input that may be unknown, since an assessment of risk ",
                             "knows the level alone"));
    }
  }
}

}  // namespace izin::internal
