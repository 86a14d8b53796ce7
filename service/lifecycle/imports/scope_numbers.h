// Which scope of the matrix a scope of an official page is.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_SCOPE_NUMBERS_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_SCOPE_NUMBERS_H_

#include <string>
#include <vector>

#include "service/lifecycle/imports/finding.h"
#include "service/lifecycle/imports/official_page.h"
#include "service/lifecycle/imports/rule_tables.h"

namespace izin {

// The number of each scope of `page`, in the order of the page. A number once given stays with its
// scope, since scope ids stand in registries and applications:
//
//   1. by the page's own key, where an earlier import kept it (official_scopes.tsv);
//   2. by the label, those of one label in their order;
//   3. by place, where as many are left on both sides and all of them have the same levels, which
//      is a finding;
//   4. else the next number that the code has never had.
std::vector<int> NumberScopes(const OfficialPage& page, RuleTables& tables, Findings& findings);

// "R", "MR", "MT", "T" of a scope of a page at a scale; "" where it does not offer it.
std::string LevelOn(const PageScope& scope, BusinessScale scale);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_SCOPE_NUMBERS_H_
