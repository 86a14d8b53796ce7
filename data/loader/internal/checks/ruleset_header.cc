#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

bool IsNameCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
}

// The id is part of resource names and pins, and the name of the folder; so no two rulesets of one
// data folder can have the same.
void CheckId(const Checked& in, const RulesetHeader& header, const Position& position,
             RuleIssues& out) {
  const std::string& id = header.id();
  if (id.empty()) return;  // told where it is read
  if (!std::all_of(id.begin(), id.end(), IsNameCharacter)) {
    position.Field("id").AddError(
        out, absl::StrCat("id \"", id, "\": want letters, digits, '-', '_' and '.' only"));
  } else if (in.folder != absl::StrCat("rulesets/", id)) {
    position.Field("id").AddError(
        out, absl::StrCat("id \"", id, "\": want the name of its folder, ", in.folder));
  }
}

void CheckDates(const Checked& in, const RulesetHeader& header, const Position& position,
                RuleIssues& out) {
  const RulesetData& data = in.out;
  if (data.effective_to.has_value() && *data.effective_to < data.effective_from) {
    position.Field("effective_to")
        .AddError(out, absl::StrCat("effective_to \"", header.effective_to(),
                                    "\" before effective_from \"", header.effective_from(), "\""));
  }
  for (int i = 0; i < header.gap_size(); ++i) {
    // Dates in this form are in the order of their text.
    if (header.gap(i).from() <= header.gap(i).to()) continue;
    position.Nested("gap", i).AddError(
        out, absl::StrCat("a gap from \"", header.gap(i).from(), "\" to \"", header.gap(i).to(),
                          "\": want it to end on or after its first day"));
  }
}

void CheckProvince(const Checked& in, const RulesetHeader& header, const Position& position,
                   RuleIssues& out) {
  const std::string& province = header.province_without_regencies();
  if (province.empty() || in.out.regions.empty()) return;
  const bool is_known =
      province.size() == 2 &&
      std::any_of(in.out.regions.begin(), in.out.regions.end(),
                  [&province](const Region& region) { return region.code == province; });
  if (is_known) return;
  position.Field("province_without_regencies")
      .AddFollowing(out, {"reference/regions.tsv"},
                    absl::StrCat("province_without_regencies \"", province,
                                 "\": want a province of reference/regions.tsv"));
}

}  // namespace

void CheckRulesetHeader(const Checked& in, RuleIssues& out) {
  for (const RulesetHeader& header : in.rules().ruleset()) {
    const Position position = in.EntryAt(header, "ruleset.textproto");
    CheckId(in, header, position, out);
    CheckDates(in, header, position, out);
    CheckProvince(in, header, position, out);
  }
}

}  // namespace izin::internal
