#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// The fields of `then` that the engine reads of a row of a table in a role.
absl::string_view FieldsOf(TableRole role) {
  switch (role) {
    case TableRole::kAdjust:
      return "adjust warning";
    case TableRole::kLicences:
      return "permit refused not_licensed warning commitment";
    case TableRole::kLand:
    case TableRole::kSea:
    case TableRole::kEnvironment:
    case TableRole::kBuilding:
      return "permit none refused warning commitment";
    case TableRole::kForest:
      return "permit none refused warning commitment then_land";
    case TableRole::kAuthority:
      return "office yields_to_page";
    case TableRole::kAuthorityBase:
    case TableRole::kAuthorityEnvironment:
      return "office";
    case TableRole::kReporting:
      return "none commitment";
    case TableRole::kNotes:
      return "refused warning";
  }
  return "";
}

void CheckFields(const CheckedRow& checked, RuleIssues& out) {
  const RowOutcome& then = checked.row.then();
  const std::vector<absl::string_view> read = absl::StrSplit(FieldsOf(checked.role), ' ');
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  then.GetReflection()->ListFields(then, &fields);
  for (const google::protobuf::FieldDescriptor* field : fields) {
    if (std::find(read.begin(), read.end(), field->name()) != read.end()) continue;
    checked.position.Nested("then")
        .Field(field->name(), field->is_repeated() ? 0 : -1)
        .AddError(out, absl::StrCat("row ", checked.row.id(), ": `", field->name(),
                                    "` says nothing in a table of role ", Name(checked.role),
                                    ": want of ", FieldsOf(checked.role)));
  }
}

void CheckTogether(const CheckedRow& checked, bool has_risk_levels, RuleIssues& out) {
  const RowOutcome& then = checked.row.then();
  const auto tell = [&](absl::string_view what) {
    checked.position.Nested("then").AddError(out,
                                             absl::StrCat("row ", checked.row.id(), ": ", what));
  };
  const bool has_permits = then.permit_size() > 0;
  if (checked.role == TableRole::kLicences) {
    if (!has_permits && !then.not_licensed() && !then.refused())
      tell("no permit: want the licences, `not_licensed` or `refused`");
    if (has_permits && then.not_licensed()) tell("both `not_licensed` and permits");
  }
  if (then.commitment_size() > 0 && !has_permits && checked.role != TableRole::kReporting)
    tell("a commitment without a permit: it stands only where a permit of the row does");
  if (then.yields_to_page() && !has_risk_levels)
    tell("yields_to_page: the ruleset has no scopes, and so no official pages");
}

}  // namespace

// What a row says and the engine does not read would be law that is not applied.
void CheckRowOutcomes(const Checked& in, RuleIssues& out) {
  for (const CheckedRow& checked : in.rows) {
    CheckFields(checked, out);
    CheckTogether(checked, in.out.has_risk_levels, out);
  }
}

}  // namespace izin::internal
