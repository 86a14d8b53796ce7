#include "service/cli/answer_text/answer_text.h"

#include "absl/strings/str_cat.h"

#include "service/cli/answer_text/sections.h"

namespace izin::cli {

void PrintAnswer(const v1::Classification& answer, const AnswerContext& context,
                 const AnswerTextOptions& options, std::ostream& out) {
  Page page({.width = options.width, .use_colour = options.use_colour}, out);
  const Sheet sheet{answer, context, options, WayOf(answer)};
  PrintSummary(sheet, page);
  PrintNow(sheet, page);
  PrintCandidates(sheet, page);
  PrintPermits(sheet, page);
  PrintDuties(sheet, page);
  PrintQuestions(sheet, page);
  PrintWarnings(sheet, page);
  PrintTrace(sheet, page);
  // The fingerprint is for machines, but an officer copies it into a file; the page ends with it.
  page.Text(0, absl::StrCat(sheet.Say({"Aturan: ", "Rules: "}), answer.ruleset()));
}

}  // namespace izin::cli
