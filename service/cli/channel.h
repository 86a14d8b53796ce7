// The way to a server: plain text or TLS.

#ifndef IZIN_SERVICE_CLI_CHANNEL_H_
#define IZIN_SERVICE_CLI_CHANNEL_H_

#include "absl/status/statusor.h"

#include "service/cli/backend.h"
#include "service/client/client.h"

namespace izin::cli {

// Of the server that the options name. Nothing is connected before the first call. Calls belong to
// the trace that the options name, else to that of TRACEPARENT and TRACESTATE in the environment.
// INVALID_ARGUMENT, naming the file, for a certificate, key or token that cannot be read, and for a
// token that would go over a network in plain text.
absl::StatusOr<Client> ClientTo(const BackendOptions& options);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_CHANNEL_H_
