// Official pages, put into the tables of a ruleset.
//
// What a page says takes the place of what the tables said of its code; codes without a page stay
// as they are. What was added by hand beside the page stays too: short labels of scopes, marks of
// suspect ones, restated texts. The mark OFFICIAL_SNAPSHOT is given to nothing but what a page
// says, and the date of the snapshot is that of the oldest page behind it.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_IMPORT_PAGES_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_IMPORT_PAGES_H_

#include <string>
#include <vector>

#include "absl/types/span.h"

#include "classifier/ruleset.h"
#include "service/lifecycle/imports/finding.h"
#include "service/lifecycle/imports/official_page.h"
#include "service/lifecycle/imports/rule_tables.h"

namespace izin {

struct PageImport {
  bool is_complete = false;  // the pages are all there are: what has none is gone
  std::string read_on;       // YYYY-MM-DD, of pages that do not say it
};

struct PagesTaken {
  int pages = 0;
  int rows = 0;    // scopes at a scale
  int kept = 0;    // codes with rows and without a page, which stay as they were
  int quoted = 0;  // texts that became entries of their own
};

// Takes `pages` into `tables`, which are those of `base`. Everything that was not taken as it
// stands is a finding.
PagesTaken ImportPages(absl::Span<const OfficialPage> pages, const PageImport& how,
                       const Ruleset& base, RuleTables& tables, Findings& findings);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_IMPORT_PAGES_H_
