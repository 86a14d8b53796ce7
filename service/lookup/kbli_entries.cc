#include "service/lookup/kbli_entries.h"

#include <utility>

#include "absl/status/statusor.h"

namespace izin {

std::shared_ptr<const Ruleset> RulesetInForce(const RulesetHolder& rulesets, const Clock& clock) {
  const std::shared_ptr<const RulesetLibrary> library = rulesets.Current();
  absl::StatusOr<std::shared_ptr<const Ruleset>> in_force =
      library->InForceOn(TodayInJakarta(clock));
  return in_force.ok() ? *std::move(in_force) : library->rulesets().back();
}

std::optional<int> SubclassIndex(const KbliCatalogue& kbli, const KbliEntry& entry) {
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(entry.code);
  return code.ok() ? kbli.IndexOf(*code) : std::nullopt;
}

v1::KbliEntry RenderEntry(const KbliEntry& entry, KbliEdition edition, const Ruleset& ruleset) {
  v1::KbliEntry out;
  out.set_code(entry.code);
  out.set_edition(static_cast<v1::KbliEdition>(edition));
  out.set_title(entry.title);
  out.set_parent(entry.parent);
  if (edition != ruleset.data().edition) return out;
  const std::optional<int> index = SubclassIndex(ruleset.kbli(), entry);
  if (!index.has_value()) return out;
  for (const Scope& scope : ruleset.scopes_of(*index)) {
    v1::Scope& rendered = *out.add_scopes();
    rendered.set_id(scope.id);
    rendered.set_label(scope.label);
  }
  return out;
}

v1::ScopeLevels RenderLevels(const Scope& scope) {
  const auto level = [&scope](BusinessScale scale) {
    return static_cast<v1::RiskLevel>(scope.level_at[static_cast<std::size_t>(scale)]);
  };
  v1::ScopeLevels levels;
  levels.set_scope_id(scope.id);
  levels.set_micro(level(BusinessScale::kMicro));
  levels.set_small(level(BusinessScale::kSmall));
  levels.set_medium(level(BusinessScale::kMedium));
  levels.set_large(level(BusinessScale::kLarge));
  return levels;
}

std::vector<const KbliEntry*> SiblingsOf(const KbliCatalogue& kbli, int index) {
  const KbliEntry& own = kbli.EntryAt(index);
  const auto is_sibling = [&](int other) {
    return other >= 0 && other < kbli.subclass_count() && kbli.EntryAt(other).parent == own.parent;
  };
  int first = index;
  while (is_sibling(first - 1)) --first;
  std::vector<const KbliEntry*> siblings;
  for (int i = first; is_sibling(i); ++i) {
    if (i != index) siblings.push_back(&kbli.EntryAt(i));
  }
  return siblings;
}

}  // namespace izin
