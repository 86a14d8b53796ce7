// The comparison of two rulesets as people, spreadsheets and the API read it.

#ifndef IZIN_SERVICE_REVIEW_DIFF_PRINT_H_
#define IZIN_SERVICE_REVIEW_DIFF_PRINT_H_

#include <string>

#include "izin/v1/ruleset.pb.h"
#include "service/review/diff.h"

namespace izin {

// The counts, one a line, then the changes grouped by code: the first `limit` of them, and how many
// more there are. 0 or less = all.
//
//   56101
//     56101-1 MICRO LAND: risk - -> LOW; permits +PKKPR -IZIN_LOKASI; RENAMED
std::string DiffText(const RulesetDiff& diff, int limit);

// All changes, one a line after a line of column names; lists are joined by "|", what is not stated
// is empty, and fields are quoted as RFC 4180 asks. Lines end in "\n".
std::string DiffCsv(const RulesetDiff& diff);

// The changes [first, last), with the counts of all; the token of the next page is the caller's.
// REQUIRES: 0 <= first <= last <= number of changes.
v1::DiffRulesetsResponse ToResponse(const RulesetDiff& diff, int first, int last);

// A comparison that was read over the API, all its pages as one; the number of cells is not known.
RulesetDiff FromResponse(const v1::DiffRulesetsResponse& response);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_DIFF_PRINT_H_
