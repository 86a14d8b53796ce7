#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "classifier/activity.h"
#include "classifier/cells.h"
#include "classifier/classify.h"
#include "classifier/enum_names.h"
#include "service/render/render_classification.h"
#include "service/review/sheets/sheet.h"
#include "service/review/sheets/sheet_words.h"

namespace izin {
namespace {

constexpr Phrase kNotKnown = {"tidak diketahui", "not known"};

// Decides every scenario of a code and writes down what was decided.
class KbliSheetBuilder {
 public:
  KbliSheetBuilder(const Ruleset& ruleset, int code_index, Language language)
      : ruleset_(ruleset),
        code_index_(code_index),
        form_({.language = language}),
        words_(ruleset, language) {}

  Sheet Build() {
    const KbliEntry& entry = ruleset_.kbli().EntryAt(code_index_);
    sheet_ = words_.Begin(
        absl::StrCat(words_.Say({"Uji fakta KBLI ", "Fact check of KBLI "}), entry.code, ": ",
                     entry.title),
        absl::StrCat(words_.In(ruleset_.data().title), "; KBLI ", NameOf(ruleset_.data().edition)));
    sheet_.sections.push_back({});  // the preface, once the scenarios are counted
    ForEachCell(ruleset_, code_index_, [&](const Scope* scope, const BusinessActivity& activity) {
      AddScenario(scope, activity);
    });
    sheet_.sections.front() = Preface();
    return std::move(sheet_);
  }

 private:
  SheetSection Preface() const {
    return {
        .title = words_.Say({"Cakupan", "Coverage"}),
        .lines = {{absl::StrCat(words_.Say({"Jumlah skenario: ", "Scenarios: "}), scenarios_), ""},
                  {words_.Say({"Setiap ruang lingkup, pada setiap skala usaha yang tersedia, di "
                               "darat, di laut, dan di kawasan hutan; masukan lain tidak "
                               "diketahui.",
                               "Each scope, at each scale that it offers, on land, at sea and "
                               "in forest area; every other input is not known."}),
                   ""},
                  {words_.Say({"Tanda dalam kurung siku menyatakan sejauh mana dasar itu telah "
                               "diperiksa.",
                               "The mark in square brackets says how far that basis was "
                               "checked."}),
                   ""}}};
  }

  void AddScenario(const Scope* scope, const BusinessActivity& activity) {
    const v1::Classification decided = RenderClassification(Classify(ruleset_, activity), form_);
    SheetSection section{.title = TitleOf(scope, activity)};
    AddOutcome(decided, section);
    AddWarnings(decided, section);
    AddPermits(decided, section);
    section.blanks = {words_.Say({"Diperiksa oleh", "Checked by"}),
                      words_.Say({"Tanggal", "Date"})};
    sheet_.sections.push_back(std::move(section));
  }

  std::string TitleOf(const Scope* scope, const BusinessActivity& activity) {
    std::string title = absl::StrCat(words_.Say({"Skenario ", "Scenario "}), ++scenarios_, ": ");
    if (scope != nullptr) absl::StrAppend(&title, scope->id, " ", scope->label, "; ");
    absl::StrAppend(&title, words_.Title("scale", NameOf(activity.scale)), "; ",
                    words_.Title("location", NameOf(activity.locations.front())));
    return title;
  }

  void AddOutcome(const v1::Classification& decided, SheetSection& section) const {
    const bool has_level = decided.risk_level() != v1::RISK_LEVEL_UNSPECIFIED;
    section.lines.push_back(
        {absl::StrCat(words_.Say({"Hasil: ", "Outcome: "}),
                      words_.Title("outcome", NameOf(static_cast<Outcome>(decided.outcome())))),
         ""});
    section.lines.push_back(
        {absl::StrCat(
             words_.Say({"Tingkat risiko: ", "Risk level: "}),
             has_level
                 ? words_.Title("risk", NameOf(static_cast<RiskLevel>(decided.risk_level())))
                 : words_.Say({"tidak ada dalam himpunan aturan ini", "none in this ruleset"})),
         has_level ? words_.BasisOf(decided.legal_basis()) : ""});
    if (!decided.has_authority()) return;
    const v1::Authority& authority = decided.authority();
    section.lines.push_back(
        {absl::StrCat(
             words_.Say({"Kewenangan perizinan berusaha: ", "Authority of the business licence: "}),
             authority.name()),
         authority.has_legal_basis() ? words_.Basis(authority.legal_basis()) : ""});
  }

  void AddWarnings(const v1::Classification& decided, SheetSection& section) const {
    for (const v1::Warning& warning : decided.warnings()) {
      std::string text = absl::StrCat(words_.Say({"Peringatan ", "Warning "}), warning.code(), ": ",
                                      warning.text().title());
      if (!warning.text().detail().empty()) absl::StrAppend(&text, ". ", warning.text().detail());
      section.lines.push_back({std::move(text), warning.legal_basis().empty()
                                                    ? ""
                                                    : words_.BasisOf(warning.legal_basis())});
    }
  }

  void AddPermits(const v1::Classification& decided, SheetSection& section) const {
    if (decided.permits().empty()) return;
    section.columns = {words_.Say({"Perizinan", "Permit"}), words_.Say({"Flag", "Flag"}),
                       words_.Say({"Jangka waktu", "Term"}),
                       words_.Say({"Kewenangan", "Authority"}),
                       words_.Say({"Dasar hukum", "Legal basis"})};
    for (const v1::Permit& permit : decided.permits()) {
      section.rows.push_back({absl::StrCat(permit.code(), " ", permit.text().title()),
                              FlagOf(permit), TermOf(permit), AuthorityOf(permit),
                              words_.BasisOf(permit.legal_basis())});
    }
  }

  std::string FlagOf(const v1::Permit& permit) const {
    if (permit.may_apply()) return words_.Say(kMayApply);
    const absl::string_view flag = NameOf(static_cast<CommitmentFlag>(permit.flag()));
    return flag.empty() ? words_.Say(kNotKnown) : words_.Title("commitment-flag", flag);
  }

  std::string TermOf(const v1::Permit& permit) const {
    if (!permit.has_processing()) return words_.Say(kNotKnown);
    const v1::Processing& processing = permit.processing();
    std::string term;
    if (processing.automatic()) {
      term = words_.Say(kIssuedAutomatically);
    } else if (processing.working_days() == 0) {
      term = words_.Say({"tidak dipublikasikan", "not published"});
    } else {
      term = absl::StrCat(processing.working_days(), words_.Say({" hari kerja", " working days"}));
      if (processing.working_days_with_repairs() > processing.working_days()) {
        absl::StrAppend(&term, ", ", processing.working_days_with_repairs(),
                        words_.Say({" dengan perbaikan", " with repairs"}));
      }
    }
    if (processing.deemed_approved()) absl::StrAppend(&term, words_.Say(kDeemedApproved));
    return term;
  }

  std::string AuthorityOf(const v1::Permit& permit) const {
    if (!permit.has_authority()) return words_.Say(kNotKnown);
    const v1::Authority& authority = permit.authority();
    if (!authority.has_legal_basis()) return authority.name();
    return absl::StrCat(authority.name(), " (", words_.Basis(authority.legal_basis()), ")");
  }

  const Ruleset& ruleset_;
  int code_index_;
  AnswerForm form_;
  SheetWords words_;
  Sheet sheet_;
  int scenarios_ = 0;
};

}  // namespace

Sheet KbliSheet(const Ruleset& ruleset, int code_index, Language language) {
  return KbliSheetBuilder(ruleset, code_index, language).Build();
}

}  // namespace izin
