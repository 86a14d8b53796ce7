#include <optional>

#include "absl/strings/str_cat.h"

#include "classifier/inputs.h"
#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// A UNIQUE table reads one value of an input, and an activity may lie on land and at sea at once.
// `kbli` is read by the sets of prefix lists that occur, and `permit` one at a time in the table of
// base authority.
void CheckSetInputs(const Checked& in, RuleIssues& out) {
  for (const Table& table : in.rules().table()) {
    if (table.hit_policy() != "UNIQUE") continue;
    for (int i = 0; i < table.input_size(); ++i) {
      const std::optional<Input> input = InputByName(table.input(i));
      const bool is_read_one_by_one = input == Input::kKbli || input == Input::kPermit;
      if (!input.has_value() || !IsSet(*input) || is_read_one_by_one) continue;
      in.At(table)
          .Field("input", i)
          .AddError(out, absl::StrCat(
                             "input \"", table.input(i),
                             "\": an activity may have several values of it at once: want no set ",
                             "as input of a UNIQUE table"));
    }
  }
}

}  // namespace izin::internal
