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

// Who may reach it.
enum class Reach { kThisMachine, kNetwork };

// "127.x.y.z:PORT", "[::1]:PORT", "localhost:PORT" or "unix:PATH"; for the network also other
// addresses, "0.0.0.0:PORT" and "[::]:PORT" for all that the machine has. InvalidArgument for all
// else: what is in plain text stays on this machine.
absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view written,
                                                 Reach reach = Reach::kThisMachine);

// Whether only this machine reaches it.
bool IsOfThisMachine(const ListenAddress& address);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_LISTEN_ADDRESS_H_
