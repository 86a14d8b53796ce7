// The sections of a permit's sheet that are read from the ruleset's tables and commitments.

#ifndef IZIN_SERVICE_REVIEW_SHEETS_PERMIT_SECTIONS_H_
#define IZIN_SERVICE_REVIEW_SHEETS_PERMIT_SECTIONS_H_

#include <string>
#include <vector>

#include "classifier/ruleset.h"
#include "service/review/sheets/sheet.h"
#include "service/review/sheets/sheet_words.h"

namespace izin {

// The permit that a sheet is about. REQUIRES: ruleset and permit outlive it.
struct SheetPermit {
  const Ruleset& ruleset;
  const Permit& permit;
  int index = -1;  // among the ruleset's permits; -1: a supporting permit
  SheetWords words;

  // Calls `visit(row, line)` for every row of a table that gives the permit.
  template <typename Visitor>
  void ForEachGrant(const Visitor& visit) const {
    if (index < 0) return;
    for (const DecisionTable& table : ruleset.data().tables) {
      for (const TableRow& row : table.rows) {
        for (const RowPermit& line : row.permits) {
          if (line.permit == index) visit(row, line);
        }
      }
    }
  }

  SheetLine NotHeld() const {
    return {words.Say({"Tidak diketahui dari sumber kami.", "Not known in our sources."}), ""};
  }
};

// Notes of rows, each once, with what its rows ask for that not all rows do. REQUIRES: the rows
// outlive it.
class RowNotes {
 public:
  // A row without a note is one of all rows too.
  void Add(const TableRow& row, const std::string& text, const std::string& basis);
  void AppendTo(const SheetWords& words, std::vector<SheetLine>& lines) const;

 private:
  struct Note {
    std::vector<const TableRow*> rows;
    std::string text;
    std::string basis;
  };
  std::string Where(const Note& note, const SheetWords& words) const;

  std::vector<const TableRow*> all_;
  std::vector<Note> notes_;
};

// The rows of the official pages that name a permit, and the terms that they publish.
struct PermitPages {
  int count = 0;
  int terms = 0;
  int shortest = 0;
  int longest = 0;
};
PermitPages PagesOf(const SheetPermit& of);

// "Tingkat risiko: ...; jangka waktu: ...": of all rows that give the permit.
std::string OpeningOf(const SheetPermit& of);
SheetSection RequirementsSection(const SheetPermit& of);
SheetSection ObligationsSection(const SheetPermit& of);
SheetSection ProcedureSection(const SheetPermit& of);
SheetSection TermSection(const SheetPermit& of);
SheetSection CostSection(const SheetPermit& of);
SheetSection IssuerSection(const SheetPermit& of);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_SHEETS_PERMIT_SECTIONS_H_
