// The only place where a status of ours becomes one of gRPC; back: service/client/call_status.h.

#ifndef IZIN_SERVICE_TRANSPORT_GRPC_STATUS_H_
#define IZIN_SERVICE_TRANSPORT_GRPC_STATUS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include <grpcpp/support/status.h>

namespace izin {

// Carries a BadRequest in `grpc-status-details-bin`. What does not fit the 8 KiB that HTTP/2 peers
// allow for trailers is left out, and a last violation says how many faults that were.
grpc::Status ToGrpcStatus(const absl::Status& status);

// "OK", "CANCELLED", ..., "UNAUTHENTICATED"; "UNKNOWN" for a number that is no code.
std::string NameOf(grpc::StatusCode code);

// A refusal for now: with a google.rpc.RetryInfo that says when to come back.
grpc::Status RetryLater(grpc::StatusCode code, const std::string& message, absl::Duration after);

// What its RetryInfo says; nothing where it has none.
std::optional<absl::Duration> RetryDelayOf(const grpc::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_GRPC_STATUS_H_
