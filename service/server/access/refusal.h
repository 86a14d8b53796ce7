// How a call is refused for who makes it.

#ifndef IZIN_SERVICE_SERVER_ACCESS_REFUSAL_H_
#define IZIN_SERVICE_SERVER_ACCESS_REFUSAL_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include <grpcpp/support/status.h>

#include "service/request/request_faults.h"

namespace izin {

inline constexpr char kAccessDomain[] = "izin";

// The English as message; in the details an ErrorInfo with `reason` and `metadata`, and the
// Indonesian as a LocalizedMessage.
grpc::Status Refusal(grpc::StatusCode code, absl::string_view reason, const FaultText& text,
                     const std::map<std::string, std::string>& metadata = {});

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_REFUSAL_H_
