// `izin classify --requests`: one request a line in, one answer a line out, in order.

#ifndef IZIN_SERVICE_CLI_ANSWER_LINES_H_
#define IZIN_SERVICE_CLI_ANSWER_LINES_H_

#include <istream>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "service/cli/backend.h"

namespace izin::cli {

// Reads ClassifyActivityRequests in proto3 JSON from `in` to its end and writes a
// ClassifyActivityResponse or an error line for each to `out`; a line of more than 1 MiB is an
// error. Returns the number of error lines. What cannot be read or written ends it with
// Unavailable, and so does a failure of the backend.
absl::StatusOr<int> AnswerLines(ActivityBackend& backend, std::istream& in, std::ostream& out);

// {"error":{"code":"NOT_FOUND","message":"...","fieldPath":"activity.kbliCode"}}
std::string ErrorLine(const absl::Status& status);

// "activity.kbli_code" -> "activity.kbliCode", as proto3 JSON names it.
std::string JsonPath(const std::string& field_path);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_LINES_H_
