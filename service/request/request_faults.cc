#include "service/request/request_faults.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";

}  // namespace

void RequestFaults::Add(FaultKind kind, std::string field_path, std::string description) {
  faults_.push_back({kind, std::move(field_path), std::move(description)});
}

absl::Status RequestFaults::ToStatus() const {
  if (faults_.empty()) return absl::OkStatus();
  bool any_invalid = false;
  bool any_not_found = false;
  for (const Fault& fault : faults_) {
    any_invalid = any_invalid || fault.kind == FaultKind::kInvalid;
    any_not_found = any_not_found || fault.kind == FaultKind::kNotFound;
  }
  const bool only_precondition = !any_invalid && !any_not_found;
  google::rpc::BadRequest details;
  for (const Fault& fault : faults_) {
    if (fault.kind == FaultKind::kPrecondition && !only_precondition) continue;
    google::rpc::BadRequest::FieldViolation& violation = *details.add_field_violations();
    violation.set_field(fault.field_path);
    violation.set_description(fault.description);
  }
  const absl::StatusCode code = any_invalid     ? absl::StatusCode::kInvalidArgument
                                : any_not_found ? absl::StatusCode::kNotFound
                                                : absl::StatusCode::kFailedPrecondition;
  const google::rpc::BadRequest::FieldViolation& first = details.field_violations(0);
  absl::Status status(code, absl::StrCat(first.field(), ": ", first.description()));
  status.SetPayload(kBadRequestUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

std::optional<google::rpc::BadRequest> BadRequestOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kBadRequestUrl);
  google::rpc::BadRequest details;
  if (!payload.has_value() || !details.ParseFromString(std::string(*payload))) return std::nullopt;
  return details;
}

absl::Status FieldError(FaultKind kind, std::string field_path, std::string description) {
  RequestFaults faults;
  faults.Add(kind, std::move(field_path), std::move(description));
  return faults.ToStatus();
}

}  // namespace izin
