// What a region adds, apart from what national law says.

#include <string>

#include "absl/strings/str_cat.h"

#include "service/cli/answer_text/sections.h"
#include "service/render/local_words.h"

namespace izin::cli {
namespace {

// How people call the permit that a line belongs to; "" for the office itself.
std::string PermitOf(const Sheet& sheet, const v1::LocalLine& line) {
  for (const v1::Permit& permit : sheet.answer.permits()) {
    if (permit.code() == line.permit_code()) return ShortNameOf(permit);
  }
  return line.permit_code();
}

}  // namespace

void PrintLocal(const Sheet& sheet, Page& page) {
  if (sheet.answer.local_lines().empty()) return;
  page.Blank();
  page.Heading(sheet.Say(
      {"Tambahan setempat (bukan hukum nasional)", "Local additions (not national law)"}));
  std::string mark;
  for (const v1::LocalLine& line : sheet.answer.local_lines()) {
    const std::string now = LocalMark(line, sheet.options.is_english);
    if (now != mark) page.Text(2, absl::StrCat("[", now, "]"));
    mark = now;
    const std::string permit = PermitOf(sheet, line);
    page.Item(2, "- ",
              absl::StrCat(permit, permit.empty() ? "" : ", ",
                           LocalLineText(line, sheet.options.is_english)));
  }
}

}  // namespace izin::cli
