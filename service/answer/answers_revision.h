// Which code makes the answers of this program.

#ifndef IZIN_SERVICE_ANSWER_ANSWERS_REVISION_H_
#define IZIN_SERVICE_ANSWER_ANSWERS_REVISION_H_

#include "absl/strings/string_view.h"

namespace izin {

// SHA-256 over the compiled libraries that read the rules, decide and write answers: another one
// after any change of them, be it a word. The law itself is named in the key of each answer.
absl::string_view AnswersRevision();

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_ANSWERS_REVISION_H_
