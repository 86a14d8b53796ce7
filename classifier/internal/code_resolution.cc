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
    } else if (ruleset_.data().edition == KbliEdition::k2025) {
      ConvertForward();
    } else {
      ConvertBack();
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
    bool differ = false;
    for (const Scope& scope : scopes) {
      highest = std::max(highest, scope.level_at[scale]);
      differ = differ || scope.level_at[scale] != scopes.front().level_at[scale];
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
      if (WarnIfSuspect(scope)) break;  // once is enough where none was chosen
    }
  }

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
      decision_.candidates.push_back(
          {.scope = &scope,
           .code = code,
           .level = scope.level_at[static_cast<std::size_t>(activity_.scale)]});
    }
  }

  void ConvertForward() {
    const KbliConversion& table = ruleset_.data().conversion;
    const absl::Span<const KbliCode> successors = table.SuccessorsOf(activity_.code);
    if (activity_.scope.has_value() && successors.size() > 1) {
      Settle(activity_.scope->code);  // the chosen scope chooses among the successors
      WarnOfConversion(activity_.scope->code);
      return;
    }
    if (successors.size() != 1) return Review(successors);
    Settle(successors.front());
    WarnOfConversion(successors.front());
  }

  void ConvertBack() {
    const absl::Span<const KbliCode> predecessors =
        ruleset_.data().conversion.PredecessorsOf(activity_.code);
    if (predecessors.size() != 1) {
      decision_.outcome = Outcome::kCodeReviewRequired;
      return;
    }
    Settle(predecessors.front());
    WarnOfConversion(predecessors.front());
  }

  void WarnOfConversion(KbliCode to) {
    const KbliEntry* from = ruleset_.kbli(activity_.edition).Find(activity_.code.ToString());
    const KbliEntry* entry = ruleset_.kbli().Find(to.ToString());
    const absl::string_view from_code = from == nullptr ? absl::string_view() : from->code;
    const absl::string_view to_code = entry == nullptr ? absl::string_view() : entry->code;
    // The text says what became of the old number, whichever of the two was asked.
    const bool is_forward = ruleset_.data().edition == KbliEdition::k2025;
    if (to != activity_.code) {
      Warn(decision_, EngineNotice::kCodeRenumbered, nullptr, is_forward ? from_code : to_code,
           is_forward ? to_code : from_code);
    }
    const bool is_merged = ruleset_.data().edition == KbliEdition::k2025 &&
                           ruleset_.data().conversion.IsMerged(activity_.code);
    if (is_merged) Warn(decision_, EngineNotice::kCodeMerged, nullptr, from_code, to_code);
  }

  // A person must choose among `successors`.
  void Review(absl::Span<const KbliCode> successors) {
    decision_.outcome = Outcome::kCodeReviewRequired;
    if (!ruleset_.data().has_risk_levels) return;
    for (KbliCode code : successors) {
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
