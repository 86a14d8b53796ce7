// One walk over the cells of a ruleset: code x scope x scale x location, everything else not known.
// What compares, counts or prints rulesets whole goes this way.

#ifndef IZIN_CLASSIFIER_CELLS_H_
#define IZIN_CLASSIFIER_CELLS_H_

#include <array>
#include <cstddef>
#include <optional>

#include "absl/types/span.h"

#include "classifier/activity.h"
#include "classifier/enums.h"
#include "classifier/ruleset.h"

namespace izin {

inline constexpr std::array kBusinessScales = {BusinessScale::kMicro, BusinessScale::kSmall,
                                               BusinessScale::kMedium, BusinessScale::kLarge};
inline constexpr std::array kLocationTypes = {LocationType::kLand, LocationType::kSea,
                                              LocationType::kForest};
// Places where an activity may be: each scale in each location.
inline constexpr std::size_t kPlaceCount = kBusinessScales.size() * kLocationTypes.size();

// True if the scope can be asked for by a business of the scale: foreign capital is always large,
// and some scopes are open to it alone. Null: by all.
inline bool CanAsk(const Scope* scope, BusinessScale scale) {
  return scope == nullptr || !scope->only_foreign || scale == BusinessScale::kLarge;
}

// True if the scope is offered to businesses of the scale; null: to all.
inline bool IsOffered(const Scope* scope, BusinessScale scale) {
  return scope == nullptr ||
         (CanAsk(scope, scale) &&
          scope->level_at[static_cast<std::size_t>(scale)] != RiskLevel::kUnspecified);
}

// Calls `visit(place)` for every place, by scale, then location, with `activity` in it; `place`
// counts from 0.
template <typename Visitor>
void ForEachPlace(BusinessActivity& activity, const Visitor& visit) {
  std::size_t place = 0;
  for (BusinessScale scale : kBusinessScales) {
    activity.scale = scale;
    for (LocationType location : kLocationTypes) {
      activity.locations.assign(1, location);
      visit(place++);
    }
  }
}

// The same for a scope of the activity's code, which it chooses, in the places where that is
// offered; with foreign capital if it is open to that alone. Null: no scope is chosen, and every
// place is visited.
template <typename Visitor>
void ForEachCellOf(const Scope* scope, BusinessActivity& activity, const Visitor& visit) {
  activity.scope.reset();
  activity.foreign = scope != nullptr && scope->only_foreign;
  if (scope != nullptr)
    activity.scope = ScopeChoice{.code = activity.code, .number = scope->number};
  ForEachPlace(activity, [&](std::size_t place) {
    if (IsOffered(scope, activity.scale)) visit(place);
  });
}

// Calls `visit(scope, activity)` for every cell of a code. A code without scopes, and any code of a
// ruleset without risk levels, has one for each place; its scope is null.
//
// REQUIRES: `code_index` is in the catalogue of the ruleset's own edition.
template <typename Visitor>
void ForEachCell(const Ruleset& ruleset, int code_index, const Visitor& visit) {
  BusinessActivity activity{.code = ruleset.kbli().CodeAt(code_index),
                            .edition = ruleset.data().edition};
  const auto walk = [&](const Scope* scope) {
    ForEachCellOf(scope, activity, [&](std::size_t) { visit(scope, activity); });
  };
  const absl::Span<const Scope> scopes =
      ruleset.data().has_risk_levels ? ruleset.scopes_of(code_index) : absl::Span<const Scope>();
  if (scopes.empty()) walk(nullptr);
  for (const Scope& scope : scopes) walk(&scope);
}

// Calls `visit(scope, scale, page)` for every cell of the matrix that an official page is about: of
// code, scope and scale, wherever the activity lies. By scope, then scale.
template <typename Visitor>
void ForEachOfficialRow(const Ruleset& ruleset, const Visitor& visit) {
  for (const Scope& scope : ruleset.data().scopes) {
    for (BusinessScale scale : kBusinessScales) {
      const OfficialRow* page = ruleset.official_row(scope, scale);
      if (page != nullptr) visit(scope, scale, *page);
    }
  }
}

}  // namespace izin

#endif  // IZIN_CLASSIFIER_CELLS_H_
