#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "data/loader/compile.h"
#include "data/loader/tsv.h"

namespace izin {
namespace {

using internal::CompiledRuleset;

// A table of strings: its file, its field in CompiledRuleset and by how many columns its lines are
// sorted (0 = not; a later check orders them).
struct PlainTable {
  absl::string_view file;
  absl::string_view field;
  std::size_t sorted_by;
};
constexpr PlainTable kPlainTables[] = {
    {"reference/legal_forms.tsv", "legal_form", 1},
    {"reference/regions.tsv", "region", 1},
    {"reference/zones.tsv", "zone", 1},
    {"reference/holidays.tsv", "holiday", 0},
    {"/authority_parameters.tsv", "authority_parameter", 1},
    {"/authority_patterns.tsv", "authority_pattern", 2},
    {"/official_rows.tsv", "official_row", 0},
    {"/official_commitments.tsv", "official_commitment", 1},
    {"/official_codes.tsv", "official_code", 1},
    {"/supporting_permits.tsv", "supporting_permit", 1},
    {"/conditions.tsv", "condition", 1},
    {"/possible_commitments.tsv", "possible_commitment", 1},
    {"/possible_rows.tsv", "possible_row", 2},
};

// One data folder being parsed.
class SourceParser {
 public:
  SourceParser(const SourceTree& sources, PositionIndex& positions, RuleIssues& issues)
      : sources_(sources), positions_(positions), issues_(issues) {}

  CompiledRuleset Run() {
    for (const auto& [path, content] : sources_) {
      CheckText(path, content, issues_);
      ParseFile(path, content);
    }
    return std::move(compiled_);
  }

 private:
  void ParseFile(const std::string& path, absl::string_view content) {
    if (absl::StrContains(path, "/cases/")) return;  // run by whoever tests the ruleset
    if (absl::EndsWith(path, ".textproto")) return ParseRules(path, content);
    if (path == "kbli/2020.tsv") return ParseKbli(path, content, *compiled_.mutable_kbli_2020());
    if (path == "kbli/2025.tsv") return ParseKbli(path, content, *compiled_.mutable_kbli_2025());
    if (path == "kbli/conversion.tsv") return ParseConversion(path, content);
    if (absl::EndsWith(path, "/risk_matrix.tsv")) return ParseMatrix(path, content);
    for (const PlainTable& table : kPlainTables) {
      if (absl::EndsWith(path, table.file)) return ParsePlain(path, content, table);
    }
  }

  // A table whose columns are the fields of a message, all of them strings.
  void ParsePlain(const std::string& path, absl::string_view content, const PlainTable& table) {
    const google::protobuf::FieldDescriptor* lines =
        CompiledRuleset::descriptor()->FindFieldByName(std::string(table.field));
    const google::protobuf::Descriptor& columns = *lines->message_type();
    std::vector<absl::string_view> names;
    names.reserve(static_cast<std::size_t>(columns.field_count()));
    for (int i = 0; i < columns.field_count(); ++i) names.emplace_back(columns.field(i)->name());
    std::string last;
    for (const TsvRow& row : ParseTsv(path, content, names, issues_)) {
      google::protobuf::Message& line = *compiled_.GetReflection()->AddMessage(&compiled_, lines);
      for (int i = 0; i < columns.field_count(); ++i) {
        line.GetReflection()->SetString(&line, columns.field(i),
                                        std::string(row[static_cast<std::size_t>(i)]));
      }
      if (table.sorted_by == 0) continue;
      std::string key;
      for (std::size_t i = 0; i < table.sorted_by; ++i) absl::StrAppend(&key, row[i], "\t");
      CheckOrder(path, row, key, last);
    }
  }

  // A file with a table holds one table, and its rows are that table's.
  void ParseRules(const std::string& path, absl::string_view content) {
    internal::RuleFile& rules = *compiled_.mutable_rules();
    const int first_table = rules.table_size();
    const int first_row = rules.row_size();
    positions_.Parse(path, content, rules, issues_);
    for (int i = first_table + 1; i < rules.table_size(); ++i) {
      positions_.Of(rules.table(i), path)
          .AddError(issues_, "a second table in this file: want one table a file");
    }
    const bool has_table = rules.table_size() > first_table;
    for (int i = first_row; i < rules.row_size(); ++i) {
      internal::Row& row = *rules.mutable_row(i);
      if (has_table) {
        row.set_table(rules.table(first_table).id());
      } else {
        positions_.Of(row, path).AddError(
            issues_, absl::StrCat("row \"", row.id(), "\": this file has no table"));
      }
    }
  }

  // Rows must ascend by their key; equal keys are duplicates.
  void CheckOrder(const std::string& path, const TsvRow& row, const std::string& key,
                  std::string& last) {
    if (key == last) {
      issues_.AddError(path, row.line(), 1,
                       absl::StrCat("duplicate line for ", row[0], " ", row[1]));
    } else if (key < last) {
      issues_.AddError(path, row.line(), 1,
                       absl::StrCat("line for ", row[0], " ", row[1], " is out of order: want ",
                                    "lines sorted by their key"));
    }
    last = key;
  }

