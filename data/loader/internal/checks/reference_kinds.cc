#include <algorithm>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// The words of questions, and the list of what can be listed, are entries of reference files.
void CheckReferenceKinds(const Checked& in, RuleIssues& out) {
  static constexpr std::pair<absl::string_view, absl::string_view> kKinds[] = {
      {"question", "reference/questions.textproto"}, {"kind", "reference/values.textproto"}};
  for (const auto& [kind, path] : kKinds) {
    const bool is_held =
        std::any_of(in.rules().reference().begin(), in.rules().reference().end(),
                    [kind = kind](const ReferenceEntry& entry) { return entry.kind() == kind; });
    if (is_held || out.IsFaulty(path)) continue;
    out.AddError(path, 1, 1,
                 absl::StrCat("the file is missing or holds no entry of kind \"", kind, "\""));
    out.MarkUnread(path);
  }
}

}  // namespace izin::internal
