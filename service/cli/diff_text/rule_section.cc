// What changes in the rules, entry by entry.

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/cli/diff_text/diff_text.h"

namespace izin::cli {
namespace {

// Entries of one list in which the same changes.
struct RuleGroup {
  std::vector<const v1::RuleChange*> entries;
  int cells = 0;  // of the entry that touches most

  const v1::RuleChange& first() const { return *entries.front(); }
};

// An entry that one ruleset alone has.
bool IsLone(const v1::RuleChange& change) {
  return change.differences_size() == 1 && change.differences(0).path().empty();
}

bool IsAdded(const v1::RuleChange& change) { return change.differences(0).from().empty(); }

// What makes entries one group: the list and all that differs; of lone ones which ruleset has them.
std::string GroupKey(const v1::RuleChange& change) {
  if (IsLone(change)) return absl::StrCat(change.list(), IsAdded(change) ? " +" : " -");
  std::string key = change.list();
  for (const v1::RuleDifference& difference : change.differences())
    absl::StrAppend(&key, "\n", difference.path(), "\t", difference.from(), "\t", difference.to());
  return key;
}

// Changed ones first, and of those what touches most.
std::vector<RuleGroup> RuleGroupsOf(const v1::DiffRulesetsResponse& diff, const DiffView& view,
                                    const DiffWords& words) {
  std::map<std::string, std::size_t> by_key;
  std::vector<RuleGroup> groups;
  for (const v1::RuleChange& change : diff.rule_changes()) {
    if (!Matches(view.filter, words, change)) continue;
    const auto [at, is_new] = by_key.emplace(GroupKey(change), groups.size());
    if (is_new) groups.emplace_back();
    groups[at->second].entries.push_back(&change);
    groups[at->second].cells = std::max(groups[at->second].cells, change.cells());
  }
  std::stable_sort(groups.begin(), groups.end(), [](const RuleGroup& a, const RuleGroup& b) {
    return std::tuple(IsLone(a.first()), -a.cells) < std::tuple(IsLone(b.first()), -b.cells);
  });
  return groups;
}

std::string NameOfEntry(const v1::RuleChange& change, const DiffWords& words) {
  const std::string& list = change.list();
  const std::string& entry = change.entry();
  if (list == "order") return words.List(entry);
  if (list == "office") return absl::StrCat(words.Title("office", entry), " (", entry, ")");
  const bool is_commitment =
      list == "commitment" || list == "official_commitment" || list == "possible_commitment";
  const std::string named = list == "supporting_permit" ? "permit"
                            : is_commitment             ? "commitment"
                                                        : list;
  const std::size_t number = entry.find('#');  // of "LKPM#2"
  return absl::StrCat(words.Name(named, entry.substr(0, number)),
                      number == std::string::npos ? "" : entry.substr(number));
}

std::string DifferenceText(const v1::RuleDifference& difference, const DiffView& view,
                           const DiffWords& words) {
  const std::string& path = difference.path();
  const std::string keys = KeysIn(path);
  const std::string lead = absl::StrCat(keys.empty() ? "" : words.Name("permit", keys),
                                        keys.empty() ? "" : ": ", words.Field(path));
  const std::string from =
      words.Value(path, ShownValue(difference.from(), difference.to(), view.is_all));
  const std::string to =
      words.Value(path, ShownValue(difference.to(), difference.from(), view.is_all));
  const std::string kinds = KindsText(difference.reforms(), words);
  if (path.size() < 2 || path.substr(path.size() - 2) != "[]")
    return absl::StrCat(lead, ": ", from, " -> ", to, kinds);
  std::vector<std::string> parts;
  if (!difference.from().empty())
    parts.push_back(absl::StrCat(words.Say({"hilang ", "without "}), from));
  if (!difference.to().empty()) parts.push_back(absl::StrCat(words.Say({"baru ", "new "}), to));
  return absl::StrCat(lead, ": ", absl::StrJoin(parts, "; "), kinds);
}

std::string CodesText(const v1::RuleChange& change, const DiffView& view, const DiffWords& words) {
  if (change.kbli_size() == 1 && change.kbli(0) == "*")
    return words.Say({"semua kode yang dilayani", "every code that is served"});
  std::vector<std::string> codes(change.kbli().begin(), change.kbli().end());
  const std::size_t shown = view.is_all ? codes.size() : std::min<std::size_t>(codes.size(), 12);
  const std::size_t rest = codes.size() - shown;
  codes.resize(shown);
  return absl::StrCat(absl::StrJoin(codes, ", "), rest > 0 ? ", ..." : "");
}

// What an entry touches.
std::string TouchText(const v1::RuleChange& change, const DiffView& view, const DiffWords& words) {
  if (change.possible_codes() == 0) {
    return words.Say({"tidak terikat pada sel tertentu (berlaku umum, atau belum menyentuh kode)",
                      "of no cell of its own (holds in general, or touches no code yet)"});
  }
  std::string text;
  if (change.cells() > 0) {
    text = absl::StrCat(words.Say({"menyentuh ", "touches "}), words.Number(change.cells()),
                        words.Say({" sel pada ", " cells of "}), words.Number(change.codes()),
                        words.Say({" kode", " codes"}));
  }
  if (change.possible_codes() > change.codes()) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", words.Say({"dapat menyentuh ", "may touch "}),
                    words.Number(change.possible_codes()),
                    words.Say({" kode bila masukan lain diketahui", " codes once more is known"}));
  }
  return absl::StrCat(text, ": ", CodesText(change, view, words));
}

