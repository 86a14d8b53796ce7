// What an import changes beside its tables: the day of the snapshot, and patterns that no longer
// hold.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_SNAPSHOT_DATE_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_SNAPSHOT_DATE_H_

#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"
#include "service/lifecycle/imports/finding.h"
#include "service/lifecycle/imports/rule_tables.h"

namespace izin {

// YYYY-MM-DD, a day that exists.
bool IsDate(absl::string_view text);

// Dates the ruleset by the oldest page behind it, once every code of the matrix has one: until then
// the older date of `base` stands, so that no row is said to be newer than it is. Codes that the
// snapshot now has are no longer named as absent. Whatever of the header it cannot mend is a
// finding.
void DateSnapshot(const Ruleset& base, RuleTables& tables, Findings& findings);

// Takes out each pattern of a division that an official row contradicts: it said what all of them
// have in common.
void DropContradictedPatterns(RuleTables& tables);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_SNAPSHOT_DATE_H_
