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

absl::string_view WordOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
}

// Causes first; the note of a file stands behind what it has of its stage.
bool StandsBefore(const RuleIssue& a, const RuleIssue& b) {
  const bool is_note_a = a.severity == Severity::kNote;
  const bool is_note_b = b.severity == Severity::kNote;
  return std::tie(a.stage, a.file, is_note_a, a.line, a.column) <
         std::tie(b.stage, b.file, is_note_b, b.line, b.column);
}

}  // namespace

std::string RuleIssue::Where() const { return absl::StrCat(file, ":", line, ":", column); }

std::string RuleIssue::ToString() const {
  return absl::StrCat(Where(), ": ", WordOf(severity), ": ", message);
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
  issue.stage = stage_;
  Count& count = counts_[issue.file];
  if (count.all++ < kMaxPerFile) {
    Cut(issue.message, kMaxMessage);
    issues_.push_back(std::move(issue));
  } else if (count.all == kMaxPerFile + 1) {
    issue.message.clear();
    count.first_left_out = std::move(issue);
  }
}

void RuleIssues::AddFollowing(absl::Span<const std::string> needed, RuleIssue issue) {
  for (const std::string& file : needed) {
    const auto marked = held_back_.find(file);
    if (marked == held_back_.end()) continue;
    ++marked->second;
    has_errors_ = true;
    return;
  }
  Add(std::move(issue));
}

int RuleIssues::CountOf(absl::string_view file) const {
  const auto it = counts_.find(file);
  return it == counts_.end() ? 0 : it->second.all;
}

bool RuleIssues::IsFull(absl::string_view file) const { return CountOf(file) > kMaxPerFile; }

// Stands where the first fault of the file does.
RuleIssue RuleIssues::NoteOf(absl::string_view file, int held_back) const {
  RuleIssue note{.file = std::string(file), .severity = Severity::kNote};
  const RuleIssue* first = nullptr;
  for (const RuleIssue& issue : issues_) {
    if (issue.file != file) continue;
    if (first == nullptr || StandsBefore(issue, *first)) first = &issue;
  }
  if (first != nullptr) {
    note.line = first->line;
    note.column = first->column;
    note.stage = first->stage;
  }
  note.message = absl::StrCat("held back: ", held_back, held_back == 1 ? " fault" : " faults",
                              " that may only follow from what is missing here");
  return note;
}

std::vector<RuleIssue> RuleIssues::Sorted() const {
  std::vector<RuleIssue> sorted = issues_;
  for (const auto& [file, count] : counts_) {
    if (count.all <= kMaxPerFile) continue;
    sorted.push_back(count.first_left_out);
    sorted.back().message =
        absl::StrCat("and at least ", count.all - kMaxPerFile, " more in this file");
  }
  for (const auto& [file, held_back] : held_back_) {
    if (held_back > 0) sorted.push_back(NoteOf(file, held_back));
  }
  std::stable_sort(sorted.begin(), sorted.end(), StandsBefore);
  return sorted;
}

std::string RuleIssues::ToString() const {
  std::string text;
  for (const RuleIssue& issue : Sorted()) absl::StrAppend(&text, issue.ToString(), "\n");
  return text;
}

}  // namespace izin
