// What a comparison speaks of, by name.

#ifndef IZIN_SERVICE_REVIEW_DIFF_NAMES_H_
#define IZIN_SERVICE_REVIEW_DIFF_NAMES_H_

#include "classifier/ruleset.h"
#include "izin/v1/ruleset.pb.h"
#include "service/request/validate_request.h"
#include "service/review/diff.h"

namespace izin {

// Adds to `response` the names of the permits, commitments, offices, warnings and sectors that
// `diff` names anywhere, each once: of the later ruleset where that has it.
void AddNames(const RulesetDiff& diff, const Ruleset& from, const Ruleset& to, Language language,
              v1::DiffRulesetsResponse& response);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_DIFF_NAMES_H_
