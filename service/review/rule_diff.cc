#include "service/review/rule_diff.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"

#include "service/render/reforms.h"
#include "service/review/message_diff.h"
#include "service/review/rule_lists.h"

namespace izin {
namespace {

using ::google::protobuf::Message;

constexpr std::size_t kMaxSummary = 400;

// The entries of a list by their keys, in order.
struct Keyed {
  std::vector<std::string> keys;
  absl::flat_hash_map<std::string, const Message*> by_key;
};

// An entry of a list that is not keyed is known by all that it says.
std::string AnyKeyOf(const RuleList& list, const Message& entry) {
  if (!IsKeyed(list.name())) return entry.ShortDebugString();
  const std::string key = KeyOf(list.name(), entry);
  return key.empty() ? list.name() : key;  // the only one of its list
}

bool IsOver(Cancellation* cancellation) {
  return cancellation != nullptr && cancellation->IsOver();
}

// Empty once `cancellation` is over.
Keyed KeyedOf(const RuleList& list, Cancellation* cancellation) {
  Keyed keyed;
  for (int i = 0; i < list.size(); ++i) {
    if (IsOver(cancellation)) return {};
    keyed.keys.push_back(AnyKeyOf(list, list.At(i)));
  }
  NumberDuplicates(keyed.keys);
  for (int i = 0; i < list.size(); ++i)
    keyed.by_key.emplace(keyed.keys[static_cast<std::size_t>(i)], &list.At(i));
  return keyed;
}

// What an entry says first about itself: its title, name or text; else the beginning of all of it.
std::string Summary(const Message& entry) {
  for (const char* name : {"title", "name", "parameter", "label", "title_id", "detail"}) {
    const auto* field = entry.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr || field->is_repeated()) continue;
    if (field->message_type() == nullptr) return ScalarText(entry, *field);
    const Message& text = entry.GetReflection()->GetMessage(entry, field);
    const auto* id = text.GetDescriptor()->FindFieldByName("id");
    if (id != nullptr && !ScalarText(text, *id).empty()) return ScalarText(text, *id);
  }
  // Without what its key and its place say.
  const std::unique_ptr<Message> rest(entry.New());
  rest->CopyFrom(entry);
  for (const char* name : {"id", "table", "where", "legal_basis"}) {
    const auto* field = entry.GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) rest->GetReflection()->ClearField(rest.get(), field);
  }
  std::string text = rest->ShortDebugString();
  const std::size_t end =
      text.size() <= kMaxSummary ? std::string::npos : text.rfind(' ', kMaxSummary);
  if (end == std::string::npos) return text;
  return absl::StrCat(text.substr(0, end), " ...");
}

// A duty more, or one less.
void AddDutyKind(const std::string& list, bool is_added, v1::RuleDifference& difference) {
  if (list != "commitment" && list != "condition") return;
  difference.add_reforms(is_added ? v1::REFORM_KIND_TIGHTENED : v1::REFORM_KIND_SIMPLIFIED);
}

class RulesComparison {
 public:
  explicit RulesComparison(Cancellation* cancellation) : cancellation_(cancellation) {}

  void CompareLists(const RuleList& from, const RuleList& to) {
    const Keyed earlier = KeyedOf(from, cancellation_);
    const Keyed later = KeyedOf(to, cancellation_);
    for (const std::string& key : later.keys) {
      if (IsOver(cancellation_)) return;
      const Message& is = *later.by_key.at(key);
      const auto was = earlier.by_key.find(key);
      if (was == earlier.by_key.end()) {
        AddLone(to, key, is, /*is_added=*/true);
      } else {
        AddChanged(to.name(), key, CompareEntries(to.name(), *was->second, is));
      }
    }
    for (const std::string& key : earlier.keys) {
      if (IsOver(cancellation_)) return;
      if (!later.by_key.contains(key))
        AddLone(to, key, *earlier.by_key.at(key), /*is_added=*/false);
    }
    CompareOrder(to.name(), earlier, later);
  }

  std::vector<v1::RuleChange> Take() && { return std::move(changes_); }

 private:
  void AddLone(const RuleList& list, const std::string& key, const Message& entry, bool is_added) {
    v1::RuleDifference difference;
    (is_added ? difference.mutable_to() : difference.mutable_from())->assign(Summary(entry));
    difference.add_reforms(is_added ? v1::REFORM_KIND_ADDED : v1::REFORM_KIND_REMOVED);
    AddDutyKind(list.name(), is_added, difference);
    AddChanged(list.name(), key, {std::move(difference)});
  }

  void AddChanged(const std::string& list, const std::string& key,
                  std::vector<v1::RuleDifference> differences) {
    if (differences.empty()) return;
    v1::RuleChange& change = changes_.emplace_back();
    change.set_list(list);
    change.set_entry(key);
    Reforms reforms;
    for (v1::RuleDifference& difference : differences) {
      for (int kind : difference.reforms()) reforms.Add(static_cast<v1::ReformKind>(kind));
      *change.add_differences() = std::move(difference);
    }
    for (v1::ReformKind kind : reforms.kinds()) change.add_reforms(kind);
  }

  void CompareOrder(const std::string& list, const Keyed& earlier, const Keyed& later) {
    v1::RuleDifference difference;
    difference.set_path("order");
    if (IsReordered(earlier.keys, later.keys, *difference.mutable_from(), *difference.mutable_to()))
      AddChanged("order", list, {std::move(difference)});
  }

  Cancellation* const cancellation_;
  std::vector<v1::RuleChange> changes_;
};

}  // namespace

std::vector<v1::RuleChange> CompareRules(const internal::CompiledRuleset& from,
                                         const internal::CompiledRuleset& to,
                                         Cancellation* cancellation) {
  const std::vector<RuleList> earlier = ListsOf(from);
  const std::vector<RuleList> later = ListsOf(to);
  RulesComparison comparison(cancellation);
  for (std::size_t i = 0; i < later.size(); ++i) comparison.CompareLists(earlier[i], later[i]);
  return std::move(comparison).Take();
}

}  // namespace izin
