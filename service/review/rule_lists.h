// The lists that a compiled ruleset is made of, and how an entry of each is known.

#ifndef IZIN_SERVICE_REVIEW_RULE_LISTS_H_
#define IZIN_SERVICE_REVIEW_RULE_LISTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

#include "izin/internal/bundle.pb.h"

namespace izin {

// One list: a repeated field of CompiledRuleset or of the RuleFile in it.
struct RuleList {
  const google::protobuf::Message* holder = nullptr;  // never null
  const google::protobuf::FieldDescriptor* field = nullptr;

  const std::string& name() const { return field->name(); }
  int size() const { return holder->GetReflection()->FieldSize(*holder, field); }
  const google::protobuf::Message& At(int i) const {
    return holder->GetReflection()->GetRepeatedMessage(*holder, field, i);
  }
};

// Every list of `rules`, found by reflection so that a new one is never left out: those of the rule
// files first. Each points into `rules`.
std::vector<RuleList> ListsOf(const internal::CompiledRuleset& rules);

// True if KeyOf knows the list.
bool IsKeyed(absl::string_view list);

// What tells an entry of a list from the others, whatever else it says: "land/land-13a", "PKKPR",
// "56101-1". Empty for a list that is not keyed, and for one that has one entry alone.
std::string KeyOf(absl::string_view list, const google::protobuf::Message& entry);

// The same of a message in a repeated field of an entry: a permit of a row, a legal basis. Empty if
// only its position tells it.
std::string NestedKeyOf(const google::protobuf::Message& nested);

// True if the key of such a message is made of its field `name`.
bool IsNestedKey(const google::protobuf::Message& nested, absl::string_view name);

// `field` of `message`, as the rules write it: a number, "true", a string. Empty for a repeated
// field or a message.
std::string ScalarText(const google::protobuf::Message& message,
                       const google::protobuf::FieldDescriptor& field);

// True if the field says where in a file its entry stands, and nothing of the rules.
bool IsOutsideComparison(const google::protobuf::FieldDescriptor& field);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_RULE_LISTS_H_
