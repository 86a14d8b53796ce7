#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

#include "data/loader/internal/checks/checks.h"
#include "data/loader/internal/sorted_tables.h"

namespace izin::internal {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

// The first columns of a line.
std::string KeyOf(const Message& line, int columns) {
  std::string key;
  for (int i = 0; i < columns; ++i) {
    const FieldDescriptor* field = line.GetDescriptor()->field(i);
    const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    AppendKey(is_text ? line.GetReflection()->GetString(line, field)
                      : absl::StrCat(line.GetReflection()->GetInt32(line, field)),
              is_text, key);
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
  for (const SortedTable& table : kSortedTables) CheckTable(in, table, out);
}

}  // namespace izin::internal
