#include "service/transport/openapi/schemas.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace izin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::SourceLocation;

// What proto3 JSON writes as no object of its fields.
OpenApiJson WellKnown(const std::string& name) {
  if (name == "google.protobuf.Timestamp") return {{"type", "string"}, {"format", "date-time"}};
  if (name == "google.protobuf.Duration")
    return {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?s$"}};
  if (name == "google.protobuf.FieldMask") return {{"type", "string"}};
  if (absl::StartsWith(name, "google.protobuf.")) return {{"description", name}};
  return nullptr;
}

OpenApiJson RefTo(const std::string& name) { return {{"$ref", "#/components/schemas/" + name}}; }

OpenApiJson Scalar(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return {{"type", "integer"}, {"format", "int32"}};
    case FieldDescriptor::CPPTYPE_UINT32:
      return {{"type", "integer"}, {"minimum", 0}};
    case FieldDescriptor::CPPTYPE_INT64:
      return {{"type", {"string", "integer"}}, {"format", "int64"}};
    case FieldDescriptor::CPPTYPE_UINT64:
      return {{"type", {"string", "integer"}}, {"format", "uint64"}};
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return {{"type", "number"}, {"format", "double"}};
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {{"type", "number"}, {"format", "float"}};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {{"type", "boolean"}};
    default:
      break;
  }
  if (field.type() == FieldDescriptor::TYPE_BYTES)
    return {{"type", "string"}, {"contentEncoding", "base64"}};
  return {{"type", "string"}};
}

void Describe(const std::string& text, OpenApiJson& schema) {
  if (!text.empty()) schema["description"] = text;
}

}  // namespace

template <typename Any>
std::string CommentOf(const Any& descriptor) {
  SourceLocation location;
  if (!descriptor.GetSourceLocation(&location)) return "";
  std::string text;
  bool is_new = true;
  for (absl::string_view line : absl::StrSplit(location.leading_comments, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    const bool is_item = absl::StartsWith(line, "- ");
    if (line.empty()) {
      is_new = true;
      continue;
    }
    if (!text.empty()) absl::StrAppend(&text, is_new ? "\n\n" : is_item ? "\n" : " ");
    absl::StrAppend(&text, line);
    is_new = false;
  }
  return text;
}
template std::string CommentOf(const Descriptor&);
template std::string CommentOf(const EnumDescriptor&);
template std::string CommentOf(const google::protobuf::EnumValueDescriptor&);
template std::string CommentOf(const FieldDescriptor&);
template std::string CommentOf(const google::protobuf::MethodDescriptor&);
template std::string CommentOf(const google::protobuf::ServiceDescriptor&);

OpenApiJson OpenApiSchemas::Ref(const Descriptor& type) {
  if (OpenApiJson known = WellKnown(type.full_name()); !known.is_null()) return known;
  if (schemas_.find(type.full_name()) == schemas_.end()) {
    schemas_[type.full_name()] = nullptr;  // a message may hold itself
    schemas_[type.full_name()] = Message(type);
  }
  return RefTo(type.full_name());
}

OpenApiJson OpenApiSchemas::Ref(const EnumDescriptor& type) {
  if (schemas_.find(type.full_name()) == schemas_.end()) {
    OpenApiJson schema = {{"type", "string"}};
    std::string text = CommentOf(type);
    for (int i = 0; i < type.value_count(); ++i) {
      schema["enum"].push_back(type.value(i)->name());
      absl::StrAppend(&text, i == 0 ? "\n\n" : "\n", "- `", type.value(i)->name(),
                      "`: ", absl::StrReplaceAll(CommentOf(*type.value(i)), {{"\n\n", " "}}));
    }
    Describe(text, schema);
    schemas_[type.full_name()] = std::move(schema);
  }
  return RefTo(type.full_name());
}

OpenApiJson OpenApiSchemas::Message(const Descriptor& type) {
  OpenApiJson schema = {{"type", "object"}};
  std::string text = CommentOf(type);
  for (int i = 0; i < type.real_oneof_decl_count(); ++i) {
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(type.oneof_decl(i)->field_count()));
    for (int f = 0; f < type.oneof_decl(i)->field_count(); ++f)
      names.push_back(absl::StrCat("`", type.oneof_decl(i)->field(f)->json_name(), "`"));
    absl::StrAppend(&text, "\n\nAt most one of ", absl::StrJoin(names, ", "), ".");
  }
  Describe(text, schema);
  for (int i = 0; i < type.field_count(); ++i)
    schema["properties"][type.field(i)->json_name()] = Field(*type.field(i));
  return schema;
}

OpenApiJson OpenApiSchemas::Field(const FieldDescriptor& field) {
  OpenApiJson schema;
  if (field.is_map()) {
    schema = {{"type", "object"},
              {"additionalProperties", Value(*field.message_type()->map_value())}};
  } else if (field.is_repeated()) {
    schema = {{"type", "array"}, {"items", Value(field)}};
  } else {
    schema = Value(field);
  }
  Describe(CommentOf(field), schema);
  return schema;
}

OpenApiJson OpenApiSchemas::Value(const FieldDescriptor& field) {
  if (field.message_type() != nullptr) return Ref(*field.message_type());
  if (field.enum_type() != nullptr) return Ref(*field.enum_type());
  return Scalar(field);
}

}  // namespace izin
