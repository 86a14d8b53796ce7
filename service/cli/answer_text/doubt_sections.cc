// What is not known, what must be looked at, and how the answer came about.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

#include "service/cli/answer_text/citations.h"
#include "service/cli/answer_text/sections.h"
#include "service/cli/classify_flags.h"
#include "service/request/typed_values.h"

namespace izin::cli {
namespace {

using Colour = Page::Colour;

// The word that the flag takes, or its title where all is shown: "sppl".
std::string ValueText(const Sheet& sheet, const std::string& path, const ValueEffect& effect) {
  const auto title = sheet.context.value_titles.find({path, effect.value});
  if (path == "activity.scope_id" && !effect.label.empty())
    return absl::StrCat(effect.value, " (", effect.label, ")");
  std::string word = WordOf(effect.value, sheet.options.is_english);
  // A number and the id of a parameter say nothing by themselves.
  const bool needs_title = word == effect.value;
  if (title == sheet.context.value_titles.end()) return word;
  if (needs_title) return title->second;
  return sheet.options.shows_all ? absl::StrCat(word, " (", title->second, ")") : word;
}

// Values of which each would change the same.
struct Answers {
  std::vector<std::string> changes;
  std::vector<std::string> values;
};

// In the order of their first values; those that change nothing that the page shows come last.
std::vector<Answers> AnswersOf(const Sheet& sheet, const QuestionEffects& effects) {
  std::vector<Answers> all;
  for (const ValueEffect& effect : effects.values) {
    const std::string value = ValueText(sheet, effects.field_path, effect);
    const auto same = std::find_if(all.begin(), all.end(), [&effect](const Answers& answers) {
      return answers.changes == effect.changes;
    });
    if (same == all.end()) {
      all.push_back({.changes = effect.changes, .values = {value}});
    } else {
      same->values.push_back(value);
    }
  }
  std::stable_partition(all.begin(), all.end(),
                        [](const Answers& answers) { return !answers.changes.empty(); });
  return all;
}

std::string AnswerOf(const Sheet& sheet, const Answers& answers) {
  const std::string changes =
      answers.changes.empty() ? sheet.Say({"hanya syarat atau kewajiban yang berubah",
                                           "only requirements or duties change"})
                              : absl::StrJoin(answers.changes, sheet.Say({" serta ", ", and "}));
  return absl::StrCat(absl::StrJoin(answers.values, sheet.Say({" atau ", " or "})), ": ", changes);
}

// Each in a line of its own where all is shown, else the first ones in one paragraph.
void PrintAnswers(const Sheet& sheet, const QuestionEffects& effects, Page& page) {
  const std::vector<Answers> all = AnswersOf(sheet, effects);
  if (sheet.options.shows_all) {
    for (const Answers& answers : all) page.Item(4, "- ", AnswerOf(sheet, answers));
    return;
  }
  if (sheet.fold.answers == 0) return;
  // A count of one alone would say less than the one.
  const bool is_one_left = sheet.fold.answers > 1 && all.size() == sheet.fold.answers + 1;
  const std::size_t shown = is_one_left ? all.size() : std::min(sheet.fold.answers, all.size());
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < shown; ++i) parts.push_back(AnswerOf(sheet, all[i]));
  std::size_t hidden = 0;
  for (std::size_t i = shown; i < all.size(); ++i) hidden += all[i].values.size();
  if (hidden > 0)
    parts.push_back(absl::StrCat(hidden, sheet.Say({" lagi (--all)", " more (--all)"})));
  page.Text(4, absl::StrJoin(parts, "; "));
}

void PrintQuestion(const Sheet& sheet, const v1::Question& question, const QuestionEffects* effects,
                   Page& page) {
  const std::string title =
      question.text().title().empty() ? question.field_path() : question.text().title();
  page.Item(2, page.In(Colour::kYellow, "? "),
            absl::StrCat(title, " (", FlagOf(question.field_path()), ")"));
  if (sheet.options.shows_all) page.Text(4, question.text().detail());
  if (effects != nullptr) PrintAnswers(sheet, *effects, page);
}

// Of the limits on capital from abroad: nothing for a domestic applicant to act on.
bool IsOfForeignCapital(const v1::Warning& warning) {
  if (warning.code() == "FOREIGN_CAPITAL_LIMIT") return true;
  const std::string& detail = warning.text().detail();
  return warning.code() == "MINIMUM_INVESTMENT" &&
         (absl::StrContains(detail, "PMA") || absl::StrContains(detail, "oreign"));
}

void PrintWarning(const Sheet& sheet, const v1::Warning& warning, Page& page) {
  const bool has_title = !warning.text().title().empty();
  std::string text = has_title ? warning.text().title() : warning.code();
  if (sheet.fold.has_warning_details && !warning.text().detail().empty()) {
    absl::StrAppend(&text, ". ",
                    absl::StripSuffix(absl::StripAsciiWhitespace(warning.text().detail()), "."),
                    ".");
  }
  // Warnings name permits by their codes.
  for (const v1::Permit& permit : sheet.answer.permits()) {
    if (permit.code() != ShortNameOf(permit) && permit.code().size() > 2)
      text = absl::StrReplaceAll(text, {{permit.code(), ShortNameOf(permit)}});
  }
  if (sheet.options.shows_all && warning.legal_basis_size() > 0) {
    absl::StrAppend(&text, " [", CitationsText(warning.legal_basis(), sheet.options.is_english),
                    "]");
  }
  page.Item(2, page.In(Colour::kYellow, "! "), text);
}

}  // namespace

void PrintQuestions(const Sheet& sheet, Page& page) {
  if (sheet.answer.questions().empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Yang belum diketahui, dan apa yang berubah bila dijawab",
                          "Not known yet, and what each answer would change"}));
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
  int folded = 0;
  for (const v1::Warning& warning : sheet.answer.warnings()) {
    if (!sheet.options.shows_all && !sheet.context.is_foreign && IsOfForeignCapital(warning)) {
      ++folded;
    } else {
      PrintWarning(sheet, warning, page);
    }
  }
  if (folded > 0) {
    page.Item(
        2, page.In(Colour::kYellow, "! "),
        absl::StrCat(folded, sheet.Say({" catatan lain hanya bagi penanaman modal asing (--all)",
                                        " more for foreign capital only (--all)"})));
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
