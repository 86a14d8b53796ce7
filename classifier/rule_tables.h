// The decision tables of a ruleset: what their rows give.

#ifndef IZIN_CLASSIFIER_RULE_TABLES_H_
#define IZIN_CLASSIFIER_RULE_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/decision_table.h"
#include "classifier/element_at.h"
#include "classifier/enums.h"
#include "classifier/inputs.h"
#include "classifier/texts.h"

namespace izin {

// A permit as a row gives it.
struct RowPermit {
  int permit = -1;  // in RulesetData::permits
  CommitmentFlag flag = CommitmentFlag::kUnspecified;
  int working_days = 0;
  int working_days_with_repairs = 0;
  bool automatic = false;
  bool deemed_approved = false;
  bool term_from_official_row = false;
  int office = -1;     // instead of the catalogue's
  int held_with = -1;  // in RulesetData::permits: whoever holds that one holds this one too
  Bilingual note;
};

// When a row holds, and what it then says.
struct TableRow {
  std::string id;
  std::string where;  // "land.textproto:42"
  Conditions conditions;
  std::vector<RowPermit> permits;
  bool refused = false;
  bool not_licensed = false;
  bool then_land = false;
  bool yields_to_page = false;   // of AUTHORITY: what the official page says stands above it
  int office = -1;               // in RulesetData::offices
  std::vector<int> notices;      // in RulesetData::notices
  std::vector<int> commitments;  // in RulesetData::commitments
  std::optional<Input> adjusted_input;
  int adjusted_value = 0;
  Bilingual note;
  std::vector<Citation> legal_basis;
  Verification weakest = Verification::kUnspecified;  // of legal_basis
  int outline = 0;  // rows of one table that give the same permits, flags and offices share it
};

// What the engine asks a table for. A ruleset has at most one table in a role.
enum class TableRole : std::uint8_t {
  kAdjust,
  kLicences,
  kLand,
  kSea,
  kForest,
  kEnvironment,
  kBuilding,
  kAuthority,
  kAuthorityBase,
  kAuthorityEnvironment,
  kReporting,
  kNotes,
};
inline constexpr int kTableRoleCount = static_cast<int>(TableRole::kNotes) + 1;
// The role as rule files write it: "AUTHORITY_BASE".
inline absl::string_view Name(TableRole role) {
  constexpr absl::string_view kNames[] = {"ADJUST",         "LICENCES",
                                          "LAND",           "SEA",
                                          "FOREST",         "ENVIRONMENT",
                                          "BUILDING",       "AUTHORITY",
                                          "AUTHORITY_BASE", "AUTHORITY_ENVIRONMENT",
                                          "REPORTING",      "NOTES"};
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == kTableRoleCount);
  return kNames[static_cast<std::size_t>(role)];
}

// UNIQUE: exactly one row holds, and `index` finds it. Else every row that matches holds.
struct DecisionTable {
  std::string id;
  TableRole role = TableRole::kNotes;
  bool is_unique = false;
  Bilingual title;
  std::vector<TableRow> rows;
  UniqueTable index;  // empty where it is not unique

  // The row of a cell of `index`; null if it has none.
  const TableRow* RowAt(int cell) const { return ElementAt(rows, index.RowOf(cell)); }
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_RULE_TABLES_H_
