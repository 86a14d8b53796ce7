#include "service/server/listening_socket.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include <arpa/inet.h>

namespace izin {
namespace {

constexpr int kSocketFlags = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

// Bytes of answers that may wait in the kernel beyond what the peer has room for. What lies there
// when a connection ends is lost, and what lies in the library is not.
constexpr int kUnsentBytes = 64 << 10;

absl::Status Refused(const ListenAddress& address, absl::string_view what) {
  return absl::UnavailableError(absl::StrCat("listen \"", address.written, "\": ", what));
}

absl::Status SystemFault(const ListenAddress& address, absl::string_view what) {
  return Refused(address, absl::StrCat(what, ": ", std::strerror(errno)));
}

void Set(int fd, int level, int option, int value) {
  ::setsockopt(fd, level, option, &value, sizeof value);
}

sockaddr_un PathAddress(const ListenAddress& address) {
  sockaddr_un out = {};
  out.sun_family = AF_UNIX;
  std::memcpy(out.sun_path, address.path.data(), address.path.size());
  return out;
}

bool Answers(const sockaddr_un& at) {
  const Descriptor probe(::socket(AF_UNIX, kSocketFlags, 0));
  return ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0 ||
         errno == EAGAIN;
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

absl::StatusOr<ListeningSocket> ListeningSocket::Open(const ListenAddress& address) {
  ListeningSocket out;
  absl::Status bound = address.path.empty() ? out.BindPort(address) : out.BindPath(address);
  if (!bound.ok()) return bound;
  if (::listen(out.fd(), SOMAXCONN) != 0) return SystemFault(address, "cannot listen");
  return out;
}

absl::Status ListeningSocket::Lock(const ListenAddress& address) {
  const std::string path = address.path + ".lock";
  lock_ = Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock_.get() < 0) return SystemFault(address, absl::StrCat("cannot open ", path));
  if (::flock(lock_.get(), LOCK_EX | LOCK_NB) == 0) return absl::OkStatus();
  if (errno != EWOULDBLOCK) return SystemFault(address, absl::StrCat("cannot lock ", path));
  return Refused(address, absl::StrCat("another server listens there: it holds ", path));
}

absl::Status ListeningSocket::BindPath(const ListenAddress& address) {
  if (absl::Status locked = Lock(address); !locked.ok()) return locked;
  const sockaddr_un at = PathAddress(address);
  struct stat found = {};
  if (::lstat(address.path.c_str(), &found) == 0) {
    if (!S_ISSOCK(found.st_mode)) return Refused(address, "there is a file that is no socket");
    if (Answers(at)) return Refused(address, "another program listens there");
    ::unlink(address.path.c_str());  // of a server that died
  }
  socket_ = Descriptor(::socket(AF_UNIX, kSocketFlags, 0));
  if (::bind(fd(), reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0)
    return SystemFault(address, "cannot be bound");
  bound_path_ = address.path;
  address_ = address.written;
  return absl::OkStatus();
}

absl::Status ListeningSocket::BindPort(const ListenAddress& address) {
  sockaddr_in v4 = {};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(address.port);
  sockaddr_in6 v6 = {};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(address.port);
  const bool is_v4 = ::inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr) == 1;
  if (!is_v4) ::inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr);
  sockaddr* at = is_v4 ? reinterpret_cast<sockaddr*>(&v4) : reinterpret_cast<sockaddr*>(&v6);
  socklen_t size = is_v4 ? sizeof v4 : sizeof v6;

  socket_ = Descriptor(::socket(is_v4 ? AF_INET : AF_INET6, kSocketFlags, 0));
  // Connections inherit these.
  Set(fd(), SOL_SOCKET, SO_REUSEADDR, 1);
  Set(fd(), IPPROTO_TCP, TCP_NODELAY, 1);
  Set(fd(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, kUnsentBytes);
  if (::bind(fd(), at, size) != 0) return SystemFault(address, "cannot be bound; is it in use?");
  if (::getsockname(fd(), at, &size) != 0) return SystemFault(address, "has no name");
  const int port = ntohs(is_v4 ? v4.sin_port : v6.sin6_port);
  address_ = absl::StrCat(address.written.substr(0, address.written.rfind(':')), ":", port);
  return absl::OkStatus();
}

void ListeningSocket::Close() {
  if (!bound_path_.empty()) ::unlink(bound_path_.c_str());
  bound_path_.clear();
  socket_ = Descriptor();
  lock_ = Descriptor();
}

}  // namespace izin
