// What the parts of AssembleOfficialPages share: who issues, the duties, and the cells of the
// tables.

#ifndef IZIN_DATA_LOADER_INTERNAL_OFFICIAL_PAGES_H_
#define IZIN_DATA_LOADER_INTERNAL_OFFICIAL_PAGES_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {

// Stands in a list for an item that the source does not show.
inline constexpr absl::string_view kUnreadable = "UNREADABLE";

// The items of a cell, "A|B|C".
inline std::vector<absl::string_view> Items(absl::string_view list) {
  return absl::StrSplit(list, '|', absl::SkipEmpty());
}

// The title of a line, which must be there in both languages.
template <typename Line>
Bilingual RequiredTitle(const Line& line, const Position& position, RuleIssues& issues) {
  if (line.title_id().empty() || line.title_en().empty())
    position.AddError(issues, "missing title in one of the languages");
  return {.id = line.title_id(), .en = line.title_en()};
}

// The published parameters of authority, whose indices it returns.
IndexByName AssembleAuthorityParameters(Assembly& assembly);
// What the codes of a division, or nearly all of a category, agree on.
void AssembleAuthorityPatterns(Assembly& assembly);
// A category's pattern says nothing of a division with a row that differs. REQUIRES: the official
// rows are read.
void ExceptDivisionsThatDiffer(Assembly& assembly);

// What an import kept of the pages: their scopes, what else they say, the days they were read on.
// REQUIRES: the official rows are read.
void AssembleOfficialSnapshot(Assembly& assembly);

// What all duties of one table have in common.
struct DutySource {
  bool may_apply = false;
  std::vector<izin::Citation> legal_basis;
};

// Turns the duties that pages list into the page commitments of the ruleset. Single-threaded.
// Borrows the assembly.
class PageDuties {
 public:
  // Reads the catalogues of duties; what is wrong with them becomes issues.
  explicit PageDuties(Assembly& assembly);

  // Indices in RulesetData::page_commitments: requirements, then obligations. Adds an issue at
  // `position` for a duty that it cannot read or that no catalogue has.
  std::vector<int> Commitments(absl::string_view requirements, absl::string_view obligations,
                               const DutySource& source, const Position& position);

 private:
  // A duty of a page as it stands there: which, in which list, with which term.
  struct Duty {
    absl::string_view id;
    CommitmentKind kind = CommitmentKind::kUnspecified;
    int working_days = 0;
    int months = 0;
  };

  Duty ReadDuty(absl::string_view item, CommitmentKind kind, const Position& position);
  std::vector<Duty> ReadDuties(absl::string_view list, CommitmentKind kind,
                               const Position& position);
  int CommitmentOf(const Duty& duty, const DutySource& source, const Position& position);

  Assembly& assembly_;
  absl::flat_hash_map<std::string, izin::Commitment> catalogue_;
  IndexByName commitment_by_key_;
};

}  // namespace izin::internal

#endif  // IZIN_DATA_LOADER_INTERNAL_OFFICIAL_PAGES_H_
