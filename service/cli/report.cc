#include "service/cli/report.h"

#include <iostream>
#include <optional>
#include <string>

#include "google/protobuf/util/json_util.h"

#include "service/cli/answer_lines.h"
#include "service/cli/classify_flags.h"
#include "service/request/request_faults.h"

namespace izin::cli {
namespace {

bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
         absl::IsFailedPrecondition(status);
}

void PrintFaults(const absl::Status& status) {
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (!details.has_value()) {
    std::cerr << "izin: " << status.message() << "\n";
    return;
  }
  for (const google::rpc::BadRequest::FieldViolation& violation : details->field_violations()) {
    std::cerr << "izin: " << FlagOf(violation.field()) << " " << violation.description() << "\n";
  }
}

}  // namespace

int Fail(absl::string_view message, int exit_code) {
  std::cerr << "izin: " << message << "\n";
  return exit_code;
}

int PrintJson(const google::protobuf::Message& message) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok()) return kFailure;
  std::cout << json << "\n";
  return std::cout ? 0 : kFailure;
}

int EndOutput(int exit_code) {
  std::cout.flush();
  if (std::cout) return exit_code;
  std::cerr << "izin: the output cannot be written\n";
  return kFailure;
}

int ReportFailure(const absl::Status& status, bool is_json) {
  if (is_json) {
    std::cout << ErrorLine(status) << "\n";
  } else {
    PrintFaults(status);
  }
  return IsRefusal(status) ? kRefused : kFailure;
}

}  // namespace izin::cli
