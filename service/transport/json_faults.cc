#include "service/transport/json_faults.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <nlohmann/json.hpp>

#include "service/base/excerpt.h"
#include "service/request/json_text.h"

namespace izin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using nlohmann::json;

constexpr std::size_t kExcerpt = 100;
constexpr int kMostNames = 20;

FaultText Names(const EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 1; i < type.value_count() && i <= kMostNames; ++i)
    names.push_back(type.value(i)->name());
  const bool is_all = type.value_count() - 1 <= kMostNames;
  const std::string list = absl::StrJoin(names, ", ");
  return {.en = absl::StrCat("one of ", list, is_all ? "" : " and others"),
          .id = absl::StrCat("salah satu dari ", list, is_all ? "" : " dan lainnya")};
}

template <typename Number>
bool FitsWhole(const json& value) {
  if (value.is_string()) {
    Number parsed = 0;
    return absl::SimpleAtoi(value.get_ref<const std::string&>(), &parsed);
  }
  if (value.is_number_unsigned())
    return value.get<std::uint64_t>() <=
           static_cast<std::uint64_t>(std::numeric_limits<Number>::max());
  if (value.is_number_integer())
    return value.get<std::int64_t>() >=
           static_cast<std::int64_t>(std::numeric_limits<Number>::min());
  if (!value.is_number_float()) return false;
  const auto number = value.get<double>();
  return std::trunc(number) == number &&
         number >= static_cast<double>(std::numeric_limits<Number>::min()) &&
         number <= static_cast<double>(std::numeric_limits<Number>::max());
}

bool FitsReal(const json& value) {
  double parsed = 0;
  return value.is_number() ||
         (value.is_string() && absl::SimpleAtod(value.get_ref<const std::string&>(), &parsed));
}

bool FitsEnum(const json& value, const EnumDescriptor& type) {
  if (!value.is_string()) return FitsWhole<std::int32_t>(value);
  const auto& text = value.get_ref<const std::string&>();
  std::int32_t number = 0;
  return type.FindValueByName(text) != nullptr || absl::SimpleAtoi(text, &number);
}

bool FitsText(const json& value, bool is_bytes) {
  std::string ignored;
  return value.is_string() &&
         (!is_bytes || absl::Base64Unescape(value.get_ref<const std::string&>(), &ignored) ||
          absl::WebSafeBase64Unescape(value.get_ref<const std::string&>(), &ignored));
}

// A value of a field that is no message.
bool Fits(const json& value, const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return FitsWhole<std::int32_t>(value);
    case FieldDescriptor::CPPTYPE_INT64:
      return FitsWhole<std::int64_t>(value);
    case FieldDescriptor::CPPTYPE_UINT32:
      return FitsWhole<std::uint32_t>(value);
    case FieldDescriptor::CPPTYPE_UINT64:
      return FitsWhole<std::uint64_t>(value);
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return FitsReal(value);
    case FieldDescriptor::CPPTYPE_BOOL:
      return value.is_boolean() || value == "true" || value == "false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return FitsEnum(value, *field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      return FitsText(value, field.type() == FieldDescriptor::TYPE_BYTES);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return value.is_object();
  }
  return true;
}

class Walk {
 public:
  explicit Walk(RequestFaults& faults) : faults_(faults) {}

  void Message(const std::string& path, const Descriptor& type, const json& value) {
    if (absl::StartsWith(type.full_name(), "google.protobuf.")) return;
    if (!value.is_object()) {
      Add(path, {.en = absl::StrCat("want an object: ", type.full_name()),
                 .id = absl::StrCat("kirim objek: ", type.full_name())});
      return;
    }
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      for (const std::string& name : {field.json_name(), field.name()}) {
        const auto member = value.find(name);
        if (member != value.end()) Member(Joined(path, field.name()), field, *member);
        if (field.json_name() == field.name()) break;
      }
    }
    for (const auto& [name, member] : value.items()) {
      if (IsField(type, name)) continue;
      Add(Joined(path, Excerpt(name, kExcerpt)),
          {.en = absl::StrCat("no such field of ", type.full_name()),
           .id = absl::StrCat("bukan isian ", type.full_name())});
    }
  }

 private:
  static bool IsField(const Descriptor& type, const std::string& name) {
    if (type.FindFieldByName(name) != nullptr) return true;
    for (int i = 0; i < type.field_count(); ++i) {
      if (type.field(i)->json_name() == name) return true;
    }
    return false;
  }

  static std::string Joined(const std::string& path, const std::string& name) {
    return absl::StrCat(path, path.empty() ? "" : ".", name);
  }

  void Member(const std::string& path, const FieldDescriptor& field, const json& value) {
    if (value.is_null() || field.is_map()) return;
    if (!field.is_repeated()) return Value(path, field, value);
    if (!value.is_array()) {
      const FaultText wanted = WantedOf(field);
      return AddValue(path, value,
                      {.en = absl::StrCat("a list, each ", wanted.en),
                       .id = absl::StrCat("daftar, masing-masing ", wanted.id)});
    }
    for (std::size_t i = 0; i < value.size(); ++i)
      Value(absl::StrCat(path, "[", i, "]"), field, value[i]);
  }

  void Value(const std::string& path, const FieldDescriptor& field, const json& value) {
    if (!Fits(value, field)) return AddValue(path, value, WantedOf(field));
    if (field.message_type() != nullptr) Message(path, *field.message_type(), value);
  }

  void AddValue(const std::string& path, const json& value, const FaultText& wanted) {
    FaultText shown = KindOfJson(value);
    if (value.is_string()) {
      shown.en = absl::StrCat("\"", Excerpt(value.get_ref<const std::string&>(), kExcerpt), "\"");
      shown.id = shown.en;
    } else if (!value.is_structured()) {
      shown.en = Excerpt(value.dump(), kExcerpt);
      shown.id = shown.en;
    }
    Add(path, {.en = absl::StrCat(shown.en, ": want ", wanted.en),
               .id = absl::StrCat(shown.id, ": kirim ", wanted.id)});
  }

  void Add(const std::string& path, FaultText text) {
    faults_.Add(FaultKind::kInvalid, path, std::move(text));
  }

  RequestFaults& faults_;
};

}  // namespace

FaultText WantedOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return {.en = "a whole number", .id = "bilangan bulat"};
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {.en = "a number", .id = "angka"};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {.en = "true or false", .id = "true atau false"};
    case FieldDescriptor::CPPTYPE_ENUM:
      return Names(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == FieldDescriptor::TYPE_BYTES)
        return {.en = "a string in base64", .id = "teks dalam base64"};
      return {.en = "a string", .id = "teks"};
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return {.en = "an object", .id = "objek"};
  }
  return {.en = "another value", .id = "nilai lain"};
}

void AddJsonFaults(const Descriptor& type, const json& document, RequestFaults& faults) {
  Walk(faults).Message("", type, document);
}

}  // namespace izin