  void ParseKbli(const std::string& path, absl::string_view content,
                 google::protobuf::RepeatedPtrField<internal::KbliLine>& lines) {
    std::string last;
    for (const TsvRow& row : ParseTsv(path, content, {"code", "parent", "title"}, issues_)) {
      CheckOrder(path, row, absl::StrCat(row[1].empty() ? "0" : "1", row[0]), last);
      if (row[2].empty())
        issues_.AddError(path, row.line(), row.ColumnOf(2),
                         absl::StrCat(row[0], ": missing title"));
      internal::KbliLine& line = *lines.Add();
      line.set_code(std::string(row[0]));
      line.set_parent(std::string(row[1]));
      line.set_title(std::string(row[2]));
    }
    CheckTree(path, lines);
  }

  // A category over a division, else the code without its last digit.
  static bool IsParent(absl::string_view parent, absl::string_view code) {
    if (code.size() == 2)
      return parent.size() == 1 && absl::ascii_isupper(static_cast<unsigned char>(parent[0]));
    return parent == code.substr(0, code.size() - 1);
  }

  // Every branch has a parent that exists and whose code it extends.
  void CheckTree(const std::string& path,
                 const google::protobuf::RepeatedPtrField<internal::KbliLine>& lines) {
    absl::flat_hash_set<std::string> codes;
    for (const internal::KbliLine& line : lines) codes.insert(line.code());
    for (int i = 0; i < lines.size(); ++i) {
      const internal::KbliLine& line = lines[i];
      const bool is_category = line.parent().empty() && line.code().size() == 1 &&
                               absl::ascii_isupper(static_cast<unsigned char>(line.code()[0]));
      const bool is_branch =
          !line.parent().empty() && line.code().size() >= 2 && line.code().size() <= 5 &&
          std::all_of(line.code().begin(), line.code().end(), absl::ascii_isdigit) &&
          codes.contains(line.parent()) && IsParent(line.parent(), line.code());
      if (is_category || is_branch) continue;
      issues_.AddError(
          path, i + 2, 1,
          absl::StrCat("\"", line.code(), "\" under \"", line.parent(),
                       "\": want a category letter, or 2 to 5 digits under a code of this file"));
    }
  }

  void ParseConversion(const std::string& path, absl::string_view content) {
    std::string last;
    for (const TsvRow& row : ParseTsv(path, content, {"kbli2020", "kbli2025", "kind"}, issues_)) {
      CheckOrder(path, row, absl::StrCat(row[0], row[1]), last);
      internal::ConversionLine& line = *compiled_.add_conversion();
      line.set_kbli_2020(std::string(row[0]));
      line.set_kbli_2025(std::string(row[1]));
      line.set_kind(std::string(row[2]));
    }
  }

  void ParseMatrix(const std::string& path, absl::string_view content) {
    static constexpr absl::string_view kColumns[] = {"code",  "scope",  "label", "micro",
                                                     "small", "medium", "large", "suspect"};
    std::string last;
    for (const TsvRow& row : ParseTsv(path, content, kColumns, issues_)) {
      internal::MatrixLine& line = *compiled_.add_matrix();
      int scope = 0;
      if (!absl::SimpleAtoi(row[1], &scope) || scope < 1 || scope > 999) {
        issues_.AddError(path, row.line(), row.ColumnOf(1),
                         absl::StrCat("scope \"", row[1], "\": want 1 to 999"));
      }
      CheckOrder(path, row, absl::StrCat(row[0], absl::Dec(scope, absl::kZeroPad4)), last);
      for (std::size_t column = 3; column <= 6; ++column) CheckLevel(path, row, column);
      line.set_code(std::string(row[0]));
      line.set_scope(scope);
      line.set_label(std::string(row[2]));
      line.set_micro(std::string(row[3]));
      line.set_small(std::string(row[4]));
      line.set_medium(std::string(row[5]));
      line.set_large(std::string(row[6]));
      line.set_suspect(std::string(row[7]));
    }
  }

  void CheckLevel(const std::string& path, const TsvRow& row, std::size_t column) {
    const absl::string_view level = row[column];
    if (level.empty() || level == "R" || level == "MR" || level == "MT" || level == "T") return;
    issues_.AddError(path, row.line(), row.ColumnOf(column),
                     absl::StrCat("level \"", level, "\": want R, MR, MT, T or nothing"));
  }

  const SourceTree& sources_;
  PositionIndex& positions_;
  RuleIssues& issues_;
  CompiledRuleset compiled_;
};

}  // namespace

CompiledRuleset ParseSources(const SourceTree& sources, PositionIndex& positions,
                             RuleIssues& issues) {
  return SourceParser(sources, positions, issues).Run();
}

}  // namespace izin
