#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "service/base/utf8.h"
#include "service/review/sheets/sheet.h"

namespace izin {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kGap = 2;  // between the columns of a table

// Takes at most `width` characters off the front of `word`.
absl::string_view TakePiece(absl::string_view& word, std::size_t width) {
  std::size_t end = 0;
  for (std::size_t taken = 0; end < word.size(); ++end) {
    if (StartsCharacter(word[end]) && ++taken > width) break;
  }
  const absl::string_view piece = word.substr(0, end);
  word.remove_prefix(end);
  return piece;
}

// Breaks `text` at blanks into lines of at most `width` columns, and within a word that is wider.
std::vector<std::string> Wrapped(absl::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    while (!word.empty()) {
      const absl::string_view piece = TakePiece(word, width);
      std::string& line = lines.back();
      if (line.empty()) {
        line = std::string(piece);
      } else if (Columns(line) + 1 + Columns(piece) <= width) {
        absl::StrAppend(&line, " ", piece);
      } else {
        lines.emplace_back(piece);
      }
    }
  }
  return lines;
}

// The first line after `lead`, the others under it.
void AppendWrapped(std::string& out, const std::string& lead, absl::string_view text) {
  std::string indent = lead;
  for (const std::string& line : Wrapped(text, kWidth - Columns(lead))) {
    absl::StrAppend(&out, indent, line, "\n");
    indent.assign(Columns(lead), ' ');
  }
}

std::size_t LongestWord(absl::string_view text) {
  std::size_t longest = 0;
  for (absl::string_view word : absl::StrSplit(text, ' ')) {
    longest = std::max(longest, Columns(word));
  }
  return longest;
}

// The rows of a table, its headings first.
std::vector<std::vector<std::string>> AllRows(const SheetSection& section) {
  std::vector<std::vector<std::string>> rows = {section.columns};
  rows.insert(rows.end(), section.rows.begin(), section.rows.end());
  return rows;
}

// How wide each column of a table becomes: as wide as its text, the widest narrowed until all fit,
// words broken only where nothing else helps.
std::vector<std::size_t> ColumnWidths(const SheetSection& section) {
  const std::size_t count = section.columns.size();
  std::vector<std::size_t> widths(count, 1);
  std::vector<std::size_t> words(count, 1);
  for (const std::vector<std::string>& row : AllRows(section)) {
    for (std::size_t i = 0; i < count; ++i) {
      widths[i] = std::max(widths[i], Columns(row[i]));
      words[i] = std::max(words[i], LongestWord(row[i]));
    }
  }
  std::size_t total = kGap * count;
  for (std::size_t width : widths) total += width;
  for (; total > kWidth; --total) {
    std::size_t widest = count;  // among those that need not break a word
    for (std::size_t i = 0; i < count; ++i) {
      if (widths[i] > words[i] && (widest == count || widths[i] > widths[widest])) widest = i;
    }
    if (widest == count) {
      widest =
          static_cast<std::size_t>(std::max_element(widths.begin(), widths.end()) - widths.begin());
    }
    --widths[widest];
  }
  return widths;
}

void AppendRow(std::string& out, const std::vector<std::string>& row,
               const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    cells.push_back(Wrapped(row[i], widths[i]));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t at = 0; at < height; ++at) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = at < cells[i].size() ? cells[i][at] : "";
      absl::StrAppend(&line, std::string(kGap, ' '), cell,
                      std::string(widths[i] - Columns(cell), ' '));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    absl::StrAppend(&out, line, "\n");
  }
}

void AppendTable(std::string& out, const SheetSection& section) {
  if (section.columns.empty()) return;
  const std::vector<std::size_t> widths = ColumnWidths(section);
  AppendRow(out, section.columns, widths);
  std::vector<std::string> rules;
  rules.reserve(widths.size());
  for (std::size_t width : widths) rules.emplace_back(width, '-');
  AppendRow(out, rules, widths);
  for (const std::vector<std::string>& row : section.rows) AppendRow(out, row, widths);
}

void AppendSection(std::string& out, const SheetSection& section) {
  absl::StrAppend(&out, "\n");
  AppendWrapped(out, "", section.title);
  absl::StrAppend(&out, std::string(std::min(kWidth, Columns(section.title)), '-'), "\n");
  for (const SheetLine& line : section.lines) {
    AppendWrapped(out, "- ", line.text);
    if (!line.basis.empty()) AppendWrapped(out, "    ", line.basis);
  }
  AppendTable(out, section);
  for (const std::string& blank : section.blanks) {
    const std::size_t label = std::min(kWidth - 20, Columns(blank) + 2);
    AppendWrapped(out, "", absl::StrCat(blank, ": ", std::string(kWidth - label, '_')));
  }
}

}  // namespace

std::string SheetText(const Sheet& sheet) {
  std::string out;
  if (!sheet.office.empty()) AppendWrapped(out, "", sheet.office);
  AppendWrapped(out, "", sheet.title);
  AppendWrapped(out, "", sheet.subtitle);
  if (!sheet.opening.empty()) AppendWrapped(out, "", sheet.opening);
  for (const SheetSection& section : sheet.sections) AppendSection(out, section);
  absl::StrAppend(&out, "\n");
  AppendWrapped(out, "", sheet.footer);
  return out;
}

}  // namespace izin
