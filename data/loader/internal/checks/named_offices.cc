#include <algorithm>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

struct NamedOffice {
  absl::string_view id;
  absl::string_view kind;
  bool is_required = false;
};

// GOVERNOR stands in the province without regencies, LEMBAGA_OSS issues what is automatic; the
// official pages name an office by its kind, where MINISTER means the minister of the sector.
constexpr NamedOffice kNamed[] = {
    {"GOVERNOR", "GOVERNOR", true},
    {"LEMBAGA_OSS", "OSS_INSTITUTION", true},
    {"MINISTER_GENERIC", "MINISTER"},
    {"REGENT_OR_MAYOR", "REGENT_OR_MAYOR"},
    {"KEK_ADMINISTRATOR", "KEK_ADMINISTRATOR"},
    {"KPBPB_AGENCY", "KPBPB_AGENCY"},
    {"ESTATE_MANAGER", "ESTATE_MANAGER"},
};

}  // namespace

void CheckNamedOffices(const Checked& in, RuleIssues& out) {
  for (const NamedOffice& named : kNamed) {
    const auto& offices = in.rules().office();
    const auto it =
        std::find_if(offices.begin(), offices.end(),
                     [&named](const OfficeEntry& entry) { return entry.id() == named.id; });
    if (it == offices.end()) {
      if (!named.is_required) continue;
      in.AddMissing("offices.textproto",
                    absl::StrCat("missing office ", named.id, ": the engine names it"), out);
    } else if (it->kind() != named.kind) {
      in.At(*it).Field("kind").AddError(
          out, absl::StrCat("office ", named.id, " of kind \"", it->kind(), "\": want ", named.kind,
                            ", as which the engine knows it"));
    }
  }
}

}  // namespace izin::internal
