// The comparison of two rulesets as spreadsheets and the API read it.

#ifndef IZIN_SERVICE_REVIEW_DIFF_PRINT_H_
#define IZIN_SERVICE_REVIEW_DIFF_PRINT_H_

#include <string>

#include "izin/v1/ruleset.pb.h"
#include "service/review/diff.h"

namespace izin {

// The changes of the answers, one a line after a line of column names; lists are joined by "|",
// what is not stated is empty, and fields are quoted as RFC 4180 asks. A difference is written
// "permit/PKKPR working_days: 25 -> 30". Lines end in "\n". The rules themselves are not among it.
std::string DiffCsv(const v1::DiffRulesetsResponse& diff);

// How many items the pages of a comparison give: its changes, then those of the rules.
int ItemsOf(const RulesetDiff& diff);

// The items [first, last), with the counts of all. The token of the next page and the names are the
// caller's. REQUIRES: 0 <= first <= last <= ItemsOf(diff).
v1::DiffRulesetsResponse ToResponse(const RulesetDiff& diff, int first, int last);

// All items.
v1::DiffRulesetsResponse ToResponse(const RulesetDiff& diff);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_DIFF_PRINT_H_
