#include "data/loader/rule_issue.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

namespace izin {
namespace {

// The first bytes of a text that is too long, without a part of a UTF-8 sequence at the end.
void Cut(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  text.append("...");
  text.shrink_to_fit();
}

}  // namespace

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

void RuleIssues::Add(RuleIssue issue) {
  has_errors_ = has_errors_ || issue.severity == Severity::kError;
  Count& count = counts_[issue.file];
  if (count.all++ < kMaxPerFile) {
    Cut(issue.message, kMaxMessage);
    issues_.push_back(std::move(issue));
  } else if (count.all == kMaxPerFile + 1) {
    issue.message.clear();
    count.first_left_out = std::move(issue);
  }
}

bool RuleIssues::IsFull(absl::string_view file) const {
  const auto it = counts_.find(file);
  return it != counts_.end() && it->second.all > kMaxPerFile;
}

std::vector<RuleIssue> RuleIssues::Sorted() const {
  std::vector<RuleIssue> sorted = issues_;
  for (const auto& [file, count] : counts_) {
    if (count.all <= kMaxPerFile) continue;
    sorted.push_back(count.first_left_out);
    sorted.back().message =
        absl::StrCat("and at least ", count.all - kMaxPerFile, " more in this file");
  }
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
