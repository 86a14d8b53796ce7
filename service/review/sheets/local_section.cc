// What the region whose sheet it is adds.

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/render/local_lines.h"
#include "service/render/local_words.h"
#include "service/review/sheets/sheet_words.h"

namespace izin {

void AddLocalSection(const Ruleset& ruleset, const Region* region, const std::string& permit,
                     Language language, Sheet& sheet) {
  if (region == nullptr) return;
  LocalLines lines;
  RenderLocalLines(ruleset, region->code, "", language, lines);
  if (!permit.empty()) RenderLocalLines(ruleset, region->code, permit, language, lines);
  if (lines.empty()) return;
  const bool is_english = language == Language::kEnglish;
  SheetSection section{.title = is_english ? "Local additions (not national law)"
                                           : "Tambahan setempat (bukan hukum nasional)"};
  for (const v1::LocalLine& line : lines) {
    section.lines.push_back(
        {LocalLineText(line, is_english), absl::StrCat("[", LocalMark(line, is_english), "]")});
  }
  sheet.sections.push_back(std::move(section));
}

}  // namespace izin
