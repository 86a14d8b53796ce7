#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "classifier/activity.h"
#include "classifier/classify.h"
#include "service/render/render_classification.h"
#include "service/review/sheets/sheet.h"
#include "service/review/sheets/sheet_words.h"

namespace izin {
namespace {

constexpr BusinessScale kScales[] = {BusinessScale::kMicro, BusinessScale::kSmall,
                                     BusinessScale::kMedium, BusinessScale::kLarge};
constexpr LocationType kLocations[] = {LocationType::kLand, LocationType::kSea,
                                       LocationType::kForest};
constexpr const char* kOutcomes[] = {"",
                                     "DECIDED",
                                     "SCOPE_REQUIRED",
                                     "SCALE_NOT_OFFERED",
                                     "NOT_LICENSED_VIA_OSS",
                                     "CODE_REVIEW_REQUIRED",
                                     "REFUSED"};
constexpr SheetPhrase kNotKnown = {"tidak diketahui", "not known"};
constexpr const char* kFlags[] = {"", "COMMITMENT", "NONE", "AUTOMATIC", "COPY_ONLY"};

template <std::size_t N>
const char* At(const char* const (&names)[N], int value) {
  return names[static_cast<std::size_t>(value) < N ? static_cast<std::size_t>(value) : 0];
}

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
    sheet_ =
        words_.Begin(absl::StrCat(words_.Say({"Uji fakta KBLI ", "Fact check of KBLI "}),
                                  entry.code, ": ", entry.title),
                     absl::StrCat(words_.In(ruleset_.data().title), "; KBLI ",
                                  ruleset_.data().edition == KbliEdition::k2020 ? "2020" : "2025"));
    sheet_.sections.push_back({});  // the preface, once the scenarios are counted
    const absl::Span<const Scope> scopes = ruleset_.scopes_of(code_index_);
    if (!ruleset_.data().has_risk_levels || scopes.empty()) {
      AddScales(nullptr);
    } else {
      for (const Scope& scope : scopes) AddScales(&scope);
    }
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

  void AddScales(const Scope* scope) {
    for (BusinessScale scale : kScales) {
      const auto at = static_cast<std::size_t>(scale);
      if (scope != nullptr && scope->level_at[at] == RiskLevel::kUnspecified) continue;
      for (LocationType location : kLocations) AddScenario(scope, scale, location);
    }
  }

  void AddScenario(const Scope* scope, BusinessScale scale, LocationType location) {
    BusinessActivity activity{.code = ruleset_.kbli().CodeAt(code_index_),
                              .edition = ruleset_.data().edition,
                              .scale = scale,
                              .locations = {location}};
    if (scope != nullptr)
      activity.scope = ScopeChoice{.code = activity.code, .number = scope->number};
    const v1::Classification decided = RenderClassification(Classify(ruleset_, activity), form_);
    SheetSection section{.title = TitleOf(scope, scale, location)};
    AddOutcome(decided, section);
    AddWarnings(decided, section);
    AddPermits(decided, section);
    section.blanks = {words_.Say({"Diperiksa oleh", "Checked by"}),
                      words_.Say({"Tanggal", "Date"})};
    sheet_.sections.push_back(std::move(section));
  }

  std::string NameOf(Input input, int value) const {
    return words_.Title(input == Input::kRisk ? "risk" : Name(input),
                        ValueNames(input)[static_cast<std::size_t>(value)]);
  }

  std::string TitleOf(const Scope* scope, BusinessScale scale, LocationType location) {
    std::string title = absl::StrCat(words_.Say({"Skenario ", "Scenario "}), ++scenarios_, ": ");
    if (scope != nullptr) absl::StrAppend(&title, scope->id, " ", scope->label, "; ");
    absl::StrAppend(&title, NameOf(Input::kScale, static_cast<int>(scale)), "; ",
                    NameOf(Input::kLocation, static_cast<int>(location)));
    return title;
  }

  void AddOutcome(const v1::Classification& decided, SheetSection& section) const {
    const bool has_level = decided.risk_level() != v1::RISK_LEVEL_UNSPECIFIED;
    section.lines.push_back(
        {absl::StrCat(words_.Say({"Hasil: ", "Outcome: "}),
                      words_.Title("outcome", At(kOutcomes, decided.outcome()))),
         ""});
    section.lines.push_back(
        {absl::StrCat(words_.Say({"Tingkat risiko: ", "Risk level: "}),
                      has_level ? NameOf(Input::kRisk, decided.risk_level())
                                : words_.Say({"tidak ada dalam himpunan aturan ini",
                                              "none in this ruleset"})),
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
    if (permit.may_apply()) return words_.Say({"mungkin berlaku", "may apply"});
    const char* flag = At(kFlags, permit.flag());
    return *flag == '\0' ? words_.Say(kNotKnown) : words_.Title("commitment-flag", flag);
  }

  std::string TermOf(const v1::Permit& permit) const {
    if (!permit.has_processing()) return words_.Say(kNotKnown);
    const v1::Processing& processing = permit.processing();
    std::string term;
    if (processing.automatic()) {
      term = words_.Say({"terbit otomatis", "issued automatically"});
    } else if (processing.working_days() == 0) {
      term = words_.Say({"tidak dipublikasikan", "not published"});
    } else {
      term = absl::StrCat(processing.working_days(), words_.Say({" hari kerja", " working days"}));
      if (processing.working_days_with_repairs() > processing.working_days()) {
        absl::StrAppend(&term, ", ", processing.working_days_with_repairs(),
                        words_.Say({" dengan perbaikan", " with repairs"}));
      }
    }
    if (processing.deemed_approved())
      absl::StrAppend(&term, words_.Say({"; fiktif positif", "; deemed approved when late"}));
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
