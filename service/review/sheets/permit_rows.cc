#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"

#include "classifier/enum_names.h"
#include "service/review/sheets/permit_sections.h"
#include "service/review/sheets/term_range.h"

namespace izin {
namespace {

std::string Days(const SheetPermit& of, const RowPermit& line, int days) {
  if (line.automatic) return of.words.Say(kIssuedAutomatically);
  if (days > 0) return absl::StrCat(days);
  return line.term_from_official_row
             ? of.words.Say({"menurut halaman resmi KBLI", "by the official KBLI page"})
             : of.words.Say({"tidak dipublikasikan", "not published"});
}

bool IsSame(const Conditions::Test& a, const Conditions::Test& b) {
  return a.input == b.input && a.any_of == b.any_of && a.none_of == b.none_of;
}

bool Holds(absl::Span<const Conditions::Test> tests, const Conditions::Test& test) {
  return std::any_of(tests.begin(), tests.end(),
                     [&test](const Conditions::Test& other) { return IsSame(test, other); });
}

// What every one of the rows, of which there is one, asks for.
std::vector<Conditions::Test> SharedTests(const std::vector<const TableRow*>& rows) {
  std::vector<Conditions::Test> shared;
  for (const Conditions::Test& test : rows.front()->conditions.tests()) {
    if (std::all_of(rows.begin(), rows.end(), [&test](const TableRow* row) {
          return Holds(row->conditions.tests(), test);
        })) {
      shared.push_back(test);
    }
  }
  return shared;
}

// The levels at which a row may hold, as bits.
std::uint64_t RisksOf(const TableRow& row) {
  std::uint64_t risks = ~std::uint64_t{0};
  for (const Conditions::Test& test : row.conditions.tests()) {
    if (test.input == Input::kRisk) risks &= test.any_of & ~test.none_of;
  }
  return risks;
}

// Of a permit that no row gives: how many codes name it as one that may apply.
SheetLine Possible(const SheetPermit& of) {
  int codes = 0;
  for (const OfficialCode& code : of.ruleset.data().official_codes) {
    for (int at : code.supporting) {
      if (&of.ruleset.data().supporting_permits[static_cast<std::size_t>(at)] == &of.permit)
        ++codes;
    }
  }
  return {absl::StrCat(of.words.Say({"Tidak ada baris aturan yang memberikannya; jangka waktunya "
                                     "tidak diketahui dari sumber kami. Jumlah kode KBLI yang "
                                     "halaman resminya menyebutnya mungkin berlaku: ",
                                     "No row of a rule gives it; its term is not known in our "
                                     "sources. Number of KBLI codes whose official page names it "
                                     "as one that may apply: "}),
                       codes),
          codes > 0 ? of.words.Basis(of.ruleset.data().official_basis) : ""};
}

// True if a row of a table of authority is about the permit.
bool IsAbout(const SheetPermit& of, TableRole role, const TableRow& row) {
  if (role != TableRole::kAuthorityBase) return true;
  Facts facts;
  facts.Set(Input::kPermit, of.permit.authority_key);
  const absl::Span<const Conditions::Test> tests = row.conditions.tests();
  return std::all_of(tests.begin(), tests.end(), [&](const Conditions::Test& test) {
    return test.input != Input::kPermit || Conditions::Holds(test, facts);
  });
}

void AddIssuers(const SheetPermit& of, TableRole role, SheetSection& section, RowNotes& notes) {
  const DecisionTable* table = of.ruleset.table(role);
  if (table == nullptr) return;
  for (const TableRow& row : table->rows) {
    if (row.office < 0 || !IsAbout(of, role, row)) continue;
    std::string when = of.words.When(row.conditions, Input::kPermit);
    if (row.yields_to_page) {
      absl::StrAppend(&when, of.words.Say({"; kecuali halaman resmi KBLI menyebut kantor lain",
                                           "; unless the official KBLI page names another"}));
    }
    const std::string basis = of.words.Basis(row.legal_basis);
    section.rows.push_back(
        {of.words.NameOf(of.ruleset.office(row.office)), std::move(when), basis});
    notes.Add(row, of.words.In(row.note), basis);
  }
}

}  // namespace

void RowNotes::Add(const TableRow& row, const std::string& text, const std::string& basis) {
  if (all_.empty() || all_.back() != &row) all_.push_back(&row);
  if (text.empty()) return;
  for (Note& note : notes_) {
    if (note.text != text || note.basis != basis) continue;
    if (note.rows.back() != &row) note.rows.push_back(&row);
    return;
  }
  notes_.push_back({{&row}, text, basis});
}

void RowNotes::AppendTo(const SheetWords& words, std::vector<SheetLine>& lines) const {
  for (const Note& note : notes_)
    lines.push_back({absl::StrCat(note.text, Where(note, words)), note.basis});
}

// " (berlaku bila ...)"; empty if it holds for all rows.
std::string RowNotes::Where(const Note& note, const SheetWords& words) const {
  if (note.rows.size() == all_.size()) return "";
  Conditions own;
  const std::vector<Conditions::Test> of_all = SharedTests(all_);
  for (const Conditions::Test& test : SharedTests(note.rows)) {
    if (test.input != Input::kPermit && !Holds(of_all, test)) own.Add(test);
  }
  if (own.tests().empty())
    return words.Say({" (hanya pada sebagian keadaan)", " (in some of the circumstances only)"});
  return absl::StrCat(words.Say({" (berlaku bila ", " (holds where "}), words.When(own), ")");
}

std::string OpeningOf(const SheetPermit& of) {
  std::uint64_t risks = 0;
  TermRange terms;
  of.ForEachGrant([&](const TableRow& row, const RowPermit& line) {
    risks |= RisksOf(row);
    if (line.automatic) {
      terms.AddAutomatic();
    } else if (line.working_days > 0 || !line.term_from_official_row) {
      terms.Add(line.working_days);
    } else {
      const PermitPages pages = PagesOf(of);
      terms.Add(pages.shortest);
      if (pages.terms > 0) terms.Add(pages.longest);
    }
  });
  std::string term =
      absl::StrCat(of.words.Say({"Jangka waktu: ", "Term: "}), terms.Text(of.words), ".");
  if (!of.ruleset.data().has_risk_levels || risks == 0) return term;
  std::vector<std::string> levels;
  for (const RiskLevel level :
       {RiskLevel::kLow, RiskLevel::kMediumLow, RiskLevel::kMediumHigh, RiskLevel::kHigh}) {
    if ((risks >> static_cast<int>(level) & 1) != 0)
      levels.push_back(of.words.Title("risk", NameOf(level)));
  }
  const std::string risk = levels.size() == 4
                               ? of.words.Say({"semua", "every"})
                               : absl::StrJoin(levels, of.words.Say({" atau ", " or "}));
  return absl::StrCat(of.words.Say({"Tingkat risiko: ", "Risk level: "}), risk, ". ", term);
}

PermitPages PagesOf(const SheetPermit& of) {
  PermitPages pages;
  for (const OfficialRow& row : of.ruleset.data().official_rows) {
    if (of.index < 0 || row.permit != of.index) continue;
    ++pages.count;
    if (row.term_days == 0) continue;
    pages.shortest = pages.terms == 0 ? row.term_days : std::min(pages.shortest, row.term_days);
    pages.longest = std::max(pages.longest, row.term_days);
    ++pages.terms;
  }
  return pages;
}

SheetSection ProcedureSection(const SheetPermit& of) {
  SheetSection section{.title = of.words.Say(
                           {"Sistem, mekanisme, dan prosedur", "System, mechanism and procedure"})};
  if (!of.words.In(of.permit.detail).empty())
    section.lines.push_back({of.words.In(of.permit.detail), of.words.Basis(of.permit.legal_basis)});
  RowNotes notes;
  of.ForEachGrant([&](const TableRow& row, const RowPermit& line) {
    const std::string basis = of.words.Basis(row.legal_basis);
    notes.Add(row, of.words.In(line.note), basis);
    notes.Add(row, of.words.In(row.note), basis);
  });
  notes.AppendTo(of.words, section.lines);
  if (section.lines.empty()) section.lines.push_back(of.NotHeld());
  return section;
}

SheetSection TermSection(const SheetPermit& of) {
  SheetSection section{.title = of.words.Say({"Jangka waktu penyelesaian", "Term"})};
  of.ForEachGrant([&](const TableRow& row, const RowPermit& line) {
    section.rows.push_back(
        {of.words.When(row.conditions), Days(of, line, line.working_days),
         Days(of, line, line.working_days_with_repairs),
         line.deemed_approved ? of.words.Say({"ya", "yes"}) : of.words.Say({"tidak", "no"}),
         of.words.Basis(row.legal_basis)});
  });
  if (section.rows.empty()) {
    section.lines.push_back(Possible(of));
    return section;
  }
  section.columns = {of.words.Say({"Berlaku bila", "Holds where"}),
                     of.words.Say({"Hari kerja", "Working days"}),
                     of.words.Say({"Dengan perbaikan", "With repairs"}),
                     of.words.Say({"Fiktif positif", "Deemed approved when late"}),
                     of.words.Say({"Dasar hukum", "Legal basis"})};
  if (const PermitPages pages = PagesOf(of); pages.terms > 0) {
    section.lines.push_back(
        {absl::StrCat(of.words.Say({"Halaman resmi KBLI memuat jangka waktu ",
                                    "The official KBLI pages publish terms from "}),
                      pages.shortest, of.words.Say({" sampai ", " to "}), pages.longest,
                      of.words.Say({" hari; jumlah barisnya: ", " days; number of rows: "}),
                      pages.terms),
         of.words.Basis(of.ruleset.data().official_basis)});
  }
  return section;
}

SheetSection IssuerSection(const SheetPermit& of) {
  SheetSection section{.title = of.words.Say({"Kantor penerbit", "Issuing office"})};
  RowNotes notes;
  switch (of.permit.issued_by) {
    case IssuedBy::kFixedOffice:
      if (of.permit.office >= 0) {
        section.rows.push_back({of.words.NameOf(of.ruleset.office(of.permit.office)),
                                of.words.Say({"selalu", "always"}),
                                of.words.Basis(of.permit.legal_basis)});
      }
      break;
    case IssuedBy::kLicenceOffice:
      AddIssuers(of, TableRole::kAuthority, section, notes);
      break;
    case IssuedBy::kBaseTable:
      AddIssuers(of, TableRole::kAuthorityBase, section, notes);
      break;
    case IssuedBy::kEnvironmentTable:
      AddIssuers(of, TableRole::kAuthorityEnvironment, section, notes);
      break;
  }
  of.ForEachGrant([&](const TableRow& row, const RowPermit& line) {
    if (line.office < 0) return;
    section.rows.push_back({of.words.NameOf(of.ruleset.office(line.office)),
                            of.words.When(row.conditions), of.words.Basis(row.legal_basis)});
  });
  notes.AppendTo(of.words, section.lines);
  if (section.rows.empty()) {
    section.lines.push_back(of.NotHeld());
    return section;
  }
  section.columns = {of.words.Say({"Kantor", "Office"}),
                     of.words.Say({"Berlaku bila", "Holds where"}),
                     of.words.Say({"Dasar hukum", "Legal basis"})};
  return section;
}

}  // namespace izin
