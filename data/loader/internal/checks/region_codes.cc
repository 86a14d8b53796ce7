#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// The key of an answer keeps a region as a number of two bytes, and its first two digits are its
// province.
void CheckRegionCodes(const Checked& in, RuleIssues& out) {
  for (int i = 0; i < in.in.region_size(); ++i) {
    const RegionLine& line = in.in.region(i);
    const std::string& code = line.code();
    const bool has_digits = std::all_of(code.begin(), code.end(), absl::ascii_isdigit);
    const Position position = in.LineAt(line, "reference/regions.tsv", i);
    if (!has_digits || (code.size() != 2 && code.size() != 4)) {
      position.Field("code").AddError(
          out,
          absl::StrCat("code \"", code, "\": want 2 digits of a province, 4 of a regency or city"));
    } else if (line.parent() != code.substr(0, code.size() - 2)) {
      position.Field("parent").AddError(
          out, absl::StrCat("parent \"", line.parent(), "\" of \"", code,
                            "\": want the province that its first two digits name"));
    }
    if (line.name().empty())
      position.Field("name").AddError(out, absl::StrCat(code, ": missing name"));
  }
}

}  // namespace izin::internal
