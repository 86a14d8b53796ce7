// How a command of the CLI ends: answers to stdout, talk to stderr, and the exit code.

#ifndef IZIN_SERVICE_CLI_REPORT_H_
#define IZIN_SERVICE_CLI_REPORT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"

namespace izin::cli {

inline constexpr int kRefused = 1;  // findings, or a refused item
inline constexpr int kUsage = 2;
inline constexpr int kFailure = 3;

// A fault of a field in one language, with the words of flags in place of the names of the API;
// what has no Indonesian stays English.
std::string SaidOf(const google::rpc::BadRequest::FieldViolation& violation, bool is_english);

// Says `message` on stderr and returns `exit_code`.
int Fail(absl::string_view message, int exit_code);

// Prints `message` as one line of proto3 JSON; 0, or kFailure if it cannot be.
int PrintJson(const google::protobuf::Message& message);

// The exit code of a command that would end with this one: kFailure if not all that it printed
// could be written.
int EndOutput(int exit_code);

// Says what went wrong: as the error line on stdout for JSON, else each fault with the flag to mend
// on stderr. kRefused if the request is at fault, kFailure if the service is.
int ReportFailure(const absl::Status& status, bool is_json, bool is_english);
// In the language of the environment.
int ReportFailure(const absl::Status& status, bool is_json);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_REPORT_H_
