#include <set>
#include <string>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

constexpr std::size_t kFewest = 5;

// The divisions of a category that have a page at a scale.
std::set<std::string> DivisionsOf(const Checked& in, const KbliCatalogue& kbli,
                                  const AuthorityPatternLine& line) {
  std::set<std::string> divisions;
  for (const OfficialRowLine& page : in.in.official_row()) {
    if (page.scale() != line.scale()) continue;
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(page.code());
    const std::optional<int> index = code.ok() ? kbli.IndexOf(*code) : std::optional<int>();
    if (index.has_value() && kbli.IsUnder(*index, line.kbli()))
      divisions.insert(page.code().substr(0, 2));
  }
  return divisions;
}

}  // namespace

// What many codes agree on says something of a category only if they are of several of its
// divisions.
void CheckPatternDivisions(const Checked& in, RuleIssues& out) {
  const KbliCatalogue* kbli =
      in.out.edition == KbliEdition::k2020 ? in.out.kbli_2020.get() : in.out.kbli_2025.get();
  if (kbli == nullptr) return;
  for (int i = 0; i < in.in.authority_pattern_size(); ++i) {
    const AuthorityPatternLine& line = in.in.authority_pattern(i);
    if (line.kbli().size() != 1 || kbli->Find(line.kbli()) == nullptr) continue;
    const std::size_t divisions = DivisionsOf(in, *kbli, line).size();
    if (divisions >= kFewest) continue;
    in.LineAt(line, in.PathOf("authority_patterns.tsv"), i)
        .AddFollowing(out, {in.PathOf("official_rows.tsv"), in.KbliPath()},
                      absl::StrCat("category ", line.kbli(), " at scale ", line.scale(),
                                   " has official rows of ", divisions, " divisions: want ",
                                   kFewest, " or more"));
  }
}

}  // namespace izin::internal
