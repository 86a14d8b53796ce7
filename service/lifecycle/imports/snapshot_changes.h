// What an import changed of the tables, entry by entry and field by field.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_SNAPSHOT_CHANGES_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_SNAPSHOT_CHANGES_H_

#include <string>
#include <vector>

#include "service/lifecycle/imports/rule_tables.h"

namespace izin {

struct SnapshotChange {
  enum class Kind { kNew, kGone, kChanged };

  Kind kind = Kind::kChanged;
  std::string table;  // "official_rows.tsv"
  std::string entry;  // "56101-1 SMALL"
  std::string field;  // of kChanged: "term_days"
  std::string from;   // of kChanged; of a list what is no longer on it, "A|B"
  std::string to;     // of a list what is new on it
  bool is_list = false;

  // "berubah  official_rows.tsv  56101-1 SMALL  term_days: 14 -> 10"
  std::string ToString(bool is_english) const;
};

// By table and entry. A list whose items only stand in another order is one change, from all to
// all.
std::vector<SnapshotChange> ChangesBetween(const RuleTables& before, const RuleTables& after);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_SNAPSHOT_CHANGES_H_
