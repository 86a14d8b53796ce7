#include "service/cli/answer_text/basic_titles.h"

#include <map>
#include <string>

namespace izin::cli {
namespace {

using Titles = std::map<std::string, std::string>;

// Asked of the reference when the first title is missing.
class TitlesOfKind {
 public:
  TitlesOfKind(Backend& backend, bool is_english, const char* kind) : backend_(backend) {
    request_.set_kind(kind);
    request_.set_language_code(is_english ? "en" : "id");
  }

  void Fill(const std::string& code, v1::Text& text) {
    if (!text.title().empty()) return;
    if (!is_asked_) Ask();
    if (const auto title = titles_.find(code); title != titles_.end())
      text.set_title(title->second);
  }

 private:
  void Ask() {
    is_asked_ = true;
    do {
      const auto page = backend_.ListReferenceValues(request_);
      if (!page.ok()) return;
      for (const v1::ReferenceValue& value : page->values())
        titles_[value.code()] = value.text().title();
      request_.set_page_token(page->next_page_token());
    } while (!request_.page_token().empty());
  }

  Backend& backend_;
  v1::ListReferenceValuesRequest request_;
  bool is_asked_ = false;
  Titles titles_;
};

}  // namespace

void FillTitles(Backend& backend, bool is_english, v1::Classification& answer) {
  TitlesOfKind permits(backend, is_english, "permit");
  for (v1::Permit& permit : *answer.mutable_permits())
    permits.Fill(permit.code(), *permit.mutable_text());
  TitlesOfKind questions(backend, is_english, "question");
  for (v1::Question& question : *answer.mutable_questions())
    questions.Fill(question.field_path(), *question.mutable_text());
  TitlesOfKind warnings(backend, is_english, "warning");
  for (v1::Warning& warning : *answer.mutable_warnings())
    warnings.Fill(warning.code(), *warning.mutable_text());
}

}  // namespace izin::cli
