#include "service/cli/answer_text/page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace izin::cli {

std::size_t Columns(absl::string_view text) {
  std::size_t columns = 0;
  bool is_escape = false;
  for (const char c : text) {
    if (c == '\x1b') is_escape = true;
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (!is_escape && begins_character) ++columns;
    if (c == 'm') is_escape = false;
  }
  return columns;
}

std::string Page::In(Colour colour, absl::string_view text) const {
  static constexpr const char* kCodes[] = {"1", "31", "32", "33"};
  if (!options_.use_colour || text.empty()) return std::string(text);
  return absl::StrCat("\x1b[", kCodes[static_cast<int>(colour)], "m", text, "\x1b[0m");
}

void Page::Item(std::size_t indent, absl::string_view lead, absl::string_view text) {
  std::string line = absl::StrCat(std::string(indent, ' '), lead);
  std::size_t columns = indent + Columns(lead);
  const std::size_t hanging = Columns(lead) > kLongestLead ? indent + kHanging : columns;
  bool is_begun = false;
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const std::size_t needed = Columns(word) + (is_begun ? 1 : 0);
    if (is_begun && columns + needed > options_.width) {
      out_ << line << "\n";
      line.assign(hanging, ' ');
      columns = hanging;
      is_begun = false;
    }
    if (is_begun) {
      line += ' ';
      ++columns;
    }
    absl::StrAppend(&line, word);
    columns += Columns(word);
    is_begun = true;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  if (!line.empty()) out_ << line << "\n";
}

void Page::Labelled(absl::string_view label, absl::string_view text) {
  const std::size_t columns = Columns(label);
  Item(kLabelIndent,
       absl::StrCat(label, std::string(std::max(kLabelWidth, columns + 1) - columns, ' ')), text);
}

}  // namespace izin::cli
