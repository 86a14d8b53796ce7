// Two rulesets compared entry by entry: every table, catalogue, parameter, term, flag, office,
// notice, holiday and text.

#ifndef IZIN_SERVICE_REVIEW_RULE_DIFF_H_
#define IZIN_SERVICE_REVIEW_RULE_DIFF_H_

#include <vector>

#include "izin/internal/bundle.pb.h"
#include "izin/v1/ruleset.pb.h"
#include "service/base/cancellation.h"

namespace izin {

// The entries that differ, list by list in the order of the rules' own message, then in the order
// of the later ruleset; what only the earlier one has comes after. Never empty for two
// fingerprints: whatever decides or is shown is compared, field by field by reflection, so that a
// field which is added to the language of the rules is compared too. So are the sources that a
// ruleset names, which no fingerprint is of; where an entry stands in its file is not.
//
// Of an entry all fields that differ are told, a permit, legal basis or other message in it by its
// own key. One permit of a row that stands where another stood is told as one: "then.permit" from
// KKPR to PKKPR. A list whose entries stand in another order is an entry of the list "order".
//
// `where`, `cells`, `codes`, `possible_codes` and `kbli` are left to RuleTouch.
//
// Ends early, with less than all of it, once `cancellation` is over; null: it is not asked.
std::vector<v1::RuleChange> CompareRules(const internal::CompiledRuleset& from,
                                         const internal::CompiledRuleset& to,
                                         Cancellation* cancellation = nullptr);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_RULE_DIFF_H_
