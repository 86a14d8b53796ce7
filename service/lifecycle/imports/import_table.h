// A plain table of risk levels as a ruleset of its own, on the rules of another.
//
// This is how a matrix that an office holds becomes answers: that of PP 5/2021 (KBLI 2020) for
// 2021-02-02 to 2025-06-04. The table gives levels and, where it has them, offices; every other
// rule is that of the base. A table is no official page: its lines are marked SECONDARY at best,
// and the rules of a base that was not in force at the time, or that reads other codes, UNVERIFIED.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_IMPORT_TABLE_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_IMPORT_TABLE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"

#include "classifier/ruleset.h"
#include "classifier/texts.h"
#include "service/lifecycle/imports/finding.h"
#include "service/lifecycle/imports/plain_table.h"
#include "service/lifecycle/imports/rule_tables.h"

namespace izin {

// The ruleset that a table becomes.
struct TableImport {
  std::string id;  // "pp5-2021"
  Bilingual title;
  std::string effective_from;               // YYYY-MM-DD
  std::string effective_to;                 // YYYY-MM-DD; empty = still in force
  std::string regulation;                   // "PP 5/2021"
  std::string provision;                    // "Lampiran I"
  std::string verification = "UNVERIFIED";  // or SECONDARY
  std::string as_of;                        // YYYY-MM-DD: the day of the table; empty: not known
};

// What is wrong with `how`; OK if nothing. InvalidArgument with the flag, the value and what was
// expected.
absl::Status CheckTableImport(const TableImport& how);

// Makes `tables`, which are those of `base`, the ruleset of `rows`: codes that their edition lacks
// and rows of another edition than the first are findings. InvalidArgument if no row is left.
// REQUIRES: CheckTableImport(how) is OK.
absl::Status ImportTable(absl::Span<const PlainRow> rows, const std::string& path,
                         const TableImport& how, const Ruleset& base, RuleTables& tables,
                         Findings& findings);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_IMPORT_TABLE_H_
