#include <algorithm>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// What the answer itself says, or what is known only later, is not read as something else: the
// tables would then answer for another level, scale or office than the answer names.
void CheckAdjustedInputs(const Checked& in, RuleIssues& out) {
  static constexpr absl::string_view kFixed[] = {"scale", "risk", "licence_office"};
  for (const CheckedRow& checked : in.rows) {
    const std::string& input = checked.row.then().adjust().input();
    if (std::find(std::begin(kFixed), std::end(kFixed), input) == std::end(kFixed)) continue;
    checked.position.Nested("then").Nested("adjust").Field("input").AddError(
        out, absl::StrCat("row ", checked.row.id(), " adjusts \"", input,
                          "\": want an input that only the activity says"));
  }
}

}  // namespace izin::internal
