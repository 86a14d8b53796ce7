// What is not known, what must be looked at, and how the answer came about.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "service/cli/answer_text/citations.h"
#include "service/cli/answer_text/sections.h"
#include "service/cli/classify_flags.h"

namespace izin::cli {
namespace {

using Colour = Page::Colour;

constexpr std::size_t kValuesShown = 3;

std::string ValueText(const Sheet& sheet, const std::string& path, const std::string& value) {
  const auto title = sheet.context.value_titles.find({path, value});
  return title == sheet.context.value_titles.end() ? value : title->second;
}

void PrintQuestion(const Sheet& sheet, const v1::Question& question, const QuestionEffects* effects,
                   Page& page) {
  const std::string title =
      question.text().title().empty() ? question.field_path() : question.text().title();
  page.Item(2, page.In(Colour::kYellow, "? "),
            absl::StrCat(title, " (", FlagOf(question.field_path()), ")"));
  if (effects == nullptr) return;
  const std::size_t shown = sheet.options.shows_all
                                ? effects->values.size()
                                : std::min(kValuesShown, effects->values.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const ValueEffect& effect = effects->values[i];
    const std::string changes =
        effect.changes.empty()
            ? sheet.Say({"syarat atau kewajibannya lain", "other requirements or duties"})
            : absl::StrJoin(effect.changes, "; ");
    page.Item(4, absl::StrCat(ValueText(sheet, question.field_path(), effect.value), ": "),
              changes);
  }
  if (shown < effects->values.size()) {
    page.Text(4, absl::StrCat(effects->values.size() - shown,
                              sheet.Say({" jawaban lain (--all)", " other answers (--all)"})));
  }
}

}  // namespace

void PrintQuestions(const Sheet& sheet, Page& page) {
  if (sheet.answer.questions().empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Belum diketahui; jawabannya mengubah hasil ini",
                          "Not known yet; the answer would change this"}));
  for (int i = 0; i < sheet.answer.questions_size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    const QuestionEffects* effects =
        at < sheet.context.effects.size() ? &sheet.context.effects[at] : nullptr;
    PrintQuestion(sheet, sheet.answer.questions(i), effects, page);
  }
}

void PrintWarnings(const Sheet& sheet, Page& page) {
  if (sheet.answer.warnings().empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Perlu diketahui", "To be aware of"}));
  for (const v1::Warning& warning : sheet.answer.warnings()) {
    const bool has_title = !warning.text().title().empty();
    std::string text = has_title ? warning.text().title() : warning.code();
    if (!warning.text().detail().empty())
      absl::StrAppend(&text, ". ", absl::StripSuffix(warning.text().detail(), "."), ".");
    if (warning.legal_basis_size() > 0) {
      absl::StrAppend(&text, " [", CitationsText(warning.legal_basis(), sheet.options.is_english),
                      "]");
    }
    page.Item(2, page.In(Colour::kYellow, "! "), text);
  }
}

void PrintTrace(const Sheet& sheet, Page& page) {
  if (sheet.answer.trace().empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Penjelasan", "Explanation"}));
  std::string table;
  std::string first_row;
  for (const v1::TraceStep& step : sheet.answer.trace()) {
    if (step.table() != table || step.row() == first_row) {
      table = step.table();
      first_row = step.row();
      page.Text(2, table);
    }
    page.Item(
        2, step.matched() ? page.In(Colour::kGreen, "=> ") : "   ",
        absl::StrCat(step.row(), "  ", step.where(), "  ", absl::StrJoin(step.conditions(), "; ")));
  }
}

}  // namespace izin::cli