// What each of several entries touches.
std::string TouchText(const RuleGroup& group, const DiffWords& words) {
  if (group.cells > 0) {
    return absl::StrCat(words.Say({"masing-masing menyentuh hingga ", "each touches up to "}),
                        words.Number(group.cells), words.Say({" sel", " cells"}));
  }
  int codes = 0;
  for (const v1::RuleChange* entry : group.entries)
    codes = std::max(codes, entry->possible_codes());
  if (codes == 0) return words.Say({"tidak terikat pada sel tertentu", "of no cell of their own"});
  return absl::StrCat(
      words.Say({"masing-masing dapat menyentuh hingga ", "each may touch up to "}),
      words.Number(codes),
      words.Say({" kode bila masukan lain diketahui", " codes once more is known"}));
}

void PrintLone(const RuleGroup& group, const DiffView& view, const DiffWords& words, Page& page) {
  const bool is_added = IsAdded(group.first());
  page.Item(2, "- ",
            absl::StrCat(
                words.List(group.first().list()), ": ",
                words.Number(static_cast<int>(group.entries.size())),
                is_added ? words.Say({" ditambah", " added"}) : words.Say({" dihapus", " removed"}),
                KindsText(group.first().reforms(), words)));
  const std::size_t shown = ShownOf(group.entries.size(), view);
  for (std::size_t i = 0; i < shown; ++i) {
    const v1::RuleChange& change = *group.entries[i];
    const v1::RuleDifference& difference = change.differences(0);
    const std::string& says = is_added ? difference.to() : difference.from();
    const std::string name = NameOfEntry(change, words);
    // What has a name in the language asked for needs no other.
    const bool is_said = name != change.entry() || name.find(says) != std::string::npos;
    page.Text(6, absl::StrCat(name, is_said ? "" : ": ",
                              is_said ? "" : ShownValue(says, "", view.is_all)));
  }
  PrintRest(group.entries.size() - shown, 6, words, page);
}

void PrintChanged(const RuleGroup& group, const DiffView& view, const DiffWords& words,
                  Page& page) {
  const v1::RuleChange& first = group.first();
  std::vector<std::string> names;
  const std::size_t shown = ShownOf(group.entries.size(), view);
  for (std::size_t i = 0; i < shown; ++i) names.push_back(NameOfEntry(*group.entries[i], words));
  if (shown < group.entries.size()) names.emplace_back("...");
  std::string head = absl::StrCat(words.List(first.list()), " ", absl::StrJoin(names, ", "));
  if (group.entries.size() > 1)
    absl::StrAppend(&head, " (", group.entries.size(), words.Say({" entri", " entries"}), ")");
  if (!first.where().empty() && group.entries.size() == 1)
    absl::StrAppend(&head, " (", first.where(), ")");
  page.Item(2, "- ", head);
  for (const v1::RuleDifference& difference : first.differences())
    page.Text(6, DifferenceText(difference, view, words));
  if (group.entries.size() == 1) {
    page.Text(6, TouchText(first, view, words));
  } else {
    page.Text(6, TouchText(group, words));
  }
}

}  // namespace

void PrintRules(const v1::DiffRulesetsResponse& diff, const DiffView& view, const DiffWords& words,
                Page& page) {
  const std::vector<RuleGroup> groups = RuleGroupsOf(diff, view, words);
  if (groups.empty()) return;
  page.Blank();
  page.Heading(words.Say(
      {"Yang berubah pada aturan, entri demi entri", "What changes in the rules, entry by entry"}));
  const auto is_changed = [](const RuleGroup& group) { return !IsLone(group.first()); };
  const auto changed =
      static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), is_changed));
  const std::size_t shown = ShownOf(changed, view);
  for (std::size_t i = 0; i < shown; ++i) PrintChanged(groups[i], view, words, page);
  PrintRest(changed - shown, 2, words, page);
  // Additions and removals are one group a list, and all are told.
  for (std::size_t i = changed; i < groups.size(); ++i) PrintLone(groups[i], view, words, page);
}

}  // namespace izin::cli
