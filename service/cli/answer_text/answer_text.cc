#include "service/cli/answer_text/answer_text.h"

#include <algorithm>
#include <cstddef>
#include <sstream>

#include "absl/strings/str_cat.h"

#include "service/cli/answer_text/sections.h"

namespace izin::cli {

namespace {

// A micro business of low risk gets one sheet of paper.
constexpr std::ptrdiff_t kLinesOfLowRiskMicro = 40;

// Tighter and tighter.
constexpr Fold kFolds[] = {
    {},
    {.answers = 1},
    {.supporting = 0, .duties = 4, .answers = 1},
    {.supporting = 0, .duties = 3, .answers = 0},
    {.supporting = 0, .duties = 2, .answers = 0, .has_warning_details = false},
};

std::string PageOf(const Sheet& sheet) {
  std::ostringstream out;
  Page page({.width = sheet.options.width, .use_colour = sheet.options.use_colour}, out);
  PrintSummary(sheet, page);
  PrintCandidates(sheet, page);
  PrintNow(sheet, page);
  PrintPermits(sheet, page);
  PrintDuties(sheet, page);
  PrintQuestions(sheet, page);
  PrintWarnings(sheet, page);
  PrintLocal(sheet, page);
  PrintTrace(sheet, page);
  // The fingerprint is for machines, but an officer copies it into a file; the page ends with it.
  page.Text(0, absl::StrCat(sheet.Say({"Aturan: ", "Rules: "}), sheet.answer.ruleset()));
  return out.str();
}

}  // namespace

void PrintAnswer(const v1::Classification& answer, const AnswerContext& context,
                 const AnswerTextOptions& options, std::ostream& out) {
  const bool must_be_short = answer.risk_level() == v1::RISK_LEVEL_LOW &&
                             answer.scale() == v1::BUSINESS_SCALE_MICRO && !options.shows_all;
  std::string page;
  for (const Fold& fold : kFolds) {
    page = PageOf({answer, context, options, WayOf(answer), fold});
    if (!must_be_short || std::count(page.begin(), page.end(), '\n') <= kLinesOfLowRiskMicro) break;
  }
  out << page;
}

}  // namespace izin::cli
