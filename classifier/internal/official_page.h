// What the official pages say of an answer: who issues the licence, its term, kind and document,
// and what else stands on the page.

#ifndef IZIN_CLASSIFIER_INTERNAL_OFFICIAL_PAGE_H_
#define IZIN_CLASSIFIER_INTERNAL_OFFICIAL_PAGE_H_

#include <cstdint>
#include <vector>

#include "classifier/activity.h"
#include "classifier/decision.h"
#include "classifier/inputs.h"
#include "classifier/internal/run.h"
#include "classifier/ruleset.h"

namespace izin::internal {

// The office that issues the licence, with what is to be said of it.
struct LicenceOffice {
  OfficeChoice choice;
  const Office* overlap = nullptr;  // another office that the page names for the same case
  bool is_confirmed = true;         // false: of a general rule, not of a page of the code
  const AuthorityPattern* pattern = nullptr;  // the general rule, if it is a pattern
};

// Calls `visit(scope, position)` for each scope that stands for the answer: the chosen one, else
// those of the decided level that are open to the capital. Position is the scope's place among
// those of the code.
template <typename Visitor>
void ForEachScope(const Decision& decision, const Visitor& visit) {
  if (decision.code_index < 0) return;
  const absl::Span<const Scope> scopes = decision.ruleset->scopes_of(decision.code_index);
  const auto scale = static_cast<std::size_t>(decision.scale);
  const bool is_foreign = decision.given.value(Input::kForeign) != 0;
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    const bool stands = decision.scope != nullptr
                            ? decision.scope == &scopes[i]
                            : scopes[i].level_at[scale] == decision.risk_level &&
                                  (is_foreign || !scopes[i].only_foreign);
    if (stands) visit(scopes[i], i);
  }
}

// What the office depends on beside the tables.
struct PageQuery {
  const BusinessActivity& activity;
  const Facts& facts;
  int assumed_parameter = -1;  // a published parameter read as named, whatever the activity names
};

// Above the extent rule `row`: the page's office, then what the codes of the division, then those
// of the category agree on. Without a chosen scope the highest office of the scopes; `offices`, if
// not null, is given the offices of all of them, each once.
LicenceOffice OfficeByPage(const Decision& decision, const PageQuery& query, const TableRow& row,
                           std::vector<const Office*>* offices = nullptr);

// The same for one scope.
LicenceOffice OfficeOfScope(const Decision& decision, const Scope& scope, const PageQuery& query,
                            const TableRow& row);

// False if the pages of all scopes name one office each, whatever the extent.
bool MayReadExtent(const Decision& decision);

// True if the activity names the pair's parameter, or the query assumes it.
bool IsNamed(const Ruleset& ruleset, const AuthorityPair& pair, const PageQuery& query);

// The governor where a regent or mayor would stand in the province without regency authority.
int OfficeInRegion(const Ruleset& ruleset, int office, const Facts& facts);

// Gives the licence among the permits its page's kind, term and document.
void ReadLicencePage(Run& run);

// The permits that may apply by the page, and its special conditions as warnings.
void CollectPageExtras(Decision& decision, const BusinessActivity& activity);

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_OFFICIAL_PAGE_H_
