// A file of the data folder as `izin rules fmt` leaves it.

#ifndef IZIN_DATA_LOADER_FORMAT_FILE_H_
#define IZIN_DATA_LOADER_FORMAT_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izin {

// Lays out a rule file (format_rules.h) or a table, known by its `path`, of which the end counts,
// and puts in order what `rules check` wants sorted:
//   - the offices, permits and notices of a rule file by their id or code, each with the comments
//     right above it; comments that a blank line parts from the first entry stay at the top;
//   - the lines of a table that is sorted, if each has as many fields as its header.
// Of two with one key the first stays first: `rules check` tells them. A table loses its byte order
// mark and CR line ends. Any other file comes out as it is.
//
// InvalidArgument, "line:column: what was expected", for a rule file that cannot be read.
absl::StatusOr<std::string> FormatFile(absl::string_view path, absl::string_view content);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_FORMAT_FILE_H_
