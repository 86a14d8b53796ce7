#include "service/review/diff.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/types/span.h"

#include "classifier/cells.h"
#include "classifier/classify.h"
#include "service/base/cancellation.h"
#include "service/render/change.h"
#include "service/review/rule_diff.h"
#include "service/review/rule_touch.h"

namespace izin {
namespace {

class RulesetComparison {
 public:
  // `touch`, which may be null, sees every pair of answers. Ends early once `cancellation`, which
  // may be null, is over.
  RulesetComparison(const Ruleset& from, const Ruleset& to, RuleTouch* touch,
                    Cancellation* cancellation)
      : from_(from),
        to_(to),
        is_one_edition_(from.data().edition == to.data().edition),
        touch_(touch),
        cancellation_(cancellation) {
    diff_.from = from.versioned_name();
    diff_.to = to.versioned_name();
    before_.edition = from.data().edition;
    after_.edition = to.data().edition;
  }

  RulesetDiff Run() {
    int earlier = 0;
    for (int i = 0; i < to_.kbli().subclass_count() && !IsOver(); ++i) {
      const KbliCode code = to_.kbli().CodeAt(i);
      for (; earlier < from_.kbli().subclass_count() && from_.kbli().CodeAt(earlier) <= code;
           ++earlier)
        ReviewEarlier(from_.kbli().CodeAt(earlier));
      CompareCode(code, i);
    }
    for (; earlier < from_.kbli().subclass_count(); ++earlier)
      ReviewEarlier(from_.kbli().CodeAt(earlier));
    return std::move(diff_);
  }

 private:
  bool IsOver() const { return cancellation_ != nullptr && cancellation_->IsOver(); }

  // What a code of the earlier edition became. REQUIRES: two editions.
  absl::Span<const KbliCode> LaterOf(KbliCode code) const {
    return to_.data().conversion.CounterpartsOf(code, from_.data().edition, to_.data().edition);
  }

  // The code whose earlier answer a code of the later edition is compared with; nothing if no code
  // became it alone.
  std::optional<KbliCode> EarlierOf(KbliCode code) const {
    if (is_one_edition_) return code;
    const absl::Span<const KbliCode> all =
        to_.data().conversion.CounterpartsOf(code, to_.data().edition, from_.data().edition);
    for (KbliCode earlier : all) {  // its own number first
      if (LaterOf(earlier).size() == 1) return earlier;
    }
    return std::nullopt;
  }

  void ReviewEarlier(KbliCode code) {
    if (!is_one_edition_ && LaterOf(code).size() != 1) Review(code);
  }

  void Review(KbliCode code) {
    ++diff_.codes_to_review;
    diff_.changes.AddReview(code);
  }

  void CompareCode(KbliCode code, int index) {
    const std::optional<KbliCode> earlier = EarlierOf(code);
    if (!earlier.has_value()) return Review(code);
    before_.code = *earlier;
    after_.code = code;
    for (const Scope* scope : ScopesOf(index)) {
      if (IsOver()) return;
      CompareScope(index, scope);
    }
  }

  // By number, those of both rulesets; one null for a code without.
  std::vector<const Scope*> ScopesOf(int index) const {
    if (!to_.data().has_risk_levels || to_.scopes_of(index).empty()) return {nullptr};
    std::vector<const Scope*> scopes;
    for (const Scope& scope : to_.scopes_of(index)) scopes.push_back(&scope);
    for (const Scope& scope : EarlierScopesOf(after_.code)) {
      if (to_.FindScope(index, scope.number) == nullptr) scopes.push_back(&scope);
    }
    std::sort(scopes.begin(), scopes.end(),
              [](const Scope* a, const Scope* b) { return a->number < b->number; });
    return scopes;
  }

  // Those that the earlier ruleset can be asked with: of its own edition.
  absl::Span<const Scope> EarlierScopesOf(KbliCode code) const {
    const std::optional<int> index = from_.kbli().IndexOf(code);
    if (!is_one_edition_ || !from_.data().has_risk_levels || !index.has_value()) return {};
    return from_.scopes_of(*index);
  }

