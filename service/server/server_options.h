// What a server is started with, as its configuration says it.

#ifndef IZIN_SERVICE_SERVER_SERVER_OPTIONS_H_
#define IZIN_SERVICE_SERVER_SERVER_OPTIONS_H_

#include "izin/internal/config.pb.h"
#include "service/server/server.h"

namespace izin {

// REQUIRES: CheckServerConfig finds nothing, and WithDefaults was applied.
Server::Options ServerOptionsOf(const izin::internal::ServerConfig& config);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_SERVER_OPTIONS_H_
