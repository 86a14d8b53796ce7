#include "service/review/message_diff.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/render/reforms.h"
#include "service/review/rule_lists.h"

namespace izin {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

// Lists whose titles are the names that the law gives to things.
bool IsNomenclature(absl::string_view list, absl::string_view path) {
  static const auto* const lists = new absl::flat_hash_set<absl::string_view>{
      "permit",           "commitment", "office", "official_commitment", "possible_commitment",
      "supporting_permit"};
  if (list == "official_row") return path == "document" || path == "licence";
  return lists->contains(list) &&
         (absl::StartsWith(path, "title") || absl::StartsWith(path, "name"));
}

// Fields of lines that hold a list in one string, "A|B", of what the law asks or of who decides.
bool IsBarList(absl::string_view list, absl::string_view field) {
  if (list == "official_row")
    return field == "authority" || field == "requirements" || field == "obligations";
  if (list == "official_code") return field == "supporting" || field == "conditions";
  return list == "possible_row" && (field == "requirements" || field == "obligations");
}

std::vector<std::string> BetweenBars(const std::string& list) {
  if (list.empty()) return {};
  return absl::StrSplit(list, '|');
}

// What the law asks for: to have more of it is harder.
bool IsDuty(absl::string_view field) {
  return field == "requirements" || field == "obligations" || field == "commitment" ||
         field == "conditions";
}

std::vector<std::string> Minus(const std::vector<std::string>& some,
                               const std::vector<std::string>& others) {
  absl::flat_hash_map<absl::string_view, int> left;
  for (const std::string& other : others) ++left[other];
  std::vector<std::string> only;
  for (const std::string& one : some) {
    if (--left[one] < 0) only.push_back(one);
  }
  return only;
}

class EntryComparison {
 public:
  explicit EntryComparison(const std::string& list) : list_(list) {}

  std::vector<v1::RuleDifference> Run(const Message& from, const Message& to) {
    Compare(from, to, "");
    return std::move(differences_);
  }

 private:
  v1::RuleDifference& Add(std::string path, std::string from, std::string to) {
    v1::RuleDifference& difference = differences_.emplace_back();
    difference.set_path(std::move(path));
    difference.set_from(std::move(from));
    difference.set_to(std::move(to));
    return difference;
  }

  void Compare(const Message& from, const Message& to, const std::string& prefix) {
    for (int i = 0; i < to.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *to.GetDescriptor()->field(i);
      if (IsOutsideComparison(field)) continue;
      const std::string path = absl::StrCat(prefix, field.name());
      if (field.is_repeated()) {
        field.message_type() == nullptr ? CompareValues(from, to, field, path)
                                        : CompareMessages(from, to, field, path);
      } else if (field.message_type() != nullptr) {
        CompareMessage(from, to, field, path);
      } else {
        CompareScalar(from, to, field, path);
      }
    }
  }

  void CompareScalar(const Message& from, const Message& to, const FieldDescriptor& field,
                     const std::string& path) {
    const std::string was = ScalarText(from, field);
    const std::string is = ScalarText(to, field);
    if (was == is) return;
    if (IsBarList(list_, field.name()))
      return CompareElements(BetweenBars(was), BetweenBars(is), field.name(), path);
    v1::RuleDifference& difference = Add(path, was, is);
    std::optional<v1::ReformKind> kind = ReformOfField(FieldOf(field), was, is);
    if (!kind.has_value() && IsNomenclature(list_, path)) kind = v1::REFORM_KIND_RENAMED;
    if (kind.has_value()) difference.add_reforms(*kind);
  }

  // The kind of an office says who decides.
  std::string FieldOf(const FieldDescriptor& field) const {
    return list_ == "office" && field.name() == "kind" ? "office" : field.name();
  }

  // A message that says nothing is not the same as none.
  void CompareMessage(const Message& from, const Message& to, const FieldDescriptor& field,
                      const std::string& path) {
    const bool was_there = from.GetReflection()->HasField(from, &field);
    const bool is_there = to.GetReflection()->HasField(to, &field);
    const std::size_t before = differences_.size();
    Compare(from.GetReflection()->GetMessage(from, &field),
            to.GetReflection()->GetMessage(to, &field), absl::StrCat(path, "."));
    if (was_there != is_there && differences_.size() == before)
      Add(path, was_there ? "{}" : "", is_there ? "{}" : "");
  }

  void CompareValues(const Message& from, const Message& to, const FieldDescriptor& field,
                     const std::string& path) {
    CompareElements(ValuesOf(from, field), ValuesOf(to, field), field.name(), path);
  }

  // REQUIRES: strings, as all lists of values in the language of the rules are.
  static std::vector<std::string> ValuesOf(const Message& message, const FieldDescriptor& field) {
    std::vector<std::string> values;
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return values;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i)
      values.push_back(message.GetReflection()->GetRepeatedString(message, &field, i));
    return values;
  }

