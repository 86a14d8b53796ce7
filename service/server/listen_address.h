// Where a server listens, as it is written.

#ifndef IZIN_SERVICE_SERVER_LISTEN_ADDRESS_H_
#define IZIN_SERVICE_SERVER_LISTEN_ADDRESS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izin {

// A port of this machine, or a socket in the file system.
struct ListenAddress {
  std::string written;     // as it was given
  std::string host;        // "127.0.0.1", "::1"; empty for a socket in the file system
  std::uint16_t port = 0;  // 0 = the system picks one
  std::string path;        // of the socket
};

// "127.x.y.z:PORT", "[::1]:PORT", "localhost:PORT" or "unix:PATH". InvalidArgument for all else: a
// plaintext listener stays on this machine.
absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view written);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_LISTEN_ADDRESS_H_
