// How a call of gRPC ended, as a status of Abseil, and the faults of a request that it tells.

#ifndef IZIN_SERVICE_CLIENT_CALL_STATUS_H_
#define IZIN_SERVICE_CLIENT_CALL_STATUS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include <grpcpp/support/status.h>

namespace izin {

// The same code and message; a google.rpc.BadRequest, ErrorInfo and LocalizedMessage in the details
// become payloads under their type URLs. Details that cannot be read are left out.
absl::Status FromGrpcStatus(const grpc::Status& status);

// What is wrong with one field of a request.
struct FieldFault {
  std::string field;  // path in proto names: "activity.kbli_code"
  std::string en;
  std::string id;  // Indonesian; empty if the service has none
};

// Of a status that FromGrpcStatus made, in the order of the service; empty if it tells none.
std::vector<FieldFault> FaultsOf(const absl::Status& status);

// The message in Indonesian, of a status that FromGrpcStatus made; empty if the service has none.
std::string IndonesianOf(const absl::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_CLIENT_CALL_STATUS_H_
