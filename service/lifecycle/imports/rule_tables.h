// The tables of a ruleset's folder that imports write: tab-separated text, a line an entry, in the
// order that `rules check` wants.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_RULE_TABLES_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_RULE_TABLES_H_

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "data/loader/source_tree.h"

namespace izin {

// How a table's lines are known and sorted.
struct TableForm {
  enum class Order { kText, kNumber, kScale };

  absl::string_view file;  // "official_rows.tsv"
  std::vector<absl::string_view> columns;
  std::vector<Order> key;  // of the first columns
};

// A line: a field for each column.
using TableLine = std::vector<std::string>;

// One table. Single-threaded.
class RuleTable {
 public:
  explicit RuleTable(const TableForm& form) : form_(&form) {}

  const TableForm& form() const { return *form_; }
  // By what they sort as.
  const std::map<std::string, TableLine>& lines() const { return lines_; }

  // Adds every line of `content`. InvalidArgument, "file:line: ...", for other columns, a line with
  // another number of fields and a key that is there already.
  absl::Status Read(absl::string_view content);
  std::string Print() const;

  // The line with these first fields; null if there is none.
  TableLine* Find(std::initializer_list<absl::string_view> key);
  // The lines whose first field is `code`, in order.
  std::vector<TableLine*> Of(absl::string_view code);
  // Adds a line or takes the place of the one with its key. REQUIRES: a field for each column.
  void Put(TableLine line);
  void Erase(std::initializer_list<absl::string_view> key);
  // Those whose first field is `code`.
  void EraseOf(absl::string_view code);
  void Clear() { lines_.clear(); }

  // The position of a column. REQUIRES: there is one.
  std::size_t Column(absl::string_view name) const;
  const std::string& Field(const TableLine& line, absl::string_view column) const {
    return line[Column(column)];
  }

 private:
  std::string KeyOf(absl::Span<const absl::string_view> fields) const;

  const TableForm* form_;
  std::map<std::string, TableLine> lines_;
};

// All of them, and the other files of the folder as they are.
class RuleTables {
 public:
  // Of a folder's files by their names within it. A table that is missing is empty. Errors as
  // RuleTable's.
  static absl::StatusOr<RuleTables> Read(const SourceTree& files);

  // Every table and every other file, by name; tables without a line only if they were there.
  SourceTree Print() const;

  RuleTable& at(absl::string_view file);
  const RuleTable& at(absl::string_view file) const;
  const std::map<std::string, RuleTable>& tables() const { return tables_; }
  // The files that are no tables of these: rules, cases.
  SourceTree& others() { return others_; }
  const SourceTree& others() const { return others_; }

 private:
  std::map<std::string, RuleTable> tables_;
  std::map<std::string, bool> was_there_;
  SourceTree others_;
};

// Names of the files.
inline constexpr absl::string_view kMatrixFile = "risk_matrix.tsv";
inline constexpr absl::string_view kRowsFile = "official_rows.tsv";
inline constexpr absl::string_view kCodesFile = "official_codes.tsv";
inline constexpr absl::string_view kScopesFile = "official_scopes.tsv";
inline constexpr absl::string_view kDetailsFile = "official_details.tsv";
inline constexpr absl::string_view kPagesFile = "official_pages.tsv";
inline constexpr absl::string_view kWordingsFile = "official_wordings.tsv";
inline constexpr absl::string_view kCommitmentsFile = "official_commitments.tsv";
inline constexpr absl::string_view kSupportingFile = "supporting_permits.tsv";
inline constexpr absl::string_view kConditionsFile = "conditions.tsv";
inline constexpr absl::string_view kParametersFile = "authority_parameters.tsv";
inline constexpr absl::string_view kPatternsFile = "authority_patterns.tsv";
inline constexpr absl::string_view kPossibleFile = "possible_rows.tsv";

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_RULE_TABLES_H_