  void CompareScope(int index, const Scope* scope) {
    ChooseScope(index, scope);
    ForEachPlace(after_, [&](std::size_t place) {
      if (after_.foreign && !CanAsk(scope, after_.scale)) return;
      Classify(to_, after_, later_);
      if (touch_ != nullptr) touch_->Visit(index, earlier_[place], later_);
      Take(CompareAnswers(earlier_[place], later_), index, scope);
    });
  }

  // Each ruleset is asked with the scope if it has it, and both with the same capital.
  void ChooseScope(int index, const Scope* scope) {
    std::optional<ScopeChoice> earlier;
    after_.scope.reset();
    bool is_foreign = scope != nullptr;
    if (scope != nullptr) {
      const ScopeChoice choice{.code = after_.code, .number = scope->number};
      if (const Scope* own = to_.FindScope(index, scope->number); own != nullptr) {
        after_.scope = choice;
        is_foreign = is_foreign && own->only_foreign;
      }
      for (const Scope& other : EarlierScopesOf(before_.code)) {
        if (other.number != scope->number) continue;
        earlier = choice;
        is_foreign = is_foreign && other.only_foreign;
      }
    }
    after_.foreign = is_foreign;
    ClassifyBefore(earlier, is_foreign);
  }

  // Fills the earlier answers of the code, unless they are those of the same scope already.
  void ClassifyBefore(const std::optional<ScopeChoice>& scope, bool is_foreign) {
    const bool is_same =
        before_.code == answered_ && before_.scope == scope && before_.foreign == is_foreign;
    if (is_same) return;
    answered_ = before_.code;
    before_.scope = scope;
    before_.foreign = is_foreign;
    ForEachPlace(before_, [&](std::size_t place) { Classify(from_, before_, earlier_[place]); });
  }

  void Take(CellChange change, int index, const Scope* scope) {
    ++diff_.cells;
    if (!change.is_change()) return;
    diff_.risk_raised += change.is_risk_raised() ? 1 : 0;
    diff_.risk_lowered += change.is_risk_lowered() ? 1 : 0;
    for (v1::ReformKind kind : change.reforms) ++diff_.by_kind[kind];
    diff_.changes.Add({.code = after_.code,
                       .category = to_.kbli().CategoryOf(index),
                       .scope_id = scope == nullptr ? std::string() : scope->id,
                       .scale = after_.scale,
                       .location = after_.locations.front()},
                      std::move(change));
  }

  const Ruleset& from_;
  const Ruleset& to_;
  const bool is_one_edition_;
  RuleTouch* const touch_;
  Cancellation* const cancellation_;
  BusinessActivity before_;
  BusinessActivity after_;
  KbliCode answered_;                          // whose answers `earlier_` holds
  std::array<Decision, kPlaceCount> earlier_;  // by place
  Decision later_;
  RulesetDiff diff_;
};

}  // namespace

RulesetDiff DiffRulesets(const Ruleset& from, const Ruleset& to) {
  return RulesetComparison(from, to, nullptr, nullptr).Run();
}

RulesetDiff DiffRulesets(const ComparedRuleset& from, const ComparedRuleset& to) {
  return *DiffRulesets(from, to, [] { return false; });
}

absl::StatusOr<RulesetDiff> DiffRulesets(const ComparedRuleset& from, const ComparedRuleset& to,
                                         absl::FunctionRef<bool()> is_cancelled) {
  Cancellation cancellation(is_cancelled);
  std::vector<v1::RuleChange> rule_changes = CompareRules(from.rules, to.rules, &cancellation);
  RuleTouch touch(from.ruleset, to.ruleset, rule_changes, &cancellation);
  RulesetDiff diff = RulesetComparison(from.ruleset, to.ruleset, &touch, &cancellation).Run();
  if (!cancellation.is_over()) touch.Finish();
  if (cancellation.is_over()) return absl::CancelledError("the caller went away");
  diff.rule_changes = std::move(rule_changes);
  return diff;
}

}  // namespace izin
