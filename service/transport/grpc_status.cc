#include "service/transport/grpc_status.h"

#include <optional>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

#include "service/base/excerpt.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

constexpr int kRetryAfterSeconds = 1;
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

}  // namespace

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
  if (is_for_now) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(kRetryAfterSeconds);
    rich.add_details()->PackFrom(retry);
  }
  return grpc::Status(code, message, rich.SerializeAsString());
}

}  // namespace izin
