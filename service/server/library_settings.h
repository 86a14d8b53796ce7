// What the gRPC library is told before it starts.

#ifndef IZIN_SERVICE_SERVER_LIBRARY_SETTINGS_H_
#define IZIN_SERVICE_SERVER_LIBRARY_SETTINGS_H_

#include <grpcpp/server_builder.h>

#include "service/server/server_limits.h"

namespace izin {

// What clients may take, as far as the library keeps to it; compressed requests are refused.
void SetLimits(const ServerLimits& limits, grpc::ServerBuilder& builder);

// The library adds reflection to every server of a program that is linked with it; not to this one.
void LeaveOutReflection(grpc::ServerBuilder& builder);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_LIBRARY_SETTINGS_H_
