#include "data/loader/tsv.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace izin {

std::vector<TsvRow> ParseTsv(const std::string& path, absl::string_view content,
                             absl::Span<const absl::string_view> columns, RuleIssues& issues) {
  std::vector<TsvRow> rows;
  const std::string header = absl::StrJoin(columns, "\t");
  int line = 0;
  for (absl::string_view text : absl::StrSplit(content, '\n')) {
    ++line;
    if (line == 1) {
      if (text != header) {
        issues.AddError(path, 1, 1, absl::StrCat("header \"", text, "\": want \"", header, "\""));
        return rows;
      }
      continue;
    }
    const bool is_end = text.empty() && text.data() == content.data() + content.size();
    if (is_end || issues.IsFull(path)) break;
    std::vector<absl::string_view> fields = absl::StrSplit(text, '\t');
    if (fields.size() != columns.size()) {
      issues.AddError(path, line, 1,
                      absl::StrCat(fields.size(), " fields: want ", columns.size(), " (",
                                   absl::StrJoin(columns, ", "), ")"));
      continue;
    }
    rows.emplace_back(line, std::move(fields), text);
  }
  return rows;
}

}  // namespace izin
