#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "classifier/enum_names.h"
#include "service/review/sheets/permit_sections.h"
#include "service/review/sheets/sheet.h"
#include "service/review/sheets/sheet_words.h"

namespace izin {
namespace {

// What is to be told who holds a document of an earlier ruleset that stands for this permit.
void AddOldDocuments(const SheetPermit& of, SheetSection& section) {
  for (const OldDocument& document : of.ruleset.data().old_documents) {
    const std::vector<int>& permits = document.stands_for;
    if (std::find(permits.begin(), permits.end(), of.index) == permits.end()) continue;
    section.lines.push_back(
        {absl::StrCat(of.words.Say({"Bila sudah memegang dokumen lama: ",
                                    "Whoever holds an earlier document: "}),
                      of.words.In(document.title),
                      of.words.Say({" (kode dokumen lama: ", " (code of the earlier document: "}),
                      document.held, of.words.Say({", himpunan aturan ", ", ruleset "}),
                      document.of_ruleset, ")"),
         of.words.Basis(document.legal_basis)});
  }
}

SheetSection ProductSection(const SheetPermit& of) {
  SheetSection section{.title = of.words.Say({"Produk pelayanan", "Service product"})};
  section.lines.push_back({of.words.In(of.permit.title), of.words.Basis(of.permit.legal_basis)});
  const absl::string_view category = NameOf(of.permit.category);
  if (!category.empty()) {
    section.lines.push_back({absl::StrCat(of.words.Say({"Jenis: ", "Category: "}),
                                          of.words.Title("permit-category", category)),
                             ""});
  }
  const absl::string_view stage = NameOf(of.permit.required_before);
  if (!stage.empty()) {
    section.lines.push_back(
        {absl::StrCat(of.words.Say({"Diperlukan sebelum tahap: ", "Needed before the stage: "}),
                      of.words.Title("stage", stage)),
         ""});
  }
  if (!of.permit.oss_code.empty()) {
    section.lines.push_back(
        {absl::StrCat(of.words.Say({"Kode OSS: ", "OSS code: "}), of.permit.oss_code), ""});
  }
  AddOldDocuments(of, section);
  return section;
}

// Every provision once: those of the permit, then those of the rows that give it.
SheetSection LegalBasisSection(const SheetPermit& of) {
  SheetSection section{.title = of.words.Say({"Dasar hukum", "Legal basis"})};
  const auto add = [&](const std::vector<Citation>& citations) {
    for (const Citation& citation : citations) {
      std::string text = of.words.Cited(citation.regulation, citation.provision);
      std::string mark = of.words.Mark(citation);
      if (!citation.url.empty()) absl::StrAppend(&mark, " ", citation.url);
      const bool is_new = std::none_of(
          section.lines.begin(), section.lines.end(),
          [&](const SheetLine& line) { return line.text == text && line.basis == mark; });
      if (is_new) section.lines.push_back({std::move(text), std::move(mark)});
    }
  };
  add(of.permit.legal_basis);
  of.ForEachGrant([&](const TableRow& row, const RowPermit&) { add(row.legal_basis); });
  if (section.lines.empty()) section.lines.push_back(of.NotHeld());
  return section;
}

SheetSection ComplaintsSection(const SheetPermit& of) {
  SheetSection section{.title = of.words.Say({"Penanganan pengaduan, saran, dan masukan",
                                              "Complaints, suggestions and feedback"})};
  section.lines.push_back(
      {of.words.Say(
           {"Himpunan aturan ini tidak memuat saluran pengaduan; kantor mengisi salurannya "
            "sendiri di bawah ini.",
            "This ruleset holds no complaint channel; the office fills in its own below."}),
       ""});
  section.blanks = {of.words.Say({"Saluran pengaduan", "Complaint channel"})};
  return section;
}

int IndexOf(const RulesetData& data, const Permit& permit) {
  for (std::size_t i = 0; i < data.permits.size(); ++i) {
    if (&data.permits[i] == &permit) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

Sheet PermitSheet(const Ruleset& ruleset, const Permit& permit, Language language,
                  const Region* region) {
  const SheetPermit of{.ruleset = ruleset,
                       .permit = permit,
                       .index = IndexOf(ruleset.data(), permit),
                       .words = SheetWords(ruleset, language, region)};
  Sheet sheet =
      of.words.Begin(absl::StrCat(of.words.Say({"Standar pelayanan: ", "Service standard: "}),
                                  of.words.In(permit.title)),
                     absl::StrCat(of.words.In(ruleset.data().title), "; ",
                                  of.words.Say({"menurut komponen PermenPANRB 15/2014",
                                                "by the components of PermenPANRB 15/2014"})));
  sheet.opening = OpeningOf(of);
  sheet.sections = {ProductSection(of),     LegalBasisSection(of), RequirementsSection(of),
                    ObligationsSection(of), ProcedureSection(of),  TermSection(of),
                    CostSection(of),        IssuerSection(of),     ComplaintsSection(of)};
  AddLocalSection(ruleset, region, permit.code, language, sheet);
  return sheet;
}

}  // namespace izin
