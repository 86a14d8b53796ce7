#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// A table of lines, and by how many of its columns they are sorted.
struct SortedTable {
  absl::string_view file;
  absl::string_view field;  // of CompiledRuleset
  int columns = 1;
  bool is_own = true;  // below the ruleset's folder
};

constexpr SortedTable kTables[] = {
    {"kbli/conversion.tsv", "conversion", 2, false},
    {"reference/legal_forms.tsv", "legal_form", 1, false},
    {"reference/regions.tsv", "region", 1, false},
    {"reference/zones.tsv", "zone", 1, false},
    {"risk_matrix.tsv", "matrix", 2},
    {"authority_parameters.tsv", "authority_parameter", 1},
    {"authority_patterns.tsv", "authority_pattern", 2},
    {"official_commitments.tsv", "official_commitment", 1},
    {"official_codes.tsv", "official_code", 1},
    {"supporting_permits.tsv", "supporting_permit", 1},
    {"conditions.tsv", "condition", 1},
    {"possible_commitments.tsv", "possible_commitment", 1},
    {"possible_rows.tsv", "possible_row", 2},
};

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

// The first columns of a line, numbers so that they sort as numbers do.
std::string KeyOf(const Message& line, int columns) {
  std::string key;
  for (int i = 0; i < columns; ++i) {
    const FieldDescriptor* field = line.GetDescriptor()->field(i);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      absl::StrAppend(&key, line.GetReflection()->GetString(line, field), "\t");
    } else {
      absl::StrAppend(&key,
                      absl::Dec(line.GetReflection()->GetInt32(line, field), absl::kZeroPad4));
    }
  }
  return key;
}

void CheckLine(const std::string& key, const std::string& last, const Position& position,
               RuleIssues& out) {
  if (key > last) return;
  const std::string name = absl::StrReplaceAll(absl::StripSuffix(key, "\t"), {{"\t", " "}});
  position.AddError(out, key == last ? absl::StrCat("duplicate line for ", name)
                                     : absl::StrCat("line for ", name, " is out of order: want ",
                                                    "lines sorted by their key"));
}

void CheckTable(const Checked& in, const SortedTable& table, RuleIssues& out) {
  const FieldDescriptor* field =
      CompiledRuleset::descriptor()->FindFieldByName(std::string(table.field));
  const google::protobuf::Reflection& reflection = *CompiledRuleset::GetReflection();
  const std::string path = table.is_own ? in.PathOf(table.file) : std::string(table.file);
  std::string last;
  for (int i = 0; i < reflection.FieldSize(in.in, field); ++i) {
    const Message& line = reflection.GetRepeatedMessage(in.in, field, i);
    std::string key = KeyOf(line, table.columns);
    CheckLine(key, last, in.LineAt(line, path, i), out);
    last = std::move(key);
  }
}

}  // namespace

// Lines are found by halving, the scopes of a code stand side by side, and a diff is small.
void CheckSortedLines(const Checked& in, RuleIssues& out) {
  for (const SortedTable& table : kTables) CheckTable(in, table, out);
}

}  // namespace izin::internal
