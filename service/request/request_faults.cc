#include "service/request/request_faults.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace izin {
namespace {

constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
constexpr absl::string_view kAnd = "and ";
constexpr absl::string_view kMoreFaults = " more faults";

}  // namespace

void RequestFaults::Add(FaultKind kind, std::string field_path, std::string description) {
  Add(kind, std::move(field_path), FaultText{.en = std::move(description), .id = ""});
}

void RequestFaults::Add(FaultKind kind, std::string field_path, FaultText text) {
  any_invalid_ = any_invalid_ || kind == FaultKind::kInvalid;
  any_not_found_ = any_not_found_ || kind == FaultKind::kNotFound;
  if (faults_.size() >= kMost) {
    ++left_out_;
  } else {
    faults_.push_back({kind, std::move(field_path), std::move(text)});
  }
}

absl::Status RequestFaults::ToStatus() const {
  if (faults_.empty()) return absl::OkStatus();
  const bool only_precondition = !any_invalid_ && !any_not_found_;
  google::rpc::BadRequest details;
  for (const Fault& fault : faults_) {
    if (fault.kind == FaultKind::kPrecondition && !only_precondition) continue;
    google::rpc::BadRequest::FieldViolation& violation = *details.add_field_violations();
    violation.set_field(fault.field_path);
    violation.set_description(fault.text.en);
    if (fault.text.id.empty()) continue;
    violation.mutable_localized_message()->set_locale("id");
    violation.mutable_localized_message()->set_message(fault.text.id);
  }
  if (left_out_ > 0) *details.add_field_violations() = MoreFaults(left_out_);
  const absl::StatusCode code = any_invalid_     ? absl::StatusCode::kInvalidArgument
                                : any_not_found_ ? absl::StatusCode::kNotFound
                                                 : absl::StatusCode::kFailedPrecondition;
  const google::rpc::BadRequest::FieldViolation& first = details.field_violations(0);
  absl::Status status(
      code, absl::StrCat(first.field(), first.field().empty() ? "" : ": ", first.description()));
  status.SetPayload(kBadRequestUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

std::optional<google::rpc::BadRequest> BadRequestOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kBadRequestUrl);
  google::rpc::BadRequest details;
  if (!payload.has_value() || !details.ParseFromString(std::string(*payload))) return std::nullopt;
  return details;
}

int FaultsIn(const google::rpc::BadRequest& details) {
  int count = 0;
  for (const google::rpc::BadRequest::FieldViolation& violation : details.field_violations()) {
    absl::string_view more = violation.description();
    const bool is_count = violation.field().empty() && absl::ConsumePrefix(&more, kAnd) &&
                          absl::ConsumeSuffix(&more, kMoreFaults);
    int left_out = 0;
    count += is_count && absl::SimpleAtoi(more, &left_out) ? left_out : 1;
  }
  return count;
}

google::rpc::BadRequest::FieldViolation MoreFaults(int count) {
  google::rpc::BadRequest::FieldViolation out;
  out.set_description(absl::StrCat(kAnd, count, kMoreFaults));
  return out;
}

absl::Status FieldError(FaultKind kind, std::string field_path, FaultText text) {
  RequestFaults faults;
  faults.Add(kind, std::move(field_path), std::move(text));
  return faults.ToStatus();
}

absl::Status FieldError(FaultKind kind, std::string field_path, std::string description) {
  return FieldError(kind, std::move(field_path), FaultText{.en = std::move(description), .id = ""});
}

}  // namespace izin
