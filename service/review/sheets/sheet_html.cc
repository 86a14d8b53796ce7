#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "service/review/sheets/sheet.h"

namespace izin {
namespace {

// The words of a heading and the numbers of a term stay whole, so that columns are no narrower than
// their longest word; only what has no blank, as a fingerprint, is broken.
constexpr absl::string_view kStyle = R"(
body { font: 10.5pt/1.4 "Noto Sans", Arial, sans-serif; color: #111; max-width: 182mm;
  margin: 1rem auto; padding: 0 1rem; }
header { border-bottom: 2px solid #111; padding-bottom: .3rem; margin-bottom: .8rem;
  font-weight: bold; }
h1 { font-size: 16pt; margin: 0 0 .2rem; }
h2 { font-size: 11.5pt; margin: 1.2rem 0 .3rem; border-bottom: 1px solid #444;
  break-after: avoid; }
.subtitle { margin: 0 0 .4rem; }
.opening { margin: 0 0 1rem; font-weight: bold; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
li { break-inside: avoid; overflow-wrap: anywhere; }
.basis { font-size: 8.5pt; color: #444; }
table { border-collapse: collapse; width: calc(100% - 2px); margin: .4rem 1px; font-size: 9pt; }
th, td { border: 1px solid #666; padding: .25rem .4rem; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
th { background: #eee; overflow-wrap: normal; word-break: keep-all; hyphens: none; }
thead { display: table-header-group; }
tr, .blank { break-inside: avoid; }
.blank { border: 1px solid #111; min-height: 1.6rem; padding: .25rem .4rem; margin: .4rem 1px; }
footer { margin-top: 1.5rem; border-top: 1px solid #444; font-size: 8.5pt;
  overflow-wrap: anywhere; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
)";

// A text as a string of a style sheet, whatever it holds.
std::string CssString(absl::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte >= 0x80 || absl::ascii_isalnum(byte) || c == ' ';
    absl::StrAppend(&out, is_plain ? std::string(1, c) : absl::StrCat("\\", absl::Hex(byte), " "));
  }
  return out + "\"";
}

// Each page bears the office above, the title and its number below; the first has its own head.
std::string PageStyle(const Sheet& sheet) {
  return absl::StrCat(
      "\n@page { size: A4; margin: 20mm 14mm 16mm; font: 8pt \"Noto Sans\", Arial, sans-serif;\n",
      "  @top-left { content: ", CssString(sheet.office), "; width: 100%; }\n",
      "  @bottom-left { content: ", CssString(sheet.title), "; width: 88%; }\n",
      "  @bottom-right { content: counter(page) \" / \" counter(pages); width: 12%; } }\n",
      "@page :first { @top-left { content: none; } @bottom-left { content: none; } }");
}

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string Element(absl::string_view tag, absl::string_view text) {
  return absl::StrCat("<", tag, ">", Escaped(text), "</", tag, ">");
}

std::string Lines(const SheetSection& section) {
  if (section.lines.empty()) return "";
  std::string out = "<ul>\n";
  for (const SheetLine& line : section.lines) {
    absl::StrAppend(&out, "<li>", Escaped(line.text));
    if (!line.basis.empty())
      absl::StrAppend(&out, " <span class=\"basis\">", Escaped(line.basis), "</span>");
    absl::StrAppend(&out, "</li>\n");
  }
  return out + "</ul>\n";
}

std::string Table(const SheetSection& section) {
  if (section.columns.empty()) return "";
  std::string out = "<table>\n<thead><tr>";
  for (const std::string& column : section.columns) {
    absl::StrAppend(&out, "<th scope=\"col\">", Escaped(column), "</th>");
  }
  absl::StrAppend(&out, "</tr></thead>\n<tbody>\n");
  for (const std::vector<std::string>& row : section.rows) {
    absl::StrAppend(&out, "<tr>");
    for (const std::string& cell : row) absl::StrAppend(&out, Element("td", cell));
    absl::StrAppend(&out, "</tr>\n");
  }
  return out + "</tbody>\n</table>\n";
}

std::string Section(const SheetSection& section) {
  std::string out = absl::StrCat("<section>\n", Element("h2", section.title), "\n", Lines(section),
                                 Table(section));
  for (const std::string& blank : section.blanks) {
    absl::StrAppend(&out, "<div class=\"blank\">", Escaped(blank), ":</div>\n");
  }
  return out + "</section>\n";
}

}  // namespace

std::string SheetHtml(const Sheet& sheet) {
  std::string out = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"", Escaped(sheet.language), "\">\n<head>\n",
      "<meta charset=\"utf-8\">\n",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
      Element("title", sheet.title), "\n<style>", PageStyle(sheet), kStyle,
      "</style>\n</head>\n<body>\n",
      sheet.office.empty() ? "" : Element("header", sheet.office) + "\n",
      Element("h1", sheet.title), "\n<p class=\"subtitle\">", Escaped(sheet.subtitle), "</p>\n");
  if (!sheet.opening.empty())
    absl::StrAppend(&out, "<p class=\"opening\">", Escaped(sheet.opening), "</p>\n");
  for (const SheetSection& section : sheet.sections) absl::StrAppend(&out, Section(section));
  absl::StrAppend(&out, Element("footer", sheet.footer), "\n</body>\n</html>\n");
  return out;
}

}  // namespace izin
