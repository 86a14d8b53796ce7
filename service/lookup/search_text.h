// How a text is taken apart into what is looked for.

#ifndef IZIN_SERVICE_LOOKUP_SEARCH_TEXT_H_
#define IZIN_SERVICE_LOOKUP_SEARCH_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

// The words of `text`: letters and digits in lower case, accents of Latin letters left off. What
// stands between them is dropped, and so is a word of more than 60 bytes. Bytes that are not UTF-8
// are read as Latin-1.
std::vector<std::string> WordsOf(absl::string_view text);

// True for a word that tells nothing about an activity: "mau", "buka", "usaha", "the".
bool IsStopWord(absl::string_view word);

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_SEARCH_TEXT_H_
