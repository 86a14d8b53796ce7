#include "service/reclassify/code_shapes.h"

#include <vector>

namespace izin {
namespace {

using Shape = AnswerShapes::Shape;

// How a code came to its level.
enum class Settled : std::uint8_t {
  kForReview,
  kAbsent,      // from the official snapshot
  kNoScopes,    // and so not licensed here
  kNotOffered,  // at the scale
  kOneLevel,
  kSeveralLevels,  // of which a scope must be chosen
};

void Add(std::uint64_t value, Shape& shape) {
  shape.push_back(static_cast<std::uint32_t>(value));
  shape.push_back(static_cast<std::uint32_t>(value >> 32));
}

void AddPointer(const void* pointer, Shape& shape) {
  Add(reinterpret_cast<std::uintptr_t>(pointer), shape);
}

void AddList(const std::vector<int>& items, Shape& shape) {
  shape.push_back(static_cast<std::uint32_t>(items.size()));
  for (int item : items) shape.push_back(static_cast<std::uint32_t>(item));
}

// What an answer takes from a page; its texts are shown, and no part of a shape.
void AddPage(const OfficialRow& page, Shape& shape) {
  shape.push_back(static_cast<std::uint32_t>(page.permit));
  shape.push_back(static_cast<std::uint32_t>(page.term_days));
  shape.push_back(static_cast<std::uint32_t>(page.pairs.size()));
  for (const AuthorityPair& pair : page.pairs) {
    shape.push_back(static_cast<std::uint32_t>(pair.office));
    shape.push_back(static_cast<std::uint32_t>(pair.parameter));
    shape.push_back(static_cast<std::uint32_t>(pair.condition.kind) << 16 |
                    static_cast<std::uint32_t>(pair.condition.extents) << 8 |
                    (pair.condition.in_province_without_regencies ? 1U : 0U));
  }
  AddList(page.commitments, shape);
}

bool IsForeign(const Decision& answer) { return answer.given.value(Input::kForeign) != 0; }

Settled SettledOf(const Decision& answer) {
  const Ruleset& ruleset = *answer.ruleset;
  if (answer.code_index < 0) return Settled::kForReview;
  if (!ruleset.data().has_risk_levels) return Settled::kOneLevel;
  if (ruleset.IsAbsentFromSnapshot(answer.code_index)) return Settled::kAbsent;
  const absl::Span<const Scope> scopes = ruleset.scopes_of(answer.code_index);
  if (scopes.empty()) return Settled::kNoScopes;
  if (answer.risk_level == RiskLevel::kUnspecified) return Settled::kNotOffered;
  if (answer.scope != nullptr) return Settled::kOneLevel;
  for (const Scope& scope : scopes) {
    const bool is_open = IsForeign(answer) || !scope.only_foreign;
    if (is_open && scope.level_at[static_cast<std::size_t>(answer.scale)] != answer.risk_level)
      return Settled::kSeveralLevels;
  }
  return Settled::kOneLevel;
}

// The scopes that stand for the answer: the chosen one, else those of its level.
bool Stands(const Scope& scope, const Decision& answer) {
  if (answer.scope != nullptr) return answer.scope == &scope;
  return scope.level_at[static_cast<std::size_t>(answer.scale)] == answer.risk_level &&
         (IsForeign(answer) || !scope.only_foreign);
}

}  // namespace

void ReadCodeShape(const Decision& answer, Shape& shape) {
  const Ruleset& ruleset = *answer.ruleset;
  const Settled settled = SettledOf(answer);
  shape.clear();
  AddPointer(&ruleset, shape);
  shape.push_back(static_cast<std::uint32_t>(settled) << 16 |
                  static_cast<std::uint32_t>(answer.scale) << 8 |
                  static_cast<std::uint32_t>(answer.risk_level));
  if (settled < Settled::kOneLevel) return;  // no table was read
  Add(ruleset.kbli_bits(answer.code_index), shape);
  AddPointer(ruleset.small_land(answer.code_index), shape);
  for (const Scope& scope : ruleset.scopes_of(answer.code_index)) {
    if (!Stands(scope, answer)) continue;
    const OfficialRow* page = ruleset.official_row(scope, answer.scale);
    shape.push_back(page == nullptr ? 0 : 1);
    if (page != nullptr) AddPage(*page, shape);
    if (page == nullptr) AddPointer(ruleset.pattern(answer.code_index, answer.scale), shape);
  }
  shape.push_back(2);  // no scope
  const OfficialCode* of_code = ruleset.official_code(answer.code_index);
  if (of_code != nullptr) AddList(of_code->may_apply, shape);
}

}  // namespace izin
