#include "data/loader/rule_issue.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

namespace izin {

std::string RuleIssue::Where() const { return absl::StrCat(file, ":", line, ":", column); }

std::string RuleIssue::ToString() const {
  return absl::StrCat(Where(), ": ", severity == Severity::kError ? "error" : "warning", ": ",
                      message);
}

void RuleIssues::AddError(absl::string_view file, int line, int column, std::string message) {
  Add({.file = std::string(file),
       .line = line,
       .column = column,
       .severity = Severity::kError,
       .message = std::move(message)});
}

bool RuleIssues::has_errors() const {
  return std::any_of(issues_.begin(), issues_.end(),
                     [](const RuleIssue& issue) { return issue.severity == Severity::kError; });
}

std::vector<RuleIssue> RuleIssues::Sorted() const {
  std::vector<RuleIssue> sorted = issues_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const RuleIssue& a, const RuleIssue& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  return sorted;
}

std::string RuleIssues::ToString() const {
  std::string text;
  for (const RuleIssue& issue : Sorted()) absl::StrAppend(&text, issue.ToString(), "\n");
  return text;
}

}  // namespace izin
