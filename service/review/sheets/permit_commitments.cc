#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/review/sheets/permit_sections.h"

namespace izin {
namespace {

bool SpeaksOfFee(const Bilingual& text) { return absl::StrContains(text.id, "PNBP"); }

// When a commitment is due, "" where nothing says it.
std::string Due(const SheetPermit& of, const Commitment& commitment) {
  std::vector<std::string> parts;
  const auto add = [&](int count, Phrase unit) {
    if (count > 0) parts.push_back(absl::StrCat(count, " ", of.words.Say(unit)));
  };
  add(commitment.due_working_days, {"hari kerja", "working days"});
  add(commitment.due_calendar_days, {"hari kalender", "calendar days"});
  add(commitment.due_months, {"bulan", "months"});
  if (!parts.empty() && !of.words.In(commitment.due_after).empty()) {
    absl::StrAppend(&parts.back(), of.words.Say({" setelah ", " after "}),
                    of.words.In(commitment.due_after));
  }
  if (commitment.every_months > 0) {
    parts.push_back(absl::StrCat(of.words.Say({"setiap ", "every "}), commitment.every_months, " ",
                                 of.words.Say({"bulan", "months"})));
  }
  return absl::StrJoin(parts, ", ");
}

// When the rows hold that name a commitment which stands only there.
std::string NamingRows(const SheetPermit& of, int commitment) {
  std::vector<std::string> rows;
  for (const DecisionTable& table : of.ruleset.data().tables) {
    for (const TableRow& row : table.rows) {
      const auto end = row.commitments.end();
      if (std::find(row.commitments.begin(), end, commitment) == end) continue;
      std::string when = of.words.When(row.conditions);
      if (std::find(rows.begin(), rows.end(), when) == rows.end()) rows.push_back(std::move(when));
    }
  }
  return absl::StrJoin(rows, of.words.Say({", atau ", ", or "}));
}

SheetLine LineOf(const SheetPermit& of, int at) {
  const Commitment& commitment = of.ruleset.data().commitments[static_cast<std::size_t>(at)];
  std::string text = absl::StrCat(of.words.In(commitment.title), ".");
  if (!of.words.In(commitment.detail).empty())
    absl::StrAppend(&text, " ", of.words.In(commitment.detail));
  std::vector<std::string> notes;
  if (!commitment.conditions.tests().empty()) {
    notes.push_back(absl::StrCat(of.words.Say({"berlaku bila ", "holds where "}),
                                 of.words.When(commitment.conditions)));
  }
  if (commitment.by_row_only) {
    notes.push_back(absl::StrCat(of.words.Say({"hanya bila ", "only where "}), NamingRows(of, at)));
  }
  if (const std::string due = Due(of, commitment); !due.empty())
    notes.push_back(absl::StrCat(of.words.Say({"batas waktu ", "due "}), due));
  if (commitment.may_apply) notes.emplace_back(of.words.Say(kMayApply));
  if (!notes.empty()) absl::StrAppend(&text, " (", absl::StrJoin(notes, "; "), ")");
  return {std::move(text), of.words.Basis(commitment.legal_basis)};
}

SheetSection Commitments(const SheetPermit& of, Phrase title, bool requirements) {
  SheetSection section{.title = of.words.Say(title)};
  if (of.index >= 0) {
    for (const CommitmentRef& of_permit : of.ruleset.commitments_of(of.index)) {
      const int at = of_permit.index;
      const Commitment& commitment = of.ruleset.data().commitments[static_cast<std::size_t>(at)];
      if ((commitment.kind == CommitmentKind::kRequirement) == requirements)
        section.lines.push_back(LineOf(of, at));
    }
  }
  if (section.lines.empty()) section.lines.push_back(of.NotHeld());
  const int pages = PagesOf(of).count;
  if (pages > 0) {
    section.lines.push_back(
        {absl::StrCat(of.words.Say({"Selain itu menurut kode KBLI, ruang lingkup, dan skala usaha: "
                                    "jumlah baris halaman resmi untuk perizinan ini: ",
                                    "Besides by KBLI code, scope and scale: number of rows of the "
                                    "official pages for this permit: "}),
                      pages),
         of.words.Basis(of.ruleset.data().official_basis)});
  }
  return section;
}

// The fees that official pages name for the permit, each once.
void AddPageFees(const SheetPermit& of, SheetSection& section) {
  const RulesetData& data = of.ruleset.data();
  std::set<std::string> titles;
  for (const OfficialRow& row : data.official_rows) {
    if (of.index < 0 || row.permit != of.index) continue;
    for (int at : row.commitments) {
      const Commitment& commitment = data.page_commitments[static_cast<std::size_t>(at)];
      if (SpeaksOfFee(commitment.title) || SpeaksOfFee(commitment.detail))
        titles.insert(of.words.In(commitment.title));
    }
  }
  for (const std::string& title : titles) {
    section.lines.push_back({absl::StrCat(of.words.Say({"Pada sebagian halaman resmi KBLI: ",
                                                        "On some of the official KBLI pages: "}),
                                          title),
                             of.words.Basis(data.official_basis)});
  }
}

}  // namespace

SheetSection RequirementsSection(const SheetPermit& of) {
  return Commitments(of, {"Persyaratan", "Requirements"}, true);
}

SheetSection ObligationsSection(const SheetPermit& of) {
  return Commitments(of, {"Kewajiban dan pelaporan", "Obligations and reports"}, false);
}

// What speaks of PNBP; the amount is in no ruleset.
SheetSection CostSection(const SheetPermit& of) {
  SheetSection section{.title = of.words.Say({"Biaya/tarif", "Cost"})};
  if (of.index >= 0) {
    for (const CommitmentRef& of_permit : of.ruleset.commitments_of(of.index)) {
      const int at = of_permit.index;
      const Commitment& commitment = of.ruleset.data().commitments[static_cast<std::size_t>(at)];
      if (SpeaksOfFee(commitment.title) || SpeaksOfFee(commitment.detail))
        section.lines.push_back(LineOf(of, at));
    }
  }
  RowNotes notes;
  of.ForEachGrant([&](const TableRow& row, const RowPermit& line) {
    const std::string basis = of.words.Basis(row.legal_basis);
    notes.Add(row, SpeaksOfFee(line.note) ? of.words.In(line.note) : "", basis);
    notes.Add(row, SpeaksOfFee(row.note) ? of.words.In(row.note) : "", basis);
  });
  notes.AppendTo(of.words, section.lines);
  AddPageFees(of, section);
  section.lines.push_back({section.lines.empty()
                               ? of.NotHeld().text
                               : of.words.Say({"Besaran tarif tidak diketahui dari sumber kami.",
                                               "The amount is not known in our sources."}),
                           ""});
  return section;
}

}  // namespace izin
