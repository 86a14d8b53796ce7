// Sheets that an office prints and keeps: the service standard of one permit (standar pelayanan, by
// the components of PermenPANRB 15/2014) and the fact check of one KBLI code (uji fakta).
//
// A sheet is a neutral value, made from a ruleset alone; the writers give it as plain text or as a
// page to print. All functions are pure and thread-safe.

#ifndef IZIN_SERVICE_REVIEW_SHEETS_SHEET_H_
#define IZIN_SERVICE_REVIEW_SHEETS_SHEET_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"
#include "service/request/validate_request.h"

namespace izin {

// A statement and what it rests on: provisions, each with the mark of how far it was checked.
struct SheetLine {
  std::string text;
  std::string basis;  // empty: the line states no rule
};

// In the order in which it is written: lines, table, blanks.
struct SheetSection {
  std::string title;
  std::vector<SheetLine> lines;
  std::vector<std::string> columns;            // headings of `rows`; empty: no table
  std::vector<std::vector<std::string>> rows;  // as many cells as columns, none empty
  std::vector<std::string> blanks;             // what a person writes, an empty line for each
};

struct Sheet {
  std::string office;  // whose sheet it is, at the head of each page; empty: not said
  std::string title;
  std::string subtitle;
  std::string opening;  // one line: risk and term
  std::vector<SheetSection> sections;
  std::string footer;    // the ruleset that the sheet was generated from
  std::string language;  // "id" or "en"
};

// The service standard of `permit`: product, legal basis, requirements, obligations, procedure,
// term, cost, issuing office and complaints. What the ruleset does not hold, the sheet says.
//
// With a region it is the sheet of that region's office, whose name stands at its head and in the
// place of those that a region gives a name to.
//
// REQUIRES: `permit` is one of `ruleset` (Ruleset::FindPermit), and so is `region` unless it is
// null.
Sheet PermitSheet(const Ruleset& ruleset, const Permit& permit, Language language,
                  const Region* region = nullptr);

// Every scenario of a code, as Classify decides it: each scope at each scale that it offers in each
// location, every other input not known; with a region, which is one regency or city, within that.
// A code without scopes, and any code of a ruleset without risk levels, has a scenario for each
// scale and location. Scenarios that are answered alike stand together, in one section.
//
// REQUIRES: `code_index` is in the catalogue of the ruleset's own edition, and `region`, unless it
// is null, is of the ruleset.
Sheet KbliSheet(const Ruleset& ruleset, int code_index, Language language,
                const Region* region = nullptr);

// With a region, both sheets end with what its overlays add, marked as local.

// The region of a ruleset that `text` is the code or, in whatever case, the name of; null: none.
const Region* FindRegion(const Ruleset& ruleset, absl::string_view text);

// Plain text in UTF-8, no line wider than 100 columns.
std::string SheetText(const Sheet& sheet);

// One HTML5 page that needs no other file, to be printed on A4. Everything in `sheet` is escaped.
std::string SheetHtml(const Sheet& sheet);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_SHEETS_SHEET_H_
