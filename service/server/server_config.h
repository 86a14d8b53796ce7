// How izind is set up: flags over a file over defaults.

#ifndef IZIN_SERVICE_SERVER_SERVER_CONFIG_H_
#define IZIN_SERVICE_SERVER_SERVER_CONFIG_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "izin/internal/config.pb.h"

namespace izin {

// Defaults in, defaults out where `config` leaves a field empty.
izin::internal::ServerConfig WithDefaults(izin::internal::ServerConfig config);

// InvalidArgument where a setting has a value that it cannot have, with a line for each:
// "log_level \"loud\": want one of debug info warning error". An empty one has its default.
absl::Status CheckServerConfig(const izin::internal::ServerConfig& config);

// The file at `path`, text format. InvalidArgument with "path:line:column: fault", NotFound if it
// cannot be read.
absl::StatusOr<izin::internal::ServerConfig> ReadServerConfig(const std::string& path);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_SERVER_CONFIG_H_
