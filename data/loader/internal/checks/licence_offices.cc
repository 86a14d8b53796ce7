#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/inputs.h"
#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// The kinds that input licence_office has values for.
bool MayIssueLicences(const izin::Office& office) {
  const auto kinds = ValueNames(Input::kLicenceOffice);
  const auto kind = static_cast<std::size_t>(office.kind);
  return kind < kinds.size() && !kinds[kind].empty();
}

void CheckOffice(const izin::Office* office, const Position& position, RuleIssues& out) {
  if (office == nullptr || office->kind == AuthorityKind::kUnspecified) return;  // told before
  if (MayIssueLicences(*office)) return;
  std::vector<absl::string_view> kinds(ValueNames(Input::kLicenceOffice).begin() + 1,
                                       ValueNames(Input::kLicenceOffice).end());
  position.AddError(out, absl::StrCat("office ", office->id, " issues no licences by its kind: ",
                                      "want one of ", absl::StrJoin(kinds, ", ")));
}

}  // namespace

// The table of environmental authority is read by the kind of the office that issues the licence:
// of a row of table AUTHORITY, or of an official page or pattern.
void CheckLicenceOffices(const Checked& in, RuleIssues& out) {
  for (const CheckedRow& checked : in.rows) {
    if (checked.role != TableRole::kAuthority) continue;
    CheckOffice(in.FindOffice(checked.row.then().office()),
                checked.position.Nested("then").Field("office"), out);
  }
  const RulesetData& data = in.out;
  const auto parameters = static_cast<int>(data.authority_parameters.size());
  for (int i = 0; i < std::min(parameters, in.in.authority_parameter_size()); ++i) {
    CheckOffice(in.FindOffice(data.authority_parameters[static_cast<std::size_t>(i)].pair.office),
                in.LineAt(in.in.authority_parameter(i), in.PathOf("authority_parameters.tsv"), i)
                    .Field("authority"),
                out);
  }
  const auto patterns = static_cast<int>(data.authority_patterns.size());
  for (int i = 0; i < std::min(patterns, in.in.authority_pattern_size()); ++i) {
    const Position position =
        in.LineAt(in.in.authority_pattern(i), in.PathOf("authority_patterns.tsv"), i)
            .Field("pattern");
    for (const AuthorityPair& pair : data.authority_patterns[static_cast<std::size_t>(i)].pairs)
      CheckOffice(in.FindOffice(pair.office), position, out);
  }
}

}  // namespace izin::internal
