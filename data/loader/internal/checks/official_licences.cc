#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// Where the kind of licence that a page names differs from that of the level, the page stands: what
// it names takes the place of a licence, and is issued by the office of the licence.
void CheckOfficialLicences(const Checked& in, RuleIssues& out) {
  for (int i = 0; i < in.in.official_row_size(); ++i) {
    const OfficialRowLine& line = in.in.official_row(i);
    const izin::Permit* permit = in.FindPermit(line.licence());
    if (permit == nullptr) continue;  // told where it is read
    const bool is_licence = permit->category == PermitCategory::kIdentity ||
                            permit->category == PermitCategory::kLicence ||
                            permit->category == PermitCategory::kStandardCertificate;
    if (is_licence) continue;
    in.LineAt(line, in.PathOf("official_rows.tsv"), i)
        .Field("licence")
        .AddError(out, absl::StrCat("licence \"", line.licence(),
                                    "\": want a permit of category IDENTITY, LICENCE or ",
                                    "STANDARD_CERTIFICATE"));
  }
}

}  // namespace izin::internal
