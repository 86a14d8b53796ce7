// The texts of official pages: HTML as people typed it, and what is left of a broken page.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_PLAIN_TEXT_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_PLAIN_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// The text of a piece of HTML on one line: without tags, entities as their characters, single
// blanks, no control characters. HTML that is broken gives what a browser would show of it.
std::string PlainText(absl::string_view html);

// True for a reference to another part of the page that was not resolved: "$4c", "$L12",
// "$undefined". Such a text is missing.
bool IsDangling(absl::string_view text);

// What two spellings of one text have in common: letters and digits in lower case, and a blank
// where anything else stood.
std::string Normalised(absl::string_view text);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_PLAIN_TEXT_H_
