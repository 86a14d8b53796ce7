// The named checks of the compiler: what the engine takes for granted of a ruleset.
//
// Each is one function in a file of its own, checks/<name>.cc, and looks at one thing only. It runs
// over what was read and over what could be resolved of it, whether or not other faults were found,
// and tells every fault with its place. A ruleset that passes all of them can be asked anything
// without a read outside an array, a row that is not there or a loop that does not end.
//
// A check must bear what another one refuses: an index that could not be resolved is -1, a table
// may be missing, a list empty.

#ifndef IZIN_DATA_LOADER_INTERNAL_CHECKS_CHECKS_H_
#define IZIN_DATA_LOADER_INTERNAL_CHECKS_CHECKS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/ruleset_data.h"
#include "data/loader/rule_issue.h"
#include "data/loader/textproto.h"
#include "izin/internal/bundle.pb.h"

namespace izin::internal {

// A row of a table with the role of that table and where the row stands.
struct CheckedRow {
  const Row& row;
  TableRole role = TableRole::kNotes;
  Position position;
};

// The file that holds the table in a role, as far as nothing else is said: "land.textproto".
std::string FileOf(TableRole role);

// What is checked. Borrows all of it.
struct Checked {
  const CompiledRuleset& in;
  const RulesetData& out;  // as far as it could be resolved
  const PositionIndex& positions;
  std::string folder;             // "rulesets/pp28-2025"
  std::vector<CheckedRow> rows;   // those whose table has a role
  std::vector<TableRole> tables;  // the role of each table of the source that has one

  const RuleFile& rules() const { return in.rules(); }
  // The path of a file of the ruleset: "rulesets/pp28-2025/land.textproto".
  std::string PathOf(absl::string_view file) const;
  // The catalogue of codes of the ruleset's own edition.
  std::string KbliPath() const;
  // Where an entry that keeps its place stands.
  template <typename Entry>
  Position At(const Entry& entry) const {
    return positions.Of(entry, entry.where());
  }
  // Where a line of a table stands, from 0 below the header of `path`.
  Position LineAt(const google::protobuf::Message& line, absl::string_view path, int index) const;
  // Where the header of the ruleset, or another entry of `file` without a place of its own, stands.
  Position EntryAt(const google::protobuf::Message& entry, absl::string_view file) const;
  // A fault of `file`, of the ruleset, that lacks an entry: none if it could not be read whole.
  void AddMissing(absl::string_view file, std::string message, RuleIssues& issues) const;
  // The permit that a code names, or null.
  const izin::Permit* FindPermit(absl::string_view code) const;
  // The office that an index or id names, or null.
  const izin::Office* FindOffice(int index) const;
  const izin::Office* FindOffice(absl::string_view id) const;
};

// `in` as it was read, `out` as it was resolved.
Checked MakeChecked(const CompiledRuleset& in, const RulesetData& out,
                    const PositionIndex& positions, std::string folder);

// Runs what needs the header of the ruleset alone, before anything else is resolved: what is
// missing is a cause, and marked as unread.
void RunFirstChecks(const Checked& in, RuleIssues& out);
// Runs every other check below.
void RunChecks(const Checked& in, RuleIssues& out);

// ---- what must be there, checked first
void CheckRequiredSources(const Checked& in, RuleIssues& out);
void CheckRequiredTables(const Checked& in, RuleIssues& out);
void CheckReferenceKinds(const Checked& in, RuleIssues& out);

// ---- what must be in them
void CheckEngineNotices(const Checked& in, RuleIssues& out);
void CheckNamedOffices(const Checked& in, RuleIssues& out);
void CheckNamedPermits(const Checked& in, RuleIssues& out);

// ---- what is shown
void CheckReadableTexts(const Checked& in, RuleIssues& out);

// ---- the ruleset and its amounts
void CheckRulesetHeader(const Checked& in, RuleIssues& out);
void CheckScaleTiers(const Checked& in, RuleIssues& out);
void CheckLimits(const Checked& in, RuleIssues& out);
void CheckScoringCells(const Checked& in, RuleIssues& out);
void CheckTerms(const Checked& in, RuleIssues& out);
void CheckBitWidths(const Checked& in, RuleIssues& out);

// ---- codes, scopes and lines of tables
void CheckSortedLines(const Checked& in, RuleIssues& out);
void CheckKbliTree(const Checked& in, RuleIssues& out);
void CheckRegionCodes(const Checked& in, RuleIssues& out);
void CheckScopeNumbers(const Checked& in, RuleIssues& out);
void CheckScopeCount(const Checked& in, RuleIssues& out);

// ---- decision tables
void CheckInputList(const Checked& in, RuleIssues& out);
void CheckSetInputs(const Checked& in, RuleIssues& out);
void CheckRoleInputs(const Checked& in, RuleIssues& out);
void CheckAssessedInputs(const Checked& in, RuleIssues& out);
void CheckConditionInputs(const Checked& in, RuleIssues& out);
void CheckAdjustedInputs(const Checked& in, RuleIssues& out);
void CheckRowOutcomes(const Checked& in, RuleIssues& out);
void CheckRowOffices(const Checked& in, RuleIssues& out);
void CheckRowPermits(const Checked& in, RuleIssues& out);
void CheckRowCommitments(const Checked& in, RuleIssues& out);

// ---- catalogues and official pages
void CheckPermitStages(const Checked& in, RuleIssues& out);
void CheckOldDocuments(const Checked& in, RuleIssues& out);
void CheckLicenceOffices(const Checked& in, RuleIssues& out);
void CheckPatternDivisions(const Checked& in, RuleIssues& out);
void CheckOfficialLicences(const Checked& in, RuleIssues& out);

}  // namespace izin::internal

#endif  // IZIN_DATA_LOADER_INTERNAL_CHECKS_CHECKS_H_
