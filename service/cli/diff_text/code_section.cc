// The changes of each code, cells with the same changes together.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/cli/diff_text/diff_text.h"

namespace izin::cli {
namespace {

struct CellGroup {
  std::vector<Effect> effects;
  std::vector<const v1::RulesetChange*> cells;
};

std::string CellText(const v1::RulesetChange& change, const DiffWords& words) {
  return absl::StrCat(change.scope_id(), change.scope_id().empty() ? "" : " ",
                      words.Say(ScaleWords(change.scale())), " ",
                      words.Location(change.location()));
}

// The cells of a group: by scopes, scales and locations where they are all combinations of these,
// else each.
std::string CellsText(const CellGroup& group, const DiffWords& words) {
  std::vector<std::string> scopes;
  std::set<int> scales;
  std::set<int> locations;
  std::vector<std::string> each;
  for (const v1::RulesetChange* change : group.cells) {
    if (scopes.empty() || scopes.back() != change->scope_id()) scopes.push_back(change->scope_id());
    scales.insert(change->scale());
    locations.insert(change->location());
    each.push_back(CellText(*change, words));
  }
  if (scopes.size() * scales.size() * locations.size() != group.cells.size())
    return absl::StrJoin(each, "; ");
  std::vector<std::string> parts;
  if (!scopes.front().empty()) parts.push_back(absl::StrJoin(scopes, ", "));
  std::vector<std::string> names;
  names.reserve(scales.size());
  for (int scale : scales)
    names.push_back(words.Say(ScaleWords(static_cast<v1::BusinessScale>(scale))));
  parts.push_back(absl::StrJoin(names, ", "));
  names.clear();
  for (int location : locations)
    names.push_back(words.Location(static_cast<v1::LocationType>(location)));
  parts.push_back(absl::StrJoin(names, ", "));
  return absl::StrJoin(parts, "; ");
}

std::string DutyList(const CellGroup& group, const char* field, const DiffWords& words) {
  std::vector<std::string> names;
  for (const Effect& effect : group.effects) {
    if (effect.field == field && effect.subject.rfind("commitment/", 0) == 0)
      names.push_back(words.Title("commitment", effect.subject.substr(11)));
  }
  return absl::StrJoin(names, "; ");
}

void PrintGroup(const CellGroup& group, const DiffWords& words, Page& page) {
  page.Text(4, CellsText(group, words));
  for (const Effect& effect : group.effects) {
    const bool is_duty = effect.subject.rfind("commitment/", 0) == 0 &&
                         (effect.field == "added" || effect.field == "removed");
    if (!is_duty) page.Item(6, "- ", EffectText(effect, words));
  }
  const std::string removed = DutyList(group, "removed", words);
  const std::string added = DutyList(group, "added", words);
  if (!removed.empty())
    page.Item(6, "- ", words.Say({"komitmen hilang: ", "commitments gone: "}) + removed);
  if (!added.empty())
    page.Item(6, "- ", words.Say({"komitmen baru: ", "new commitments: "}) + added);
}

// Those of one code, from `first`; the place after its last.
std::size_t PrintCode(const std::vector<SelectedChange>& selected, std::size_t first,
                      const DiffWords& words, Page& page) {
  const std::string& code = selected[first].change->kbli_code();
  page.Text(2, code);
  std::map<std::vector<Effect>, std::size_t> by_effects;
  std::vector<CellGroup> groups;
  std::size_t at = first;
  bool is_review_told = false;  // a number of both editions is one line
  for (; at < selected.size() && selected[at].change->kbli_code() == code; ++at) {
    const SelectedChange& one = selected[at];
    if (one.change->scale() == v1::BUSINESS_SCALE_UNSPECIFIED) {
      if (!is_review_told)
        page.Text(4, words.Say({"kode ini harus ditinjau", "the code must be reviewed"}));
      is_review_told = true;
      continue;
    }
    const auto [found, is_new] = by_effects.emplace(one.effects, groups.size());
    if (is_new) groups.push_back({.effects = one.effects});
    groups[found->second].cells.push_back(one.change);
  }
  for (const CellGroup& group : groups) PrintGroup(group, words, page);
  return at;
}

}  // namespace

void PrintCodes(const std::vector<SelectedChange>& selected, const DiffView& view,
                const DiffWords& words, Page& page) {
  if (selected.empty()) return;
  std::set<std::string> codes;
  for (const SelectedChange& one : selected) codes.insert(one.change->kbli_code());
  page.Blank();
  page.Heading(words.Say({"Kode demi kode", "Code by code"}));
  const std::size_t shown = ShownOf(codes.size(), view);
  std::size_t at = 0;
  for (std::size_t i = 0; i < shown && at < selected.size(); ++i)
    at = PrintCode(selected, at, words, page);
  PrintRest(codes.size() - shown, 2, words, page);
}

}  // namespace izin::cli
