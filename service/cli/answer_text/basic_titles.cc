#include "service/cli/answer_text/basic_titles.h"

#include <string>

#include "service/cli/answer_text/reference_texts.h"

namespace izin::cli {
namespace {

void Fill(ReferenceTexts& texts, const std::string& code, v1::Text& text) {
  if (!text.title().empty()) return;
  if (const std::string& title = texts.Of(code).title(); !title.empty()) text.set_title(title);
}

}  // namespace

void FillTitles(Backend& backend, bool is_english, v1::Classification& answer) {
  ReferenceTexts permits(backend, "permit", is_english);
  for (v1::Permit& permit : *answer.mutable_permits())
    Fill(permits, permit.code(), *permit.mutable_text());
  ReferenceTexts questions(backend, "question", is_english);
  for (v1::Question& question : *answer.mutable_questions())
    Fill(questions, question.field_path(), *question.mutable_text());
  ReferenceTexts warnings(backend, "warning", is_english);
  for (v1::Warning& warning : *answer.mutable_warnings())
    Fill(warnings, warning.code(), *warning.mutable_text());
}

}  // namespace izin::cli
