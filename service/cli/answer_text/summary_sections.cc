// What stands on the first screen.

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

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

std::string DaysText(const Sheet& sheet) {
  const Duration& whole = sheet.way.whole;
  const std::string unit = sheet.Say({" hari kerja", " working days"});
  std::string text =
      absl::StrCat(whole.is_whole ? "" : sheet.Say({"sedikitnya ", "at least "}), whole.days);
  if (whole.days_with_repairs > whole.days) {
    absl::StrAppend(&text, sheet.Say({" sampai ", " to "}), whole.days_with_repairs, unit,
                    sheet.Say({" dengan perbaikan", " with repairs"}));
  } else {
    absl::StrAppend(&text, unit);
  }
  if (!whole.is_whole) {
    absl::StrAppend(&text, sheet.Say({"; ada izin yang jangka waktunya tidak dipublikasikan",
                                      "; a permit on the way has no published term"}));
  }
  return text;
}

// The dates of the whole way; empty where nothing was filed or a year's holidays are not known.
std::string DatesText(const Sheet& sheet) {
  if (sheet.context.date_after == nullptr) return "";
  const std::optional<absl::CivilDay> first = sheet.context.date_after(sheet.way.whole.days);
  const std::optional<absl::CivilDay> last =
      sheet.context.date_after(sheet.way.whole.days_with_repairs);
  if (!first.has_value()) return "";
  std::string text =
      absl::StrCat(sheet.Say({", sampai ", ", until "}), absl::FormatCivilTime(*first));
  if (last.has_value() && *last != *first)
    absl::StrAppend(&text, sheet.Say({" atau ", " or "}), absl::FormatCivilTime(*last));
  return text;
}

void PrintLength(const Sheet& sheet, Page& page) {
  const Duration& whole = sheet.way.whole;
  if (sheet.way.now.empty()) return;
  const std::string label = sheet.Say({"Lama", "How long"});
  if (whole.days == 0 && whole.is_whole) {
    page.Labelled(
        label, sheet.Say({"semua izin terbit otomatis", "every permit is issued automatically"}));
    return;
  }
  page.Labelled(label, absl::StrCat(DaysText(sheet),
                                    sheet.Say({" untuk semua izin yang belum dimiliki",
                                               " for all permits not yet held"}),
                                    DatesText(sheet)));
}

void PrintStages(const Sheet& sheet, Page& page) {
  const v1::StageAssessment& stages = sheet.answer.stages();
  std::vector<std::string> parts;
  if (stages.may_operate()) {
    parts.push_back(sheet.Say({"Sudah boleh beroperasi", "May operate"}));
  } else if (!stages.may_prepare()) {
    parts.push_back(sheet.Say({"Belum boleh persiapan", "Preparation may not begin yet"}));
  } else {
    parts.push_back(stages.may_build() ? sheet.Say({"Sudah boleh persiapan dan membangun",
                                                    "May prepare and build"})
                                       : sheet.Say({"Sudah boleh persiapan", "May prepare"}));
    parts.push_back(sheet.Say({"belum boleh beroperasi", "may not operate yet"}));
  }
  std::string text = absl::StrCat(absl::StrJoin(parts, ", "), ".");
  if (stages.blocking_permits_size() > 0) {
    absl::StrAppend(&text, " ", sheet.Say({"Penuhi lebih dulu: ", "First needed: "}),
                    absl::StrJoin(stages.blocking_permits(), ", "), ".");
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

}  // namespace

void PrintSummary(const Sheet& sheet, Page& page) {
  const v1::Classification& answer = sheet.answer;
  page.Heading(absl::StrCat(answer.kbli_code(), "  ", answer.kbli_title()));
  page.Labelled(sheet.Say({"Hasil", "Outcome"}), OutcomeText(sheet, page));
  if (answer.has_scope()) {
    page.Labelled(sheet.Say({"Ruang lingkup", "Scope"}),
                  absl::StrCat(answer.scope().id(), "  ", answer.scope().label()));
  }
  if (const v1::Permit* licence = LicenceOf(answer); licence != nullptr) {
    page.Labelled(sheet.Say({"Izin usaha", "Licence"}), NameOf(*licence));
    if (!answer.authority().name().empty()) {
      const std::string mark =
          VerificationMark(answer.authority().legal_basis(), sheet.options.is_english);
      page.Labelled(sheet.Say({"Diterbitkan", "Issued by"}),
                    absl::StrCat(answer.authority().name(), mark.empty() ? "" : " ", mark));
    }
    PrintLength(sheet, page);
    PrintStages(sheet, page);
  }
  if (answer.legal_basis_size() > 0) {
    page.Labelled(sheet.Say({"Dasar risiko", "Risk basis"}),
                  CitationsText(answer.legal_basis(), sheet.options.is_english));
  }
}

void PrintNow(const Sheet& sheet, Page& page) {
  if (sheet.way.now.empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Yang dilakukan sekarang", "What to do now"}));
  int number = 1;
  for (const v1::Permit* permit : sheet.way.now) {
    const std::string term =
        permit->has_processing() ? TermText(permit->processing(), sheet.options.is_english) : "";
    page.Item(2, absl::StrCat(number++, ". "),
              absl::StrCat(sheet.Say({"Ajukan ", "Apply for "}), NameOf(*permit),
                           term.empty() ? "" : ": ", term));
  }
  if (sheet.way.now.size() > 1)
    page.Text(5, sheet.Say({"Semuanya dapat diajukan bersamaan.",
                            "All of them can be applied for at once."}));
  if (sheet.way.after_them.empty()) return;
  std::vector<std::string> names;
  for (const v1::Permit* permit : sheet.way.after_them) names.push_back(NameOf(*permit));
  page.Text(2, absl::StrCat(sheet.Say({"Sesudah itu: ", "After that: "}),
                            absl::StrJoin(names, "; "), "."));
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
