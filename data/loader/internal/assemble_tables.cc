#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/assembly.h"
#include "data/loader/internal/prove_table.h"
#include "data/loader/internal/read_row.h"

namespace izin::internal {
namespace {

constexpr absl::string_view kHitPolicyNames[] = {"COLLECT", "UNIQUE"};
// Rows are compared with each other; the largest table of the law has some dozens.
constexpr std::size_t kMaxRows = 1000;

std::vector<absl::string_view> RoleNames() {
  std::vector<absl::string_view> names;
  names.reserve(kTableRoleCount);
  for (int i = 0; i < kTableRoleCount; ++i) names.push_back(Name(static_cast<TableRole>(i)));
  return names;
}

// True if the rows answer alike: the same outcome, and the same permits with flag and office.
bool AnswerAlike(const TableRow& a, const TableRow& b) {
  return a.refused == b.refused && a.not_licensed == b.not_licensed && a.office == b.office &&
         a.then_land == b.then_land && a.yields_to_page == b.yields_to_page &&
         std::equal(a.permits.begin(), a.permits.end(), b.permits.begin(), b.permits.end(),
                    [](const RowPermit& x, const RowPermit& y) {
                      return x.permit == y.permit && x.flag == y.flag && x.office == y.office &&
                             x.automatic == y.automatic;
                    });
}

void SetOutlines(std::vector<TableRow>& rows) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r].outline = static_cast<int>(r);
    for (std::size_t earlier = 0; earlier < r; ++earlier) {
      if (!AnswerAlike(rows[earlier], rows[r])) continue;
      rows[r].outline = rows[earlier].outline;
      break;
    }
  }
}

void AssembleTable(Assembly& assembly, const Table& entry) {
  const Position position = assembly.positions.Of(entry, entry.where());
  DecisionTable table{.id = entry.id()};
  const std::optional<int> role =
      ResolveName("role", entry.role(), RoleNames(), position.Field("role"), assembly.issues);
  if (!role.has_value()) return;
  table.role = static_cast<TableRole>(*role);
  table.is_unique = ResolveEnum<bool>("hit_policy", entry.hit_policy(), kHitPolicyNames,
                                      position.Field("hit_policy"), assembly.issues);
  table.title = RequiredText("title", entry.title(), position, assembly.issues);
  const bool collects = table.role == TableRole::kNotes || table.role == TableRole::kAdjust;
  if (collects == table.is_unique) {
    position.AddError(assembly.issues,
                      absl::StrCat("table ", entry.id(), ": want hit_policy ",
                                   collects ? "COLLECT" : "UNIQUE", " for role ", entry.role()));
    return;
  }
  std::vector<const Row*> rows;
  for (const Row& row : assembly.rules().row()) {
    if (row.table() != entry.id()) continue;
    rows.push_back(&row);
    table.rows.push_back(ReadRow(assembly, row, table.role));
  }
  if (rows.empty()) {
    position.AddFollowing(assembly.issues, {position.file()},
                          absl::StrCat("table ", entry.id(), " has no rows"));
  }
  if (rows.size() > kMaxRows) {
    position.AddError(assembly.issues, absl::StrCat("table ", entry.id(), " has ", rows.size(),
                                                    " rows: want at most ", kMaxRows));
    return;
  }
  SetOutlines(table.rows);
  if (table.is_unique) ProveTable(assembly, entry, rows, table);
  assembly.out.tables.push_back(std::move(table));
}

}  // namespace

void AssembleTables(Assembly& assembly) {
  absl::flat_hash_set<std::string> ids;
  absl::flat_hash_set<std::string> roles;
  absl::flat_hash_set<std::string> tables;
  for (const Row& row : assembly.rules().row()) {
    const Position position = assembly.positions.Of(row, row.where());
    if (row.id().empty()) position.AddError(assembly.issues, "missing id");
    if (!ids.insert(row.id()).second)
      position.AddError(assembly.issues, absl::StrCat("duplicate row \"", row.id(), "\""));
  }
  for (const Table& table : assembly.rules().table()) {
    const Position position = assembly.positions.Of(table, table.where());
    if (table.id().empty() || !tables.insert(table.id()).second) {
      position.AddError(assembly.issues,
                        absl::StrCat("table \"", table.id(), "\": want an id of its own"));
      continue;
    }
    if (!roles.insert(table.role()).second) {
      position.AddError(assembly.issues, absl::StrCat("a second table in role ", table.role()));
      continue;
    }
    AssembleTable(assembly, table);
  }
}

}  // namespace izin::internal
