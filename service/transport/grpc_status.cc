#include "service/transport/grpc_status.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

#include "service/base/excerpt.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

constexpr absl::Duration kRetryAfter = absl::Seconds(1);
constexpr std::size_t kMaxDetailBytes = 3500;
constexpr std::size_t kMaxMessageBytes = 1000;

google::rpc::BadRequest Fit(const google::rpc::BadRequest& full) {
  google::rpc::BadRequest fitted;
  std::size_t bytes = 0;
  for (const google::rpc::BadRequest::FieldViolation& violation : full.field_violations()) {
    bytes += violation.ByteSizeLong() + 8;
    if (bytes > kMaxDetailBytes) {
      *fitted.add_field_violations() = MoreFaults(FaultsIn(full) - fitted.field_violations_size());
      return fitted;
    }
    *fitted.add_field_violations() = violation;
  }
  return fitted;
}

void AddRetryInfo(absl::Duration after, google::rpc::Status& rich) {
  google::rpc::RetryInfo retry;
  const std::int64_t seconds = absl::IDivDuration(after, absl::Seconds(1), &after);
  retry.mutable_retry_delay()->set_seconds(seconds);
  retry.mutable_retry_delay()->set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(after)));
  rich.add_details()->PackFrom(retry);
}

}  // namespace

std::string NameOf(grpc::StatusCode code) {
  // The numbers of both are the same.
  std::string name = absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
  return name.empty() ? "UNKNOWN" : name;
}

grpc::Status RetryLater(grpc::StatusCode code, const std::string& message, absl::Duration after) {
  google::rpc::Status rich;
  rich.set_code(static_cast<int>(code));
  rich.set_message(message);
  AddRetryInfo(std::max(after, absl::ZeroDuration()), rich);
  return grpc::Status(code, message, rich.SerializeAsString());
}

std::optional<absl::Duration> RetryDelayOf(const grpc::Status& status) {
  google::rpc::Status rich;
  if (status.error_details().empty() || !rich.ParseFromString(status.error_details()))
    return std::nullopt;
  for (const google::protobuf::Any& detail : rich.details()) {
    google::rpc::RetryInfo retry;
    if (detail.UnpackTo(&retry)) {
      return absl::Seconds(retry.retry_delay().seconds()) +
             absl::Nanoseconds(retry.retry_delay().nanos());
    }
  }
  return std::nullopt;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string message(CutAtCharacter(status.message(), kMaxMessageBytes));
  const auto code = static_cast<grpc::StatusCode>(status.code());
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  const bool is_for_now = absl::IsUnavailable(status);
  if (!details.has_value() && !is_for_now) return grpc::Status(code, message);
  google::rpc::Status rich;
  rich.set_code(static_cast<int>(status.code()));
  rich.set_message(message);
  if (details.has_value()) rich.add_details()->PackFrom(Fit(*details));
  if (is_for_now) AddRetryInfo(kRetryAfter, rich);
  return grpc::Status(code, message, rich.SerializeAsString());
}

}  // namespace izin
