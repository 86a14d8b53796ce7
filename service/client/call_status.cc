#include "service/client/call_status.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace izin {
namespace {

constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr char kLocalizedUrl[] = "type.googleapis.com/google.rpc.LocalizedMessage";

}  // namespace

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status out(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status rich;
  if (!rich.ParseFromString(status.error_details())) return out;
  for (const google::protobuf::Any& detail : rich.details()) {
    for (const char* url : {kBadRequestUrl, kErrorInfoUrl, kLocalizedUrl}) {
      if (detail.type_url() == url) out.SetPayload(url, absl::Cord(detail.value()));
    }
  }
  return out;
}

std::vector<FieldFault> FaultsOf(const absl::Status& status) {
  std::vector<FieldFault> faults;
  const auto payload = status.GetPayload(kBadRequestUrl);
  google::rpc::BadRequest details;
  if (!payload.has_value() || !details.ParseFromString(std::string(*payload))) return faults;
  for (const google::rpc::BadRequest::FieldViolation& violation : details.field_violations()) {
    FieldFault& fault = faults.emplace_back();
    fault.field = violation.field();
    fault.en = violation.description();
    if (violation.localized_message().locale() == "id")
      fault.id = violation.localized_message().message();
  }
  return faults;
}

std::string IndonesianOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kLocalizedUrl);
  google::rpc::LocalizedMessage localized;
  if (!payload.has_value() || !localized.ParseFromString(std::string(*payload))) return "";
  return localized.locale() == "id" ? localized.message() : "";
}

}  // namespace izin
