#include "classifier/internal/code_resolution.h"

#include <algorithm>
#include <optional>

#include "classifier/internal/warn.h"

namespace izin::internal {
namespace {

// The scopes that stand for the activity, gathered from one code or several.
class Resolution {
 public:
  Resolution(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision)
      : ruleset_(ruleset), activity_(activity), decision_(decision) {}

  void Run() {
    decision_.code = activity_.code;
    decision_.edition = activity_.edition;
    if (activity_.edition == ruleset_.data().edition) {
      Settle(activity_.code);
    } else {
      Convert();
    }
    // Under review the entry is that of the code asked for.
    if (decision_.entry == nullptr)
      decision_.entry = ruleset_.kbli(activity_.edition).Find(activity_.code.ToString());
  }

 private:
  // The code is one of the ruleset's edition.
  void Settle(KbliCode code) {
    const std::optional<int> index = ruleset_.kbli().IndexOf(code);
    if (!index.has_value()) return Review({});
    decision_.code = code;
    decision_.code_index = *index;
    decision_.edition = ruleset_.data().edition;
    decision_.entry = &ruleset_.kbli().EntryAt(*index);
    if (!ruleset_.data().has_risk_levels) {
      decision_.outcome = Outcome::kDecided;
      return;
    }
    if (ruleset_.IsAbsentFromSnapshot(*index)) {
      Warn(decision_, EngineNotice::kCodeNotInSnapshot, nullptr, decision_.entry->code);
      return Review({});
    }
    const absl::Span<const Scope> scopes = ruleset_.scopes_of(*index);
    if (scopes.empty()) {
      decision_.outcome = Outcome::kNotLicensedViaOss;
      return;
    }
    SettleScope(code, scopes);
  }

  void SettleScope(KbliCode code, absl::Span<const Scope> scopes) {
    const auto scale = static_cast<std::size_t>(activity_.scale);
    if (activity_.scope.has_value() && activity_.scope->code == code) {
      for (const Scope& scope : scopes) {
        if (scope.number == activity_.scope->number) decision_.scope = &scope;
      }
    }
    if (decision_.scope != nullptr) {
      decision_.risk_level = decision_.scope->level_at[scale];
      const bool is_offered = decision_.risk_level != RiskLevel::kUnspecified;
      decision_.outcome = is_offered ? Outcome::kDecided : Outcome::kScaleNotOffered;
      WarnIfSuspect(*decision_.scope);
      return;
    }
    RiskLevel highest = RiskLevel::kUnspecified;
    const Scope* first = nullptr;
    bool differ = false;
    for (const Scope& scope : scopes) {
      if (!IsOpen(scope)) continue;
      if (first == nullptr) first = &scope;
      highest = std::max(highest, scope.level_at[scale]);
      differ = differ || scope.level_at[scale] != first->level_at[scale];
    }
    decision_.risk_level = highest;
    if (highest == RiskLevel::kUnspecified) {
      decision_.outcome = Outcome::kScaleNotOffered;
    } else if (differ) {
      decision_.outcome = Outcome::kScopeRequired;
      AddCandidates(code, scopes);
    } else {
      decision_.outcome = Outcome::kDecided;
    }
    for (const Scope& scope : scopes) {
      if (IsOpen(scope) && WarnIfSuspect(scope)) break;  // once is enough where none was chosen
    }
  }

  // To the activity's capital.
  bool IsOpen(const Scope& scope) const { return activity_.foreign || !scope.only_foreign; }

  // True if the scope is suspect and offers the scale.
  bool WarnIfSuspect(const Scope& scope) {
    const bool is_offered =
        scope.level_at[static_cast<std::size_t>(activity_.scale)] != RiskLevel::kUnspecified;
    if (scope.suspect.empty() || !is_offered) return false;
    Warn(decision_, EngineNotice::kSuspectScope, nullptr, scope.id, scope.label);
    return true;
  }

  void AddCandidates(KbliCode code, absl::Span<const Scope> scopes) {
    for (const Scope& scope : scopes) {
      if (!IsOpen(scope)) continue;
      decision_.candidates.push_back(
          {.scope = &scope,
           .code = code,
           .level = scope.level_at[static_cast<std::size_t>(activity_.scale)]});
    }
  }

  // The code is one of the other edition: one counterpart stands for it, several need a person.
  void Convert() {
    const absl::Span<const KbliCode> counterparts = ruleset_.data().conversion.CounterpartsOf(
        activity_.code, activity_.edition, ruleset_.data().edition);
    const bool has_chosen = activity_.scope.has_value() && ruleset_.data().has_risk_levels;
    if (has_chosen && counterparts.size() > 1) {
      Settle(activity_.scope->code);  // the chosen scope chooses among the counterparts
      WarnOfConversion(activity_.scope->code);
      return;
    }
    if (counterparts.size() != 1) return Review(counterparts);
    Settle(counterparts.front());
    WarnOfConversion(counterparts.front());
  }

  void WarnOfConversion(KbliCode applied) {
    const RulesetData& data = ruleset_.data();
    const KbliEntry* entry_asked = ruleset_.kbli(activity_.edition).Find(activity_.code.ToString());
    const KbliEntry* entry_applied = ruleset_.kbli().Find(applied.ToString());
    if (entry_asked == nullptr || entry_applied == nullptr) return;
    // Both texts tell of the old number first, whichever of the two was asked.
    const bool is_old_asked = activity_.edition < data.edition;
    const absl::string_view old_code = (is_old_asked ? entry_asked : entry_applied)->code;
    const absl::string_view new_code = (is_old_asked ? entry_applied : entry_asked)->code;
    if (applied != activity_.code)
      Warn(decision_, EngineNotice::kCodeRenumbered, nullptr, old_code, new_code);
    // Without levels there is no scope that might be another activity's.
    const bool is_merged =
        data.has_risk_levels && data.conversion.KindOf(activity_.code, activity_.edition,
                                                       data.edition) == ConversionKind::kMerged;
    if (is_merged) Warn(decision_, EngineNotice::kCodeMerged, nullptr, old_code, new_code);
  }

  // A person must choose among `counterparts`.
  void Review(absl::Span<const KbliCode> counterparts) {
    decision_.outcome = Outcome::kCodeReviewRequired;
    if (!ruleset_.data().has_risk_levels) return;
    for (KbliCode code : counterparts) {
      const std::optional<int> index = ruleset_.kbli().IndexOf(code);
      if (!index.has_value()) continue;
      const absl::Span<const Scope> scopes = ruleset_.scopes_of(*index);
      if (scopes.empty()) decision_.candidates.push_back({.code = code});
      AddCandidates(code, scopes);
    }
    for (const ScopeCandidate& candidate : decision_.candidates) {
      decision_.risk_level = std::max(decision_.risk_level, candidate.level);
    }
  }

  const Ruleset& ruleset_;
  const BusinessActivity& activity_;
  Decision& decision_;
};

}  // namespace

void ResolveCodeAndLevel(const Ruleset& ruleset, const BusinessActivity& activity,
                         Decision& decision) {
  Resolution(ruleset, activity, decision).Run();
  decision.scale = activity.scale;
}

}  // namespace izin::internal
