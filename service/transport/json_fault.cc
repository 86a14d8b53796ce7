#include "service/transport/json_fault.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "service/base/excerpt.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

constexpr std::size_t kExcerpt = 100;
constexpr int kMostNames = 20;

// "activity.locations[0]" within `type`; null where the path leads nowhere.
const FieldDescriptor* FieldAt(const Descriptor* type, absl::string_view path) {
  const FieldDescriptor* field = nullptr;
  for (absl::string_view part : absl::StrSplit(path, '.')) {
    if (type == nullptr) return nullptr;
    const std::string name(part.substr(0, part.find('[')));
    field = type->FindFieldByName(name);
    if (field == nullptr) field = type->FindFieldByCamelcaseName(name);
    if (field == nullptr) return nullptr;
    type = field->message_type();
  }
  return field;
}

// The message that the path leads to; `type` itself for the empty one.
const Descriptor* MessageAt(const Descriptor& type, absl::string_view path) {
  if (path.empty()) return &type;
  const FieldDescriptor* field = FieldAt(&type, path);
  return field == nullptr ? nullptr : field->message_type();
}

std::string Names(const EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 1; i < type.value_count() && i <= kMostNames; ++i)
    names.push_back(type.value(i)->name());
  const bool is_all = type.value_count() - 1 <= kMostNames;
  return absl::StrCat("one of ", absl::StrJoin(names, ", "), is_all ? "" : " and others");
}

std::string OneOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return "a whole number";
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return "a number";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true or false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return Names(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? "a string in base64" : "a string";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return "an object";
  }
  return "another value";
}

std::string Wanted(const FieldDescriptor* field, bool is_item) {
  if (field == nullptr) return "want another value";
  const bool is_list = field->is_repeated() && !is_item;
  return absl::StrCat("want ", is_list ? "a list, each " : "", OneOf(*field));
}

absl::Status At(absl::string_view path, absl::string_view description) {
  if (path.empty()) return absl::InvalidArgumentError(description);
  return FieldError(FaultKind::kInvalid, std::string(path), std::string(description));
}

std::string Joined(absl::string_view path, absl::string_view name) {
  return absl::StrCat(path, path.empty() ? "" : ".", name);
}

// Of "(path) rest" the path, taken off; empty where there is none.
absl::string_view TakePath(absl::string_view& said) {
  const std::size_t end = said.find(')');
  if (!absl::StartsWith(said, "(") || end == absl::string_view::npos) return {};
  const absl::string_view path = said.substr(1, end - 1);
  said.remove_prefix(end + 1);
  said = absl::StripPrefix(said, " ");
  return path;
}

// "invalid value V for type T" of the field at `path`.
absl::Status BadValue(const Descriptor& type, absl::string_view path, absl::string_view rest) {
  const std::size_t end = rest.rfind(" for type ");
  const absl::string_view value = rest.substr(0, end);
  const FieldDescriptor* field = FieldAt(&type, path);
  if (absl::StartsWith(value, "Starting an object")) {
    const std::string inner =
        end == absl::string_view::npos ? std::string(path) : Joined(path, rest.substr(end + 10));
    return At(inner, absl::StrCat("an object: ", Wanted(FieldAt(&type, inner), false)));
  }
  const bool is_item = absl::EndsWith(path, "]");
  const bool is_quoted = absl::StartsWith(value, "\"");
  const std::string shown =
      is_quoted
          ? absl::StrCat("\"", Excerpt(absl::StripSuffix(value.substr(1), "\""), kExcerpt), "\"")
          : Excerpt(value, kExcerpt);
  return At(path, absl::StrCat(shown, ": ", Wanted(field, is_item || is_quoted)));
}

// "NAME: what is wrong" of a member of the message at `path`.
absl::Status BadMember(const Descriptor& type, absl::string_view path, absl::string_view name,
                       absl::string_view what) {
  const std::string shown = Joined(path, Excerpt(name, kExcerpt));
  if (what == "Cannot find field.") {
    const Descriptor* message = MessageAt(type, path);
    return At(shown, absl::StrCat("no such field",
                                  message == nullptr ? "" : " of " + message->full_name()));
  }
  const FieldDescriptor* field = FieldAt(&type, Joined(path, name));
  const std::string real = field == nullptr ? shown : Joined(path, field->name());
  return At(real, absl::StrCat("a list: ", Wanted(field, false)));
}

// Of text that is no JSON: what the parser says, with the place where it stopped.
absl::Status NoJson(absl::string_view said) {
  const std::vector<absl::string_view> lines = absl::StrSplit(said, '\n');
  std::string what = absl::StrCat("the body is no JSON: ",
                                  Excerpt(absl::StripSuffix(lines[0], "."), 2 * kExcerpt));
  if (lines.size() > 2 && !lines[1].empty()) {
    // A line of the text, and below it a caret.
    const std::size_t caret = std::min(lines[2].find('^'), lines[1].size());
    absl::StrAppend(&what, ", at \"", absl::CEscape(lines[1].substr(caret, 20)), "\"");
  }
  return At("", what);
}

}  // namespace

absl::Status JsonFault(const Descriptor& type, absl::string_view said) {
  absl::string_view rest = said;
  const absl::string_view path = TakePath(rest);
  if (absl::StartsWith(rest, ": invalid value ")) {
    rest.remove_prefix(16);
    return BadValue(type, path, rest);
  }
  if (absl::EndsWith(rest, "Root element must be a message."))
    return At("", absl::StrCat("want an object: ", type.full_name()));
  for (absl::string_view what :
       {"Cannot find field.", "Proto field is not repeating, cannot start list."}) {
    if (!absl::EndsWith(rest, what)) continue;
    const absl::string_view name = absl::StripSuffix(absl::StripSuffix(rest, what), ": ");
    return BadMember(type, path, name, what);
  }
  return NoJson(said);
}

}  // namespace izin
