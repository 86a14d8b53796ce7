#include "service/cli/answer_text/reference_texts.h"

namespace izin::cli {

ReferenceTexts::ReferenceTexts(Backend& backend, const char* kind, bool is_english)
    : backend_(backend) {
  request_.set_kind(kind);
  request_.set_language_code(is_english ? "en" : "id");
}

const v1::Text& ReferenceTexts::Of(absl::string_view code) {
  if (!is_asked_) Ask();
  const auto text = texts_.find(std::string(code));
  return text == texts_.end() ? v1::Text::default_instance() : text->second;
}

std::string ReferenceTexts::TitleOf(absl::string_view code) {
  const std::string& title = Of(code).title();
  return title.empty() ? std::string(code) : title;
}

void ReferenceTexts::Ask() {
  is_asked_ = true;
  do {
    const auto page = backend_.ListReferenceValues(request_);
    if (!page.ok()) return;
    for (const v1::ReferenceValue& value : page->values()) texts_[value.code()] = value.text();
    request_.set_page_token(page->next_page_token());
  } while (!request_.page_token().empty());
}

}  // namespace izin::cli