  void CompareElements(const std::vector<std::string>& from, const std::vector<std::string>& to,
                       const std::string& field, const std::string& path) {
    if (from == to) return;
    const std::vector<std::string> removed = Minus(from, to);
    const std::vector<std::string> added = Minus(to, from);
    if (removed.empty() && added.empty()) {  // only their order
      Add(absl::StrCat(path, ".order"), Joined(from), Joined(to));
      return;
    }
    v1::RuleDifference& difference = Add(absl::StrCat(path, "[]"), Joined(removed), Joined(added));
    Reforms reforms;
    if (field == "authority") reforms.Add(v1::REFORM_KIND_DELEGATED);
    if (IsDuty(field)) {
      if (!removed.empty()) reforms.Add(v1::REFORM_KIND_REMOVED);
      if (!added.empty()) reforms.Add(v1::REFORM_KIND_ADDED);
      if (to.size() < from.size()) reforms.Add(v1::REFORM_KIND_SIMPLIFIED);
      if (to.size() > from.size()) reforms.Add(v1::REFORM_KIND_TIGHTENED);
    }
    for (v1::ReformKind kind : reforms.kinds()) difference.add_reforms(kind);
  }

  struct Nested {
    std::vector<std::string> keys;
    absl::flat_hash_map<std::string, const Message*> by_key;
  };

  static Nested NestedOf(const Message& message, const FieldDescriptor& field) {
    Nested nested;
    std::vector<const Message*> messages;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
      messages.push_back(&message.GetReflection()->GetRepeatedMessage(message, &field, i));
      nested.keys.push_back(NestedKeyOf(*messages.back()));
    }
    NumberDuplicates(nested.keys);
    for (std::size_t i = 0; i < messages.size(); ++i) nested.by_key[nested.keys[i]] = messages[i];
    return nested;
  }

  void CompareMessages(const Message& from, const Message& to, const FieldDescriptor& field,
                       const std::string& path) {
    const Nested earlier = NestedOf(from, field);
    const Nested later = NestedOf(to, field);
    const std::vector<std::string> removed = Minus(earlier.keys, later.keys);
    const std::vector<std::string> added = Minus(later.keys, earlier.keys);
    if (removed.size() == 1 && added.size() == 1) {
      Replace(*earlier.by_key.at(removed[0]), *later.by_key.at(added[0]), removed[0], added[0],
              path);
    } else {
      for (const std::string& key : removed) AddNested(path, key, "", field);
      for (const std::string& key : added) AddNested(path, "", key, field);
    }
    for (const std::string& key : later.keys) {
      const auto both = earlier.by_key.find(key);
      if (both != earlier.by_key.end())
        Compare(*both->second, *later.by_key.at(key), absl::StrCat(path, "[", key, "]."));
    }
    std::string first_from;
    std::string first_to;
    if (IsReordered(earlier.keys, later.keys, first_from, first_to))
      Add(absl::StrCat(path, ".order"), Joined(earlier.keys), Joined(later.keys));
  }

  void AddNested(const std::string& path, const std::string& from, const std::string& to,
                 const FieldDescriptor& field) {
    v1::RuleDifference& difference = Add(absl::StrCat(path, "[]"), from, to);
    if (field.message_type()->name() != "PermitLine") return;
    difference.add_reforms(to.empty() ? v1::REFORM_KIND_REMOVED : v1::REFORM_KIND_ADDED);
  }

  // One in the place of another, and what else is not as the other had it.
  void Replace(const Message& from, const Message& to, const std::string& was,
               const std::string& is, const std::string& path) {
    v1::RuleDifference& difference = Add(path, was, is);
    const bool is_permit = to.GetDescriptor()->name() == "PermitLine";
    if (is_permit) difference.add_reforms(v1::REFORM_KIND_RENAMED);
    const std::size_t before = differences_.size();
    const std::string prefix = absl::StrCat(path, "[", is, "].");
    Compare(from, to, prefix);
    // Of the key itself all is said.
    const auto first = differences_.begin() + static_cast<std::ptrdiff_t>(before);
    const auto is_key = [&](const v1::RuleDifference& one) {
      return IsNestedKey(to, one.path().substr(prefix.size()));
    };
    differences_.erase(std::remove_if(first, differences_.end(), is_key), differences_.end());
  }

  const std::string& list_;
  std::vector<v1::RuleDifference> differences_;
};

}  // namespace

std::vector<v1::RuleDifference> CompareEntries(const std::string& list, const Message& from,
                                               const Message& to) {
  return EntryComparison(list).Run(from, to);
}

std::string Joined(const std::vector<std::string>& elements) {
  return absl::StrJoin(elements, ", ");
}

void NumberDuplicates(std::vector<std::string>& keys) {
  absl::flat_hash_map<std::string, int> seen;
  for (std::string& key : keys) {
    const int count = ++seen[key];
    if (count > 1 || key.empty()) absl::StrAppend(&key, "#", count);
  }
}

bool IsReordered(const std::vector<std::string>& from, const std::vector<std::string>& to,
                 std::string& first_from, std::string& first_to) {
  const absl::flat_hash_set<absl::string_view> earlier(from.begin(), from.end());
  const absl::flat_hash_set<absl::string_view> later(to.begin(), to.end());
  auto other = to.begin();
  for (const std::string& key : from) {
    if (!later.contains(key)) continue;
    while (!earlier.contains(*other)) ++other;
    if (key != *other) {
      first_from = key;
      first_to = *other;
      return true;
    }
    ++other;
  }
  return false;
}

}  // namespace izin
