// The sections of a page, one function each; PrintAnswer puts them in order.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_SECTIONS_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_SECTIONS_H_

#include <string>

#include "izin/v1/classification.pb.h"
#include "service/cli/answer_text/answer_text.h"
#include "service/cli/answer_text/page.h"
#include "service/cli/answer_text/way.h"
#include "service/cli/answer_text/words.h"

namespace izin::cli {

// How much of each list is shown before the rest is a count. Nothing is folded where all is shown.
struct Fold {
  std::size_t supporting = 3;
  std::size_t duties = 6;   // of one permit and kind
  std::size_t answers = 2;  // to one question
  bool has_warning_details = true;
};

// What every section is given.
struct Sheet {
  const izin::v1::Classification& answer;
  const AnswerContext& context;
  const AnswerTextOptions& options;
  const Way way;
  const Fold fold = {};

  std::string Say(const Words& words) const { return words.In(options.is_english); }
};

// One screen: what it is, who issues, how long.
void PrintSummary(const Sheet& sheet, Page& page);
// The next permits to apply for.
void PrintNow(const Sheet& sheet, Page& page);
// Scopes to choose from.
void PrintCandidates(const Sheet& sheet, Page& page);
// Required permits by stage, then the supporting ones.
void PrintPermits(const Sheet& sheet, Page& page);
// Documents and duties by permit.
void PrintDuties(const Sheet& sheet, Page& page);
void PrintQuestions(const Sheet& sheet, Page& page);
void PrintWarnings(const Sheet& sheet, Page& page);
// What the region adds, each line marked as local.
void PrintLocal(const Sheet& sheet, Page& page);
// Tables as branches, rows as leaves; the conditions of a row beside it.
void PrintTrace(const Sheet& sheet, Page& page);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_SECTIONS_H_
