// Titles for answers of the BASIC view, which hold codes alone.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_BASIC_TITLES_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_BASIC_TITLES_H_

#include "izin/v1/classification.pb.h"
#include "service/cli/backend.h"

namespace izin::cli {

// Gives permits, questions and warnings of `answer` that have no title the one of the reference
// values of `backend`. What has one keeps it; what the reference does not know stays without.
void FillTitles(Backend& backend, bool is_english, izin::v1::Classification& answer);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_BASIC_TITLES_H_
