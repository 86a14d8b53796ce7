// The JSON of official KBLI pages, as values.
//
// What is wrong with a page becomes a finding with its place; nothing is passed over in silence. A
// page that lacks what its rows are known by (code, edition, scopes, scales, levels) is not taken
// at all, so that nothing of it stands half.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_OFFICIAL_PAGE_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_OFFICIAL_PAGE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/enums.h"
#include "classifier/texts.h"
#include "service/lifecycle/imports/finding.h"
#include "service/lifecycle/imports/page_json.h"

namespace izin {

// A requirement or an obligation.
struct PageDuty {
  PageText text;
  int days = 0;    // Hari; 0 = none published
  int months = 0;  // of Bulan and Tahun
  std::string where;
};

// Who issues, and when.
struct PageOffice {
  std::string office;  // "Gubernur"
  PageText parameter;  // "Seluruh"
  std::string where;
};

// A scope at a scale.
struct PageCell {
  BusinessScale scale = BusinessScale::kUnspecified;
  RiskLevel level = RiskLevel::kUnspecified;
  std::string official_code;  // "56101-02-02"
  // False where the page shows a level and none of what comes with it: it was not read to its end.
  bool has_details = true;
  std::string licence;   // "Sertifikat Standar"; empty: nothing beyond the NIB
  std::string document;  // its name where that differs from the kind
  int term_days = 0;
  std::string validity;   // "5 Tahun"; empty: none
  std::string land_area;  // "10 Ha"; empty: none
  std::vector<PageOffice> offices;
  std::vector<PageDuty> requirements;
  std::vector<PageDuty> obligations;
  std::string where;
};

struct PageScope {
  std::string id;  // the page's own key: labels repeat
  std::string label;
  std::vector<PageCell> cells;
  std::string where;
};

struct OfficialPage {
  std::string path;  // of the file
  std::string code;
  bool is_found = true;  // false: the site has no page for the code
  std::string read_on;   // YYYY-MM-DD; empty: not said
  std::string edition;   // "2025"; empty: without scopes it is not said
  std::string conversion;
  std::vector<std::string> from_2020;
  std::vector<PageScope> scopes;
  // Nothing: the page does not show the list, or not to its end.
  std::optional<std::vector<PageText>> supporting;
  std::optional<std::vector<PageText>> conditions;
};

// The pages in the bytes of a file: one object, or an array of them. Findings stand at `path`.
std::vector<OfficialPage> ReadOfficialPages(const std::string& path, absl::string_view bytes,
                                            Findings& findings);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_OFFICIAL_PAGE_H_
