// `izin classify --requests`: one request a line in, one answer a line out, in order.

#ifndef IZIN_SERVICE_CLI_ANSWER_LINES_H_
#define IZIN_SERVICE_CLI_ANSWER_LINES_H_

#include <istream>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "service/cli/backend.h"
#include "service/cli/progress.h"
#include "service/cli/request_lines.h"

namespace izin::cli {

struct AnswerLinesOptions {
  int threads = 1;  // that answer, side by side
  LineDefaults defaults;
  Progress* progress = nullptr;  // gets told how far it is; may be null
};

// Reads ClassifyActivityRequests in proto3 JSON from `in` to its end, and writes a line for each to
// `out`: a ClassifyActivityResponse, or an error line with the number of the request's line. A
// member `id` of a request stands first in its answer:
//
//   {"id":7,"classification":{...}}
//   {"id":8,"error":{"code":"NOT_FOUND","message":"...","fieldPath":"activity.kbliCode"},"line":2}
//
// The answers are the same bytes however many threads there are. A few hundred lines and their
// answers are in memory at once, however many there are.
//
// Returns the number of error lines. Not OK where the requests cannot be read, the answers cannot
// be written, or the backend fails, which names the lines that it failed at; what was answered
// before is written.
absl::StatusOr<std::int64_t> AnswerLines(ActivityBackend& backend,
                                         const AnswerLinesOptions& options, std::istream& in,
                                         std::ostream& out);

// {"error":{"code":"NOT_FOUND","message":"...","fieldPath":"activity.kbliCode"}}
std::string ErrorLine(const absl::Status& status);

// A text as JSON writes it, between its quotes.
std::string JsonString(const std::string& text);

// "activity.kbli_code" -> "activity.kbliCode", as proto3 JSON names it.
std::string JsonPath(const std::string& field_path);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_LINES_H_
