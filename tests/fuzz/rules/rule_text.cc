#include "tests/fuzz/rules/rule_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace izin::fuzz {
namespace {

class Scanner {
 public:
  explicit Scanner(absl::string_view text) : text_(text) {}

  std::vector<TextField> Run() {
    while (at_ < text_.size()) {
      SkipBlank();
      if (at_ >= text_.size()) break;
      if (Peek() == '}') {
        Close();
      } else if (!ReadField()) {
        ++at_;
      }
    }
    while (!open_.empty()) Close();
    return std::move(fields_);
  }

 private:
  static bool IsWord(char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
  }
  char Peek() const { return text_[at_]; }

  void SkipBlank() {
    while (at_ < text_.size()) {
      if (Peek() == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (absl::ascii_isspace(static_cast<unsigned char>(Peek())) || Peek() == ',' ||
                 Peek() == ';') {
        ++at_;
      } else {
        return;
      }
    }
  }

  void SkipSpace() {
    while (at_ < text_.size() && absl::ascii_isspace(static_cast<unsigned char>(Peek()))) ++at_;
  }

  void Close() {
    if (open_.empty()) {
      ++at_;
      return;
    }
    TextField& field = fields_[open_.back()];
    field.value_end = std::min(at_, text_.size());
    at_ = std::min(at_ + 1, text_.size());
    field.end = at_;
    open_.pop_back();
  }

  // False if no field begins here.
  bool ReadField() {
    TextField field;
    field.begin = at_;
    while (at_ < text_.size() && IsWord(Peek())) ++at_;
    if (at_ == field.begin) return false;
    field.name = std::string(text_.substr(field.begin, at_ - field.begin));
    if (!open_.empty()) field.owner = fields_[open_.back()].name;
    SkipSpace();
    if (at_ < text_.size() && Peek() == ':') ++at_;
    SkipSpace();
    if (at_ >= text_.size()) return true;
    if (Peek() == '{') {
      field.is_message = true;
      field.value_begin = ++at_;
      open_.push_back(fields_.size());
      fields_.push_back(field);
    } else if (Peek() == '[') {
      ReadList(field);
    } else {
      field.value_begin = at_;
      SkipValue();
      field.value_end = field.end = at_;
      if (field.value_end > field.value_begin) fields_.push_back(field);
    }
    return true;
  }

  void ReadList(const TextField& list) {
    ++at_;
    while (at_ < text_.size() && Peek() != ']') {
      TextField element = list;
      element.is_element = true;
      SkipBlank();
      element.begin = element.value_begin = at_;
      SkipValue();
      if (at_ == element.begin) break;
      element.value_end = at_;
      SkipSpace();
      if (at_ < text_.size() && Peek() == ',') ++at_;
      element.end = at_;
      fields_.push_back(element);
    }
    if (at_ < text_.size() && Peek() == ']') ++at_;
  }

  // A string, or a bare word or number.
  void SkipValue() {
    if (at_ >= text_.size()) return;
    const char quote = Peek();
    if (quote != '"' && quote != '\'') {
      while (at_ < text_.size() && (IsWord(Peek()) || Peek() == '.' || Peek() == '-')) ++at_;
      return;
    }
    ++at_;
    while (at_ < text_.size() && Peek() != quote && Peek() != '\n') at_ += Peek() == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, text_.size());
  }

  absl::string_view text_;
  std::size_t at_ = 0;
  std::vector<TextField> fields_;
  std::vector<std::size_t> open_;  // messages whose end is not read yet
};

}  // namespace

std::vector<TextField> FieldsOf(absl::string_view text) { return Scanner(text).Run(); }

int LineAt(absl::string_view text, std::size_t at) {
  const absl::string_view before = text.substr(0, at);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace izin::fuzz
