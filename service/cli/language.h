// The language in which a person uses `izin`.

#ifndef IZIN_SERVICE_CLI_LANGUAGE_H_
#define IZIN_SERVICE_CLI_LANGUAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace izin::cli {

// True for English: as asked by `--lang`, "" where it was not given; then by LC_ALL, LC_MESSAGES or
// LANG, of which the first that is set counts and "id..." is Indonesian. Reads the environment.
bool SpeaksEnglish(absl::string_view asked);

// The language code that an answer to be read is asked in: `asked`; where that is empty "en" if the
// environment names English, else "id", for rules and offices speak Indonesian. Reads the
// environment.
std::string AnswerLanguage(absl::string_view asked);

// What `--lang` is among the words of a command line, which may be faulty otherwise; empty without.
std::string LanguageAsked(absl::Span<const char* const> words);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_LANGUAGE_H_
