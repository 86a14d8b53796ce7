// What stands on the first screen.

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/cli/answer_text/citations.h"
#include "service/cli/answer_text/sections.h"

namespace izin::cli {
namespace {

using Colour = Page::Colour;

Colour ColourOf(v1::RiskLevel risk) {
  if (risk >= v1::RISK_LEVEL_HIGH) return Colour::kRed;
  return risk == v1::RISK_LEVEL_MEDIUM_HIGH ? Colour::kYellow : Colour::kGreen;
}

// The business licence itself; null where there is none.
const v1::Permit* LicenceOf(const v1::Classification& answer) {
  for (auto permit = answer.permits().rbegin(); permit != answer.permits().rend(); ++permit) {
    if (permit->category() == v1::PERMIT_CATEGORY_LICENCE ||
        permit->category() == v1::PERMIT_CATEGORY_STANDARD_CERTIFICATE)
      return &*permit;
  }
  // At a low risk the NIB is the licence.
  for (const v1::Permit& permit : answer.permits()) {
    if (permit.category() == v1::PERMIT_CATEGORY_IDENTITY) return &permit;
  }
  return nullptr;
}

// "25 hari kerja untuk semua izin; 40 bila berkas diperbaiki".
std::string DaysText(const Sheet& sheet) {
  const Duration& whole = sheet.way.whole;
  std::string text =
      absl::StrCat(whole.is_whole ? "" : sheet.Say({"sedikitnya ", "at least "}), whole.days,
                   sheet.Say({" hari kerja untuk semua izin", " working days for all permits"}));
  if (whole.days_with_repairs > whole.days)
    absl::StrAppend(&text, "; ", whole.days_with_repairs,
                    sheet.Say({" bila berkas diperbaiki", " if papers are repaired"}));
  if (!whole.is_whole) {
    absl::StrAppend(&text, sheet.Say({". Ada izin yang jangka waktunya tidak dipublikasikan",
                                      ". Not every permit has a published term"}));
  }
  return text;
}

// The dates of the whole way; empty where nothing was filed or a year's holidays are not known.
std::string DatesText(const Sheet& sheet) {
  if (sheet.context.date_after == nullptr) return "";
  const auto date = [&sheet](int days) -> std::string {
    const std::optional<absl::CivilDay> day = sheet.context.date_after(days);
    if (!day.has_value()) return "";
    return DateText(absl::FormatCivilTime(*day), sheet.options.is_english);
  };
  const std::string first = date(sheet.way.whole.days);
  const std::string last = date(sheet.way.whole.days_with_repairs);
  if (first.empty()) return "";
  std::string text = absl::StrCat(sheet.Say({". Paling lambat ", ". By "}), first);
  if (!last.empty() && last != first)
    absl::StrAppend(&text, sheet.Say({", atau ", ", or "}), last,
                    sheet.Say({" bila berkas diperbaiki", " if papers are repaired"}));
  return text;
}

void PrintLength(const Sheet& sheet, Page& page) {
  const Duration& whole = sheet.way.whole;
  if (sheet.way.now.empty() || sheet.context.is_basic) return;
  // Where all are issued at once, the list of what to do now says so.
  if (whole.days == 0 && whole.is_whole) return;
  page.Labelled(sheet.Say({"Lama", "How long"}),
                absl::StrCat(DaysText(sheet), DatesText(sheet), "."));
}

// What may be done already, and what not yet.
std::string StagesText(const Sheet& sheet) {
  const v1::StageAssessment& stages = sheet.answer.stages();
  if (stages.may_operate()) return sheet.Say({"Sudah boleh beroperasi.", "May operate."});
  if (!stages.may_prepare())
    return sheet.Say({"Belum boleh persiapan.", "Preparation may not begin yet."});
  return stages.may_build() ? sheet.Say({"Sudah boleh persiapan dan membangun, belum boleh "
                                         "beroperasi.",
                                         "May prepare and build; may not operate yet."})
                            : sheet.Say({"Sudah boleh persiapan, belum boleh beroperasi.",
                                         "May prepare; may not operate yet."});
}

void PrintStages(const Sheet& sheet, Page& page) {
  std::vector<std::string> missing;
  for (const std::string& code : sheet.answer.stages().blocking_permits()) {
    for (const v1::Permit& permit : sheet.answer.permits()) {
      if (permit.code() == code) missing.push_back(ShortNameOf(permit));
    }
  }
  std::string text = StagesText(sheet);
  if (!missing.empty()) {
    absl::StrAppend(&text, sheet.Say({" Penuhi lebih dulu: ", " First needed: "}),
                    Listed(missing, sheet.options.is_english), ".");
  }
  page.Labelled(sheet.Say({"Keadaan", "Now"}), text);
}

std::string OutcomeText(const Sheet& sheet, Page& page) {
  const v1::Classification& answer = sheet.answer;
  const bool is_decided = answer.outcome() == v1::OUTCOME_DECIDED;
  std::string text = page.In(is_decided ? Colour::kGreen : Colour::kRed,
                             sheet.Say(OutcomeWords(answer.outcome())));
  if (answer.risk_level() == v1::RISK_LEVEL_UNSPECIFIED) {
    absl::StrAppend(&text, sheet.Say({", usaha ", ", "}), sheet.Say(ScaleWords(answer.scale())),
                    sheet.Say({"", " business"}));
    return text;
  }
  const bool is_highest = answer.outcome() == v1::OUTCOME_SCOPE_REQUIRED ||
                          answer.outcome() == v1::OUTCOME_CODE_REVIEW_REQUIRED;
  absl::StrAppend(&text, ": ",
                  is_highest ? sheet.Say({"risiko tertinggi ", "highest risk "})
                             : sheet.Say({"risiko ", "risk "}),
                  page.In(ColourOf(answer.risk_level()), sheet.Say(RiskWords(answer.risk_level()))),
                  sheet.Say({" untuk usaha ", " for a "}), sheet.Say(ScaleWords(answer.scale())),
                  sheet.Say({"", " business"}));
  return text;
}

// Who issues the licence. The NIB is always issued by OSS, whoever has the authority.
void PrintOffices(const Sheet& sheet, const v1::Permit& licence, Page& page) {
  const bool is_english = sheet.options.is_english;
  const v1::Authority& authority = sheet.answer.authority();
  const std::string office = OfficeOf(authority, is_english);
  const std::string issuer = OfficeOf(licence.authority(), is_english);
  const bool is_nib = licence.category() == v1::PERMIT_CATEGORY_IDENTITY && issuer != office;
  if (office.empty()) return;
  const std::string mark = VerificationMark(authority.legal_basis(), is_english);
  page.Labelled(
      sheet.Say(is_nib ? Words{"Kewenangan", "Authority"} : Words{"Diterbitkan", "Issued by"}),
      absl::StrCat(office, mark.empty() ? "" : " ", mark));
}

// Permits to get now whose terms read alike.
struct Step {
  std::string term;
  std::vector<std::string> names;
};

std::vector<Step> StepsOf(const Sheet& sheet) {
  constexpr std::size_t kLongName = 45;
  std::vector<Step> steps;
  for (const v1::Permit* permit : sheet.way.now) {
    const std::string& name = NameOf(*permit);
    const std::string term =
        permit->has_processing() ? TermText(permit->processing(), sheet.options.is_english) : "";
    auto step = std::find_if(steps.begin(), steps.end(),
                             [&term](const Step& one) { return one.term == term; });
    if (step == steps.end()) step = steps.insert(steps.end(), {.term = term, .names = {}});
    step->names.push_back(name.size() > kLongName ? ShortNameOf(*permit) : name);
  }
  return steps;
}

}  // namespace

void PrintSummary(const Sheet& sheet, Page& page) {
  const v1::Classification& answer = sheet.answer;
  page.Item(0, page.In(Colour::kBold, absl::StrCat(answer.kbli_code(), "  ")), answer.kbli_title());
  page.Labelled(sheet.Say({"Hasil", "Outcome"}), OutcomeText(sheet, page));
  if (answer.has_scope()) {
    page.Labelled(sheet.Say({"Ruang lingkup", "Scope"}),
                  absl::StrCat(answer.scope().label(), " (", answer.scope().id(), ")"));
  }
  if (const v1::Permit* licence = LicenceOf(answer); licence != nullptr) {
    page.Labelled(sheet.Say({"Perizinan usaha", "Licence"}), NameOf(*licence));
    PrintOffices(sheet, *licence, page);
    PrintLength(sheet, page);
    PrintStages(sheet, page);
  }
  if (sheet.options.shows_all && answer.legal_basis_size() > 0) {
    page.Labelled(sheet.Say({"Dasar risiko", "Risk basis"}),
                  CitationsText(answer.legal_basis(), sheet.options.is_english));
  }
}

void PrintNow(const Sheet& sheet, Page& page) {
  if (sheet.way.now.empty()) return;
  page.Blank();
  page.Heading(sheet.way.now.size() == 1 ? sheet.Say({"Yang dilakukan sekarang", "What to do now"})
                                         : sheet.Say({"Yang dilakukan sekarang, dapat bersamaan",
                                                      "What to do now, side by side"}));
  int number = 1;
  for (const Step& step : StepsOf(sheet)) {
    page.Item(
        2, absl::StrCat(number++, ". "),
        absl::StrCat(sheet.Say({"Urus ", "Get "}), Listed(step.names, sheet.options.is_english),
                     step.term.empty() ? "" : ": ", step.term, "."));
  }
  if (sheet.way.after_them.empty()) return;
  std::vector<std::string> names;
  for (const v1::Permit* permit : sheet.way.after_them) names.push_back(NameOf(*permit));
  page.Text(2, absl::StrCat(sheet.Say({"Sesudah itu urus ", "After that get "}),
                            Listed(names, sheet.options.is_english), "."));
}

void PrintCandidates(const Sheet& sheet, Page& page) {
  if (sheet.answer.candidates().empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Pilihan ruang lingkup (--scope)", "Scopes to choose from (--scope)"}));
  std::size_t id_width = 0;
  std::size_t level_width = 0;
  const auto level_of = [&sheet](const v1::Scope& scope) {
    return scope.risk_level() == v1::RISK_LEVEL_UNSPECIFIED
               ? sheet.Say({"tidak dibuka", "not offered"})
               : sheet.Say(RiskWords(scope.risk_level()));
  };
  for (const v1::Scope& scope : sheet.answer.candidates()) {
    id_width = std::max(id_width, scope.id().size());
    level_width = std::max(level_width, level_of(scope).size());
  }
  const auto padded = [](const std::string& text, std::size_t width) {
    return absl::StrCat(text, std::string(width + 2 - text.size(), ' '));
  };
  for (const v1::Scope& scope : sheet.answer.candidates()) {
    page.Item(2, absl::StrCat(padded(scope.id(), id_width), padded(level_of(scope), level_width)),
              scope.label().empty() ? "-" : scope.label());
  }
}

}  // namespace izin::cli
