// What the values of an answer's questions are called.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_VALUE_TITLES_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_VALUE_TITLES_H_

#include <map>
#include <string>
#include <utility>

#include "izin/v1/classification.pb.h"
#include "service/cli/backend.h"

namespace izin::cli {

// By field path and value, as AnswerContext holds them: from the reference values of `backend`, and
// from the labels of the answer's scopes. A value without a title is left out.
std::map<std::pair<std::string, std::string>, std::string> ValueTitlesOf(
    Backend& backend, const izin::v1::Classification& answer, bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_VALUE_TITLES_H_
