#include "service/lifecycle/imports/snapshot_changes.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace izin {
namespace {

constexpr absl::string_view kLists[] = {"authority",  "requirements", "obligations",
                                        "supporting", "conditions",   "from_2020"};

// "56101-1 SMALL"; "QUOTED_1A2B".
std::string EntryOf(const RuleTable& table, const TableLine& line) {
  std::string entry = line.front();
  for (std::size_t i = 1; i < table.form().key.size(); ++i) {
    const bool is_scope = table.form().key[i] == TableForm::Order::kNumber;
    absl::StrAppend(&entry, is_scope ? "-" : " ", line[i]);
  }
  return entry;
}

std::string Without(const std::string& list, const std::string& other) {
  std::multiset<std::string> taken = absl::StrSplit(other, '|', absl::SkipEmpty());
  std::vector<std::string> left;
  for (absl::string_view item : absl::StrSplit(list, '|', absl::SkipEmpty())) {
    const auto it = taken.find(std::string(item));
    if (it == taken.end()) {
      left.emplace_back(item);
    } else {
      taken.erase(it);
    }
  }
  return absl::StrJoin(left, "|");
}

void CompareLines(const RuleTable& table, const TableLine& from, const TableLine& to,
                  std::vector<SnapshotChange>& changes) {
  for (std::size_t i = table.form().key.size(); i < from.size(); ++i) {
    if (from[i] == to[i]) continue;
    const absl::string_view field = table.form().columns[i];
    SnapshotChange change{.table = std::string(table.form().file),
                          .entry = EntryOf(table, to),
                          .field = std::string(field),
                          .from = from[i],
                          .to = to[i]};
    if (std::find(std::begin(kLists), std::end(kLists), field) != std::end(kLists)) {
      std::string gone = Without(from[i], to[i]);
      std::string added = Without(to[i], from[i]);
      change.is_list = !gone.empty() || !added.empty();
      if (change.is_list) {
        change.from = std::move(gone);
        change.to = std::move(added);
      }
    }
    changes.push_back(std::move(change));
  }
}

// What an entry says, in short, where it is new or gone.
std::string Gist(const RuleTable& table, const TableLine& line) {
  std::vector<std::string> parts;
  for (std::size_t i = table.form().key.size(); i < line.size(); ++i) {
    if (!line[i].empty()) parts.push_back(absl::StrCat(table.form().columns[i], ": ", line[i]));
  }
  return absl::StrJoin(parts, "; ");
}

void CompareTables(const RuleTable& before, const RuleTable& after,
                   std::vector<SnapshotChange>& changes) {
  using Kind = SnapshotChange::Kind;
  const std::string file(after.form().file);
  for (const auto& [key, line] : before.lines()) {
    const auto is = after.lines().find(key);
    if (is == after.lines().end()) {
      changes.push_back({.kind = Kind::kGone,
                         .table = file,
                         .entry = EntryOf(before, line),
                         .from = Gist(before, line)});
    } else {
      CompareLines(after, line, is->second, changes);
    }
  }
  for (const auto& [key, line] : after.lines()) {
    if (before.lines().contains(key)) continue;
    changes.push_back({.kind = Kind::kNew,
                       .table = file,
                       .entry = EntryOf(after, line),
                       .to = Gist(after, line)});
  }
}

}  // namespace

std::string SnapshotChange::ToString(bool is_english) const {
  switch (kind) {
    case Kind::kNew:
      return absl::StrCat(is_english ? "new      " : "baru     ", table, "  ", entry, "  ", to);
    case Kind::kGone:
      return absl::StrCat(is_english ? "gone     " : "hilang   ", table, "  ", entry, "  ", from);
    case Kind::kChanged:
      break;
  }
  const std::string begin =
      absl::StrCat(is_english ? "changed  " : "berubah  ", table, "  ", entry, "  ", field, ": ");
  if (!is_list)
    return absl::StrCat(begin, from.empty() ? "-" : from, " -> ", to.empty() ? "-" : to);
  std::vector<std::string> items;
  for (absl::string_view item : absl::StrSplit(from, '|', absl::SkipEmpty()))
    items.push_back(absl::StrCat("-", item));
  for (absl::string_view item : absl::StrSplit(to, '|', absl::SkipEmpty()))
    items.push_back(absl::StrCat("+", item));
  return absl::StrCat(begin, absl::StrJoin(items, " "));
}

std::vector<SnapshotChange> ChangesBetween(const RuleTables& before, const RuleTables& after) {
  std::vector<SnapshotChange> changes;
  for (const auto& [name, table] : after.tables()) CompareTables(before.at(name), table, changes);
  std::stable_sort(changes.begin(), changes.end(),
                   [](const SnapshotChange& a, const SnapshotChange& b) {
                     return std::tie(a.table, a.entry) < std::tie(b.table, b.entry);
                   });
  return changes;
}

}  // namespace izin
