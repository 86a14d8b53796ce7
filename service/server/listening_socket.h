// The socket that a server listens on.

#ifndef IZIN_SERVICE_SERVER_LISTENING_SOCKET_H_
#define IZIN_SERVICE_SERVER_LISTENING_SOCKET_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

#include "service/server/listen_address.h"

namespace izin {

// A descriptor that is closed with the object; -1 = none. Thread-compatible.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();

  int get() const { return fd_; }

 private:
  int fd_;
};

// Bound and listening, until Close. Thread-compatible.
//
// Beside a socket in the file system lies PATH.lock, which its server holds locked for as long as
// it lives: a second server leaves the first one's socket alone, and what a dead one left behind is
// taken over. The lock file stays.
class ListeningSocket {
 public:
  // Unavailable if another server listens there or the system refuses.
  static absl::StatusOr<ListeningSocket> Open(const ListenAddress& address);

  ListeningSocket(ListeningSocket&&) noexcept = default;
  ListeningSocket& operator=(ListeningSocket&&) = delete;
  ~ListeningSocket() { Close(); }

  // The address that clients use, with the real port.
  const std::string& address() const { return address_; }
  // Does not block.
  int fd() const { return socket_.get(); }

  // New connections are refused from here on; the path is free for the next server.
  void Close();

 private:
  ListeningSocket() = default;

  absl::Status Lock(const ListenAddress& address);
  absl::Status BindPath(const ListenAddress& address);
  absl::Status BindPort(const ListenAddress& address);

  std::string address_;
  std::string bound_path_;  // ours to remove; empty: none
  Descriptor lock_;
  Descriptor socket_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_LISTENING_SOCKET_H_
