#include "data/loader/internal/checks/checks.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace izin::internal {
namespace {

using Check = void (*)(const Checked&, RuleIssues&);

constexpr Check kFirstChecks[] = {CheckRequiredSources, CheckRequiredTables, CheckReferenceKinds};

constexpr Check kChecks[] = {
    CheckEngineNotices,    CheckNamedOffices,  CheckNamedPermits,   CheckRulesetHeader,
    CheckScaleTiers,       CheckLimits,        CheckScoringCells,   CheckTerms,
    CheckBitWidths,        CheckReadableTexts, CheckSortedLines,    CheckKbliTree,
    CheckRegionCodes,      CheckScopeNumbers,  CheckScopeCount,     CheckInputList,
    CheckSetInputs,        CheckRoleInputs,    CheckAssessedInputs, CheckConditionInputs,
    CheckAdjustedInputs,   CheckRowOutcomes,   CheckRowOffices,     CheckRowPermits,
    CheckRowCommitments,   CheckPermitStages,  CheckLicenceOffices, CheckPatternDivisions,
    CheckOfficialLicences, CheckOldDocuments,
};

std::optional<TableRole> RoleByName(absl::string_view name) {
  for (int i = 0; i < kTableRoleCount; ++i) {
    const auto role = static_cast<TableRole>(i);
    if (Name(role) == name) return role;
  }
  return std::nullopt;
}

}  // namespace

std::string FileOf(TableRole role) {
  return absl::StrCat(absl::AsciiStrToLower(Name(role)), ".textproto");
}

std::string Checked::PathOf(absl::string_view file) const {
  return absl::StrCat(folder, "/", file);
}

Position Checked::LineAt(const google::protobuf::Message& line, absl::string_view path,
                         int index) const {
  return positions.Of(line, absl::StrCat(path, ":", index + 2));
}

Position Checked::EntryAt(const google::protobuf::Message& entry, absl::string_view file) const {
  return positions.Of(entry, absl::StrCat(PathOf(file), ":1"));
}

std::string Checked::KbliPath() const {
  return out.edition == KbliEdition::k2020 ? "kbli/2020.tsv" : "kbli/2025.tsv";
}

void Checked::AddMissing(absl::string_view file, std::string message, RuleIssues& issues) const {
  const std::string path = PathOf(file);
  issues.AddFollowing({path}, {.file = path, .message = std::move(message)});
}

const izin::Permit* Checked::FindPermit(absl::string_view code) const {
  const auto it = std::find_if(out.permits.begin(), out.permits.end(),
                               [code](const izin::Permit& permit) { return permit.code == code; });
  return it == out.permits.end() ? nullptr : &*it;
}

const izin::Office* Checked::FindOffice(int index) const {
  const auto at = static_cast<std::size_t>(index);
  return index < 0 || at >= out.offices.size() ? nullptr : &out.offices[at];
}

const izin::Office* Checked::FindOffice(absl::string_view id) const {
  const auto it = std::find_if(out.offices.begin(), out.offices.end(),
                               [id](const izin::Office& office) { return office.id == id; });
  return it == out.offices.end() ? nullptr : &*it;
}

Checked MakeChecked(const CompiledRuleset& in, const RulesetData& out,
                    const PositionIndex& positions, std::string folder) {
  Checked checked{.in = in,
                  .out = out,
                  .positions = positions,
                  .folder = std::move(folder),
                  .rows = {},
                  .tables = {}};
  absl::flat_hash_map<std::string, TableRole> role_of_table;
  for (const Table& table : in.rules().table()) {
    const std::optional<TableRole> role = RoleByName(table.role());
    if (!role.has_value()) continue;
    role_of_table[table.id()] = *role;
    checked.tables.push_back(*role);
  }
  for (const Row& row : in.rules().row()) {
    const auto role = role_of_table.find(row.table());
    if (role == role_of_table.end()) continue;
    checked.rows.push_back(
        {.row = row, .role = role->second, .position = positions.Of(row, row.where())});
  }
  return checked;
}

void RunFirstChecks(const Checked& in, RuleIssues& out) {
  for (Check check : kFirstChecks) check(in, out);
}

void RunChecks(const Checked& in, RuleIssues& out) {
  for (Check check : kChecks) check(in, out);
}

}  // namespace izin::internal
