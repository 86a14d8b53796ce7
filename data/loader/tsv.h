// Tab-separated tables with a header line, read with positions.

#ifndef IZIN_DATA_LOADER_TSV_H_
#define IZIN_DATA_LOADER_TSV_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "data/loader/rule_issue.h"

namespace izin {

// One line: a field for each column. Views into the file's content.
class TsvRow {
 public:
  TsvRow(int line, std::vector<absl::string_view> fields, absl::string_view text)
      : line_(line), fields_(std::move(fields)), text_(text) {}

  int line() const { return line_; }
  absl::string_view operator[](std::size_t column) const { return fields_[column]; }
  // Column in bytes, from 1, where a field begins.
  int ColumnOf(std::size_t column) const {
    return static_cast<int>(fields_[column].data() - text_.data()) + 1;
  }

 private:
  int line_;
  std::vector<absl::string_view> fields_;
  absl::string_view text_;
};

// The rows of `content` below its header. A header other than `columns`, and every line with
// another number of fields, is an issue; such lines are left out, and reading stops where no more
// issues of the file are kept. `content` must outlive the rows.
std::vector<TsvRow> ParseTsv(const std::string& path, absl::string_view content,
                             absl::Span<const absl::string_view> columns, RuleIssues& issues);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_TSV_H_
