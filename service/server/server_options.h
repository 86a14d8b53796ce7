// What a server is started with, as its configuration says it.

#ifndef IZIN_SERVICE_SERVER_SERVER_OPTIONS_H_
#define IZIN_SERVICE_SERVER_SERVER_OPTIONS_H_

#include <vector>

#include "absl/status/statusor.h"

#include "izin/internal/config.pb.h"
#include "service/lifecycle/minisign.h"
#include "service/server/server.h"

namespace izin {

// REQUIRES: CheckServerConfig finds nothing, and WithDefaults was applied.
Server::Options ServerOptionsOf(const izin::internal::ServerConfig& config);

// The keys of `config`, of which each is a public key of minisign or a file that holds one.
// InvalidArgument, naming it, for one that is neither.
absl::StatusOr<std::vector<minisign::PublicKey>> ReadRulesetKeys(
    const izin::internal::ServerConfig& config);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_SERVER_OPTIONS_H_
