// What a change of rules does to everything: over all cells of code, scope, scale and location, and
// entry by entry of the rules.

#ifndef IZIN_SERVICE_REVIEW_DIFF_H_
#define IZIN_SERVICE_REVIEW_DIFF_H_

#include <map>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

#include "classifier/ruleset.h"
#include "izin/internal/bundle.pb.h"
#include "izin/v1/ruleset.pb.h"
#include "izin/v1/ruleset_change.pb.h"
#include "service/review/ruleset_changes.h"

namespace izin {

// The changes by code, scope number, scale and location. A code that must be reviewed stands before
// the cells of its number as a change of nothing but `kbli_code`; the same number may stand twice,
// first for the earlier edition.
struct RulesetDiff {
  std::string from;  // "rulesets/pp28-2025@<fingerprint>"
  std::string to;
  RulesetChanges changes;
  int cells = 0;            // compared
  int codes_to_review = 0;  // of either edition; among `changes`
  int risk_raised = 0;
  int risk_lowered = 0;
  std::map<v1::ReformKind, int> by_kind;  // changes that amount to it; none: not listed
  // Entries of the rules that differ, with what they touch (CompareRules). Empty where the answers
  // alone were compared.
  std::vector<v1::RuleChange> rule_changes;
};

// A ruleset and what it was compiled from, which must be of one fingerprint.
struct ComparedRuleset {
  const Ruleset& ruleset;
  const internal::CompiledRuleset& rules;
};

// Compares the answers of both rulesets for every code of the later one's edition, with its scope,
// at every scale, on land, at sea and in forest; nothing else is known. A scope that is open to
// foreign capital alone, in each ruleset that has it, is asked with foreign capital, which is
// large.
//
// Of another edition, a code is compared with the one that became it, and it alone: with its own
// number where that is one of several, else with the first. A code of the earlier edition that
// became several or none, and a code of the later one that no single code became, must be reviewed.
//
// Of one edition, the earlier ruleset answers with the scope too, where it has it; a scope that
// only the earlier one has stands beside those of the later one, which answers without it. Takes
// less than a second in a release build.
RulesetDiff DiffRulesets(const Ruleset& from, const Ruleset& to);

// The same with the rules, entry by entry.
RulesetDiff DiffRulesets(const ComparedRuleset& from, const ComparedRuleset& to);

// The same for somebody who may leave: CANCELLED within milliseconds after `is_cancelled` says so.
absl::StatusOr<RulesetDiff> DiffRulesets(const ComparedRuleset& from, const ComparedRuleset& to,
                                         absl::FunctionRef<bool()> is_cancelled);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_DIFF_H_
