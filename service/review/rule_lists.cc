#include "service/review/rule_lists.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"

#include "izin/internal/fingerprint.pb.h"

namespace izin {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

// The fields of a key, and what stands between them. No fields: the list has one entry.
struct Key {
  std::vector<const char*> fields;
  const char* between = "/";
};

using Keys = absl::flat_hash_map<absl::string_view, Key>;

const Keys& ListKeys() {
  static const auto* const keys = new Keys{
      {"ruleset", {}},
      {"permit", {{"code"}}},
      {"commitment", {{"code"}}},
      {"office", {{"id"}}},
      {"notice", {{"code"}}},
      {"table", {{"id"}}},
      {"row", {{"table", "id"}}},
      {"scale_tier", {{"scale"}}},
      {"limits", {}},
      {"scoring", {{"hazard", "likelihood"}, "x"}},
      {"reference", {{"kind", "code"}}},
      {"old_document", {{"of_ruleset", "held", "action"}}},
      {"kbli_2020", {{"code"}}},
      {"kbli_2025", {{"code"}}},
      {"conversion", {{"kbli_2020", "kbli_2025"}, "-"}},
      {"matrix", {{"code", "scope"}, "-"}},
      {"legal_form", {{"code"}}},
      {"region", {{"code"}}},
      {"authority_parameter", {{"id"}}},
      {"authority_pattern", {{"kbli", "scale"}, " "}},
      {"official_row", {{"code", "scope", "scale"}, "-"}},
      {"official_commitment", {{"id"}}},
      {"official_code", {{"code"}}},
      {"supporting_permit", {{"code"}}},
      {"condition", {{"id"}}},
      {"possible_commitment", {{"id"}}},
      {"possible_row", {{"code", "source_code"}, "-"}},
      {"holiday", {{"date"}}},
      {"zone", {{"zone_id"}}},
      {"official_scope", {{"code", "scope"}, "-"}},
      {"official_detail", {{"code", "scope", "scale"}, "-"}},
      {"official_page", {{"code"}}},
      {"official_wording", {{"id", "text"}, " "}},
      {"overlay", {{"id"}}},
      {"local_office", {{"overlay"}}},
      {"local_service", {{"overlay", "permit"}}},
  };
  return *keys;
}

// By the name of the message.
const Keys& NestedKeys() {
  static const auto* const keys = new Keys{
      {"PermitLine", {{"code"}}},
      {"Citation", {{"regulation", "provision"}, " "}},
      {"NoticeVariant", {{"when"}}},
      {"Gap", {{"from"}}},
  };
  return *keys;
}

std::string KeyBy(const Key& key, const Message& message) {
  return absl::StrJoin(key.fields, key.between, [&message](std::string* out, const char* name) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) absl::StrAppend(out, ScalarText(message, *field));
  });
}

void AddListsOf(const Message& holder, std::vector<RuleList>& lists) {
  const Descriptor& descriptor = *holder.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor* field = descriptor.field(i);
    if (field->message_type() == nullptr || IsOutsideComparison(*field)) continue;
    if (field->is_repeated()) {
      lists.push_back({.holder = &holder, .field = field});
    } else {
      AddListsOf(holder.GetReflection()->GetMessage(holder, field), lists);
    }
  }
}

}  // namespace

std::vector<RuleList> ListsOf(const internal::CompiledRuleset& rules) {
  std::vector<RuleList> lists;
  AddListsOf(rules, lists);
  return lists;
}

bool IsKeyed(absl::string_view list) { return ListKeys().contains(list); }

std::string KeyOf(absl::string_view list, const Message& entry) {
  const auto key = ListKeys().find(list);
  return key == ListKeys().end() ? std::string() : KeyBy(key->second, entry);
}

std::string NestedKeyOf(const Message& nested) {
  const auto key = NestedKeys().find(nested.GetDescriptor()->name());
  return key == NestedKeys().end() ? std::string() : KeyBy(key->second, nested);
}

bool IsNestedKey(const Message& nested, absl::string_view name) {
  const auto key = NestedKeys().find(nested.GetDescriptor()->name());
  return key != NestedKeys().end() &&
         std::any_of(key->second.fields.begin(), key->second.fields.end(),
                     [name](const char* field) { return name == field; });
}

std::string ScalarText(const Message& message, const FieldDescriptor& field) {
  if (field.is_repeated()) return {};
  if (field.message_type() != nullptr) return {};
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING)
    return message.GetReflection()->GetString(message, &field);
  std::string text;
  google::protobuf::TextFormat::PrintFieldValueToString(message, &field, -1, &text);
  return text;
}

bool IsOutsideComparison(const FieldDescriptor& field) {
  const bool is_told_elsewhere = field.name() == "where" || field.name() == "version";
  return is_told_elsewhere && field.options().GetExtension(internal::outside_fingerprint);
}

}  // namespace izin
