// The canonical layout of rule files: `izin rules fmt`.

#ifndef IZIN_DATA_LOADER_FORMAT_RULES_H_
#define IZIN_DATA_LOADER_FORMAT_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izin {

// Lays out a rule file, or any protobuf text whose field names are plain identifiers. The text that
// comes out is read as the same message, holds the same comments and comes out again unchanged.
//
// Where a line ends is the author's choice as far as it can be:
//   - a message or list that was written on one line stays on it if it fits in 120 columns, its
//     indentation not counted; any other has one field or element a line;
//   - strings of one value stay on one line if they were written so, else each has its own line
//     below the field's name; a string is never broken;
//   - a blank line stays, but only one, and none behind an opening or before a closing bracket.
// The rest is given: two spaces of indentation a level, `field: value`, `field { ... }`, `<>` as
// `{}`, no comma or semicolon between fields, no blank at the end of a line, LF, no byte order
// mark. A comment on a line of its own stays before what it stood before; one behind something
// stays behind it, after two spaces. Strings, numbers and the wording of comments are not touched.
//
// InvalidArgument, "line:column: what was expected", for text that cannot be read; both count from
// 1, as in a RuleIssue. The names and types of fields are not checked.
absl::StatusOr<std::string> FormatRules(absl::string_view content);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_FORMAT_RULES_H_
