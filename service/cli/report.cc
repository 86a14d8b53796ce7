#include "service/cli/report.h"

#include <iostream>
#include <optional>
#include <string>

#include "google/protobuf/util/json_util.h"

#include "service/cli/answer_lines.h"
#include "service/cli/classify_flags.h"
#include "service/cli/language.h"
#include "service/client/call_status.h"
#include "service/request/request_faults.h"
#include "service/request/typed_values.h"

namespace izin::cli {
namespace {

bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
         absl::IsFailedPrecondition(status);
}

void PrintFaults(const absl::Status& status, bool is_english) {
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (!details.has_value()) {
    const std::string indonesian = is_english ? "" : IndonesianOf(status);
    std::cerr << "izin: " << (indonesian.empty() ? std::string(status.message()) : indonesian)
              << "\n";
    return;
  }
  for (const google::rpc::BadRequest::FieldViolation& violation : details->field_violations()) {
    std::cerr << "izin: " << FlagOf(violation.field()) << " " << SaidOf(violation, is_english)
              << "\n";
  }
}

}  // namespace

std::string SaidOf(const google::rpc::BadRequest::FieldViolation& violation, bool is_english) {
  const bool is_written = violation.localized_message().locale() == "id";
  return WithFlagWords(
      is_english || !is_written ? violation.description() : violation.localized_message().message(),
      is_english);
}

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
  return ReportFailure(status, is_json, SpeaksEnglish(""));
}

int ReportFailure(const absl::Status& status, bool is_json, bool is_english) {
  if (is_json) {
    std::cout << ErrorLine(status) << "\n";
  } else {
    PrintFaults(status, is_english);
  }
  return IsRefusal(status) ? kRefused : kFailure;
}

}  // namespace izin::cli
