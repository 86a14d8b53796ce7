// A plain table of risk levels, as an office keeps it: CSV with a header.
//
//   kbli,edition,scope,scale,risk,office
//   56101,2020,1,mikro,MR,Bupati/Walikota
//
// `scope` is a number, or a label (scopes of a code are then numbered as they come); empty = the
// whole code. Scales and levels may be words, names of the API or the letters of the matrix. An
// office may be empty, or several with their parameters: "Seluruh=Gubernur|PMA=Menteri".

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_PLAIN_TABLE_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_PLAIN_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/enums.h"
#include "service/lifecycle/imports/finding.h"
#include "service/lifecycle/imports/official_page.h"

namespace izin {

struct PlainRow {
  std::string kbli;
  std::string edition;  // "2020"
  int scope = 1;
  std::string label;
  BusinessScale scale = BusinessScale::kUnspecified;
  RiskLevel level = RiskLevel::kUnspecified;
  std::vector<PageOffice> offices;
  int line = 0;  // from 1
};

// The rows of `content`, delimited by comma, semicolon or tab. A row with a fault is a finding that
// names its line and column and is left out, and so is a second row of one scope and scale. A
// header without one of the columns is a finding of the whole file.
std::vector<PlainRow> ReadPlainTable(const std::string& path, absl::string_view content,
                                     Findings& findings);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_PLAIN_TABLE_H_
