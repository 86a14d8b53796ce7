#include "service/cli/diff_text/diff_effects.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "service/render/api_words.h"
#include "service/render/reforms.h"

namespace izin::cli {
namespace {

bool IsPermit(const Effect& effect, const std::string& code) {
  return effect.subject == absl::StrCat("permit/", code) ||
         ((effect.field == "replaced_by" || effect.field == "merged_into") && effect.to == code);
}

bool IsOffice(const DiffFilter& filter, const DiffWords& words, const std::string& id) {
  if (id.empty()) return false;
  return absl::AsciiStrToLower(id) == absl::AsciiStrToLower(filter.office) ||
         absl::StrContains(absl::AsciiStrToLower(words.Title("office", id)),
                           absl::AsciiStrToLower(filter.office));
}

// Of what a rule says a list, "A, B", holds the element.
bool HasElement(const std::string& list, const std::string& element) {
  const std::vector<std::string> elements = absl::StrSplit(list, ", ");
  return std::find(elements.begin(), elements.end(), element) != elements.end();
}

bool IsAboutPermit(const v1::RuleChange& change, const std::string& code) {
  if (change.list() == "permit" && change.entry() == code) return true;
  return std::any_of(
      change.differences().begin(), change.differences().end(),
      [&code](const v1::RuleDifference& difference) {
        return KeysIn(difference.path()) == code || HasElement(difference.from(), code) ||
               HasElement(difference.to(), code) ||
               absl::StrContains(difference.from(), absl::StrCat("\"", code, "\"")) ||
               absl::StrContains(difference.to(), absl::StrCat("\"", code, "\""));
      });
}

bool IsAboutOffice(const DiffFilter& filter, const DiffWords& words, const v1::RuleChange& change) {
  if (change.list() == "office" && IsOffice(filter, words, change.entry())) return true;
  return std::any_of(change.differences().begin(), change.differences().end(),
                     [&](const v1::RuleDifference& difference) {
                       return LastField(difference.path()) == "office" &&
                              (IsOffice(filter, words, difference.from()) ||
                               IsOffice(filter, words, difference.to()));
                     });
}

bool IsAboutKbli(const DiffFilter& filter, const v1::RuleChange& change) {
  if (absl::StartsWith(change.entry(), filter.kbli)) return true;
  return std::any_of(change.kbli().begin(), change.kbli().end(), [&filter](const std::string& one) {
    return one == "*" || filter.related.contains(one);
  });
}

}  // namespace

std::vector<Effect> EffectsOf(const v1::RulesetChange& change) {
  std::vector<Effect> effects;
  if (change.from_risk() != change.to_risk())
    effects.push_back({"risk", "risk", change.from_risk() == 0 ? "" : ApiWord(change.from_risk()),
                       change.to_risk() == 0 ? "" : ApiWord(change.to_risk())});
  std::set<std::string> replaced;
  for (const v1::AnswerDifference& difference : change.differences()) {
    effects.push_back(
        {difference.subject(), difference.field(), difference.from(), difference.to()});
    if (difference.field() != "replaced_by" && difference.field() != "merged_into") continue;
    replaced.insert(difference.subject().substr(difference.subject().find('/') + 1));
    replaced.insert(difference.to());
  }
  const auto add = [&](const char* list, const auto& codes, const char* field) {
    for (const std::string& code : codes) {
      if (!replaced.contains(code))
        effects.push_back({absl::StrCat(list, "/", code), field, "", ""});
    }
  };
  add("permit", change.permits_removed(), "removed");
  add("permit", change.permits_added(), "added");
  add("commitment", change.commitments_removed(), "removed");
  add("commitment", change.commitments_added(), "added");
  return effects;
}

std::optional<v1::ReformKind> KindOf(const Effect& effect) {
  if (effect.field == "added") return v1::REFORM_KIND_ADDED;
  if (effect.field == "removed") return v1::REFORM_KIND_REMOVED;
  if (effect.field == "replaced_by") return v1::REFORM_KIND_RENAMED;
  if (effect.field == "merged_into") return v1::REFORM_KIND_MERGED;
  const bool is_first_level =
      effect.subject == "risk" && (effect.from.empty() || effect.to.empty());
  const bool is_of_nobody = effect.field == "office" && (effect.from.empty() || effect.to.empty());
  if (is_first_level || is_of_nobody) return std::nullopt;
  return ReformOfField(effect.field, effect.from, effect.to);
}

std::set<std::string> RelatedCodes(const KbliCatalogue& catalogue, const std::string& kbli) {
  const std::string code = kbli.substr(0, kbli.find('-'));  // of a scope
  std::set<std::string> related = {code};
  const KbliEntry* above = catalogue.Find(code);
  for (; above != nullptr; above = above->parent.empty() ? nullptr : catalogue.Find(above->parent))
    related.insert(above->code);
  for (int i = 0; i < catalogue.subclass_count(); ++i) {
    if (!catalogue.IsUnder(i, code)) continue;
    for (const KbliEntry* entry = &catalogue.EntryAt(i); entry != nullptr && entry->code != code;
         entry = catalogue.Find(entry->parent))
      related.insert(entry->code);
  }
  return related;
}

bool Matches(const DiffFilter& filter, const DiffWords& words, const Effect& effect) {
  if (!filter.permit.empty() && !IsPermit(effect, filter.permit)) return false;
  const bool is_of_office =
      filter.office.empty() || (effect.field == "office" && (IsOffice(filter, words, effect.from) ||
                                                             IsOffice(filter, words, effect.to)));
  return is_of_office && (!filter.kind.has_value() || KindOf(effect) == filter.kind);
}

bool Matches(const DiffFilter& filter, const DiffWords& words, const v1::RuleChange& change) {
  if (!filter.permit.empty() && !IsAboutPermit(change, filter.permit)) return false;
  if (!filter.office.empty() && !IsAboutOffice(filter, words, change)) return false;
  if (!filter.kbli.empty() && !IsAboutKbli(filter, change)) return false;
  return !filter.kind.has_value() ||
         std::count(change.reforms().begin(), change.reforms().end(), *filter.kind) > 0;
}

bool MatchesKbli(const DiffFilter& filter, const v1::RulesetChange& change) {
  if (filter.kbli.empty() || filter.kbli == change.sector()) return true;
  // A code to review has no sector.
  if (filter.kbli.size() == 1) return filter.related.contains(change.kbli_code());
  if (absl::StrContains(filter.kbli, '-')) return change.scope_id() == filter.kbli;
  return absl::StartsWith(change.kbli_code(), filter.kbli);
}

std::vector<SelectedChange> Select(const v1::DiffRulesetsResponse& diff, const DiffFilter& filter,
                                   const DiffWords& words) {
  std::vector<SelectedChange> selected;
  const bool is_of_effects = !filter.permit.empty() || !filter.office.empty();
  for (const v1::RulesetChange& change : diff.changes()) {
    if (!MatchesKbli(filter, change)) continue;
    SelectedChange one{.change = &change};
    const std::vector<Effect> all = EffectsOf(change);
    for (const Effect& effect : all) {
      if (Matches(filter, words, effect)) one.effects.push_back(effect);
    }
    // Some kinds are of the whole: several permits that became one, fewer commitments.
    const bool is_of_whole =
        !is_of_effects && filter.kind.has_value() &&
        std::count(change.reforms().begin(), change.reforms().end(), *filter.kind) > 0;
    if (one.effects.empty() && is_of_whole) one.effects = all;
    const bool is_wanted = !one.effects.empty() || (!is_of_effects && !filter.kind.has_value());
    if (is_wanted) selected.push_back(std::move(one));
  }
  return selected;
}

std::vector<EffectGroup> GroupsOf(const std::vector<SelectedChange>& selected) {
  std::map<Effect, EffectGroup> by_effect;
  for (const SelectedChange& one : selected) {
    for (const Effect& effect : one.effects) {
      EffectGroup& group = by_effect[effect];
      ++group.cells;
      group.codes.insert(one.change->kbli_code());
      group.scales.insert(one.change->scale());
      group.locations.insert(one.change->location());
    }
  }
  std::vector<EffectGroup> groups;
  for (auto& [effect, group] : by_effect) {
    group.effect = effect;
    groups.push_back(std::move(group));
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const EffectGroup& a, const EffectGroup& b) { return a.cells > b.cells; });
  return groups;
}

}  // namespace izin::cli
