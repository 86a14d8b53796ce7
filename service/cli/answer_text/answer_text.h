// A classification as an applicant or an officer reads it: first what it is and what to do now,
// then the rest in the order of acting.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_ANSWER_TEXT_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_ANSWER_TEXT_H_

#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "izin/v1/classification.pb.h"
#include "service/cli/answer_text/effects.h"

namespace izin::cli {

struct AnswerTextOptions {
  bool is_english = false;  // the page's own words; texts come in the answer's language
  bool use_colour = false;
  bool shows_all = false;  // nothing folded to a count
  std::size_t width = 100;
};

// What the answer itself does not hold.
struct AnswerContext {
  bool is_basic = false;    // the answer is of the BASIC view: no terms and no texts
  bool is_foreign = false;  // foreign capital: duties of PMA concern it
  std::vector<QuestionEffects> effects;
  // Titles of the values of questions, by field path and value.
  std::map<std::pair<std::string, std::string>, std::string> value_titles;
  // The last of so many working days after the filing; empty where nothing was filed.
  std::function<std::optional<absl::CivilDay>(int days)> date_after;
};

// Writes the page, its lines no wider than told save where one word alone is wider. Without
// `shows_all` lists are folded to their first items and a count; of a micro business of low risk as
// much as it takes for 40 lines of the usual width.
void PrintAnswer(const izin::v1::Classification& answer, const AnswerContext& context,
                 const AnswerTextOptions& options, std::ostream& out);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_ANSWER_TEXT_H_
