// The only place where a status of ours becomes one of gRPC; back: service/client/call_status.h.

#ifndef IZIN_SERVICE_TRANSPORT_GRPC_STATUS_H_
#define IZIN_SERVICE_TRANSPORT_GRPC_STATUS_H_

#include "absl/status/status.h"
#include <grpcpp/support/status.h>

namespace izin {

// Carries a BadRequest in `grpc-status-details-bin`. What does not fit the 8 KiB that HTTP/2 peers
// allow for trailers is left out, and a last violation says how many faults that were.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_GRPC_STATUS_H_
