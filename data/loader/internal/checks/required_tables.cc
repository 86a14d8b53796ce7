#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// What a permit says of who issues it, where a table of authority is to say that.
std::string ReasonOfPermits(const Checked& in, absl::string_view authority) {
  for (const PermitEntry& permit : in.rules().permit()) {
    if (permit.authority() == authority)
      return absl::StrCat("permit ", permit.code(), " has authority ", authority);
  }
  return "";
}

// Why the ruleset needs a table in the role; empty: it does not.
std::string ReasonOf(const Checked& in, TableRole role) {
  switch (role) {
    case TableRole::kAdjust:
    case TableRole::kReporting:
      return in.out.has_risk_levels ? "the ruleset has_risk_levels" : "";
    case TableRole::kAuthorityBase:
      return ReasonOfPermits(in, "BASE");
    case TableRole::kAuthorityEnvironment:
      return ReasonOfPermits(in, "ENVIRONMENT");
    case TableRole::kLicences:
    case TableRole::kLand:
    case TableRole::kSea:
    case TableRole::kForest:
    case TableRole::kEnvironment:
    case TableRole::kBuilding:
    case TableRole::kAuthority:
    case TableRole::kNotes:
      return "every ruleset needs it";
  }
  return "";
}

}  // namespace

// The engine passes over a table that is not there, as if the law asked for nothing.
void CheckRequiredTables(const Checked& in, RuleIssues& out) {
  for (int i = 0; i < kTableRoleCount; ++i) {
    const auto role = static_cast<TableRole>(i);
    if (std::find(in.tables.begin(), in.tables.end(), role) != in.tables.end()) continue;
    const std::string reason = ReasonOf(in, role);
    const std::string path = in.PathOf(FileOf(role));
    if (reason.empty() || out.IsFaulty(path)) continue;
    out.AddError(path, 1, 1, absl::StrCat("no table in role ", Name(role), ": ", reason));
    out.MarkUnread(path);
  }
}

}  // namespace izin::internal
