#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "data/loader/internal/checks/checks.h"
#include "data/loader/source_tree.h"

namespace izin::internal {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

// What is wrong with a text; empty for one that can be shown.
std::string FaultOf(absl::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = Utf8SequenceLength(text.substr(i));
    if (length == 0) return absl::StrCat("byte 0x", absl::Hex(byte), ": want UTF-8");
    if (byte < 0x20 || byte == 0x7F)
      return absl::StrCat("control character 0x", absl::Hex(byte), ": want text on one line");
    i += length;
  }
  return "";
}

void CheckMessage(const Message& message, const Position& position, RuleIssues& out);

void CheckField(const Message& message, const FieldDescriptor& field, int index,
                const Position& position, RuleIssues& out) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    const Message& inner = index < 0 ? reflection.GetMessage(message, &field)
                                     : reflection.GetRepeatedMessage(message, &field, index);
    CheckMessage(inner, position.Nested(field.name(), index), out);
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    const std::string text = index < 0 ? reflection.GetString(message, &field)
                                       : reflection.GetRepeatedString(message, &field, index);
    if (const std::string fault = FaultOf(text); !fault.empty())
      position.Field(field.name(), index).AddError(out, absl::StrCat(field.name(), ": ", fault));
  }
}

void CheckMessage(const Message& message, const Position& position, RuleIssues& out) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated()) {
      CheckField(message, *field, -1, position, out);
      continue;
    }
    const int size = message.GetReflection()->FieldSize(message, field);
    for (int i = 0; i < size; ++i) CheckField(message, *field, i, position, out);
  }
}

// Where an entry says that it stands, in a bundle.
std::string WhereOf(const Message& entry) {
  const FieldDescriptor* where = entry.GetDescriptor()->FindFieldByName("where");
  const bool is_text = where != nullptr && where->type() == FieldDescriptor::TYPE_STRING;
  return is_text ? entry.GetReflection()->GetString(entry, where) : "";
}

// Every entry of the files that `rules` was read from, and of `fallback` where it keeps no place.
void CheckEntries(const Checked& in, const Message& rules, const std::string& fallback,
                  RuleIssues& out) {
  std::vector<const FieldDescriptor*> fields;
  rules.GetReflection()->ListFields(rules, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int size = rules.GetReflection()->FieldSize(rules, field);
    for (int i = 0; i < size; ++i) {
      const Message& entry = rules.GetReflection()->GetRepeatedMessage(rules, field, i);
      const std::string where = WhereOf(entry);
      CheckMessage(entry, in.positions.Of(entry, where.empty() ? fallback : where), out);
    }
  }
}

}  // namespace

// Answers are sent as UTF-8 and printed on lines. A file's bytes are checked as they are read; an
// escape ("\xff") makes others of them.
void CheckReadableTexts(const Checked& in, RuleIssues& out) {
  CheckEntries(in, in.rules(), in.PathOf("ruleset.textproto"), out);
  CheckEntries(in, in.in.local(), "overlays", out);
}

}  // namespace izin::internal
