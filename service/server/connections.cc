#include "service/server/connections.h"

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/time/clock.h"
#include <linux/sockios.h>

namespace izin {
namespace {

// After an accept for which the system had no room.
constexpr int kPauseMs = 100;
// Between two looks for what was closed, while all places are taken.
constexpr absl::Duration kBetweenSweeps = absl::Milliseconds(10);
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(10);

// The inode of a socket; 0 where the descriptor is none.
ino_t InodeOf(int fd) {
  struct stat found = {};
  return ::fstat(fd, &found) == 0 && S_ISSOCK(found.st_mode) ? found.st_ino : 0;
}

// All that was sent has arrived, and nothing came or went for `quiet`. Of a socket in the file
// system only the first is known.
bool IsQuiet(int fd, absl::Duration quiet) {
  int unsent = 0;
  if (::ioctl(fd, SIOCOUTQ, &unsent) == 0 && unsent > 0) return false;
  tcp_info info = {};
  socklen_t size = sizeof info;
  if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return true;
  const auto quiet_ms = absl::ToInt64Milliseconds(quiet);
  return info.tcpi_last_data_sent >= quiet_ms && info.tcpi_last_data_recv >= quiet_ms;
}

}  // namespace

Connections::Connections(ListeningSocket listener, Options options)
    : listener_(std::move(listener)),
      options_(std::move(options)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { Accept(); }) {}

Connections::Counters Connections::counters() const {
  absl::MutexLock lock(&mutex_);
  return counters_;
}

void Connections::Accept() {
  pollfd waited[] = {{.fd = wake_.get(), .events = POLLIN, .revents = 0},
                     {.fd = listener_.fd(), .events = POLLIN, .revents = 0}};
  bool is_paused = false;
  for (;;) {
    ::poll(waited, is_paused ? 1 : 2, is_paused ? kPauseMs : -1);
    if ((waited[0].revents & POLLIN) != 0) return;
    is_paused = !AcceptOne();
  }
}

bool Connections::AcceptOne() {
  const int fd = ::accept4(listener_.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  absl::ReleasableMutexLock lock(&mutex_);
  if (fd < 0) {
    // The client may have gone again; all else lasts.
    if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED) return true;
    ++counters_.failed_accepts;
    counters_.last_failure = std::strerror(errno);
    return false;
  }
  open_.erase(fd);  // a connection that is gone had this descriptor
  if (!HasRoom()) {
    ++counters_.refused;
    ::close(fd);
    return true;
  }
  open_[fd] = InodeOf(fd);
  ++counters_.taken;
  lock.Release();
  options_.take(listener_.fd(), fd);
  return true;
}

bool Connections::HasRoom() {
  const auto most = static_cast<std::size_t>(options_.max_open);
  if (open_.size() < most) return true;
  // A sweep looks at every connection: not for each of a flood.
  const absl::Time now = absl::Now();
  if (now - full_at_ < kBetweenSweeps) return false;
  ForgetClosed();
  full_at_ = now;
  return open_.size() < most;
}

void Connections::ForgetClosed() {
  absl::erase_if(open_, [](const auto& entry) { return InodeOf(entry.first) != entry.second; });
}

void Connections::StopAccepting() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  if (::write(wake_.get(), &one, sizeof one) == sizeof one) thread_.join();
  listener_.Close();
}

std::size_t Connections::CountOpen() {
  absl::MutexLock lock(&mutex_);
  ForgetClosed();
  return open_.size();
}

bool Connections::AwaitNone(absl::Time deadline) {
  while (CountOpen() > 0) {
    if (absl::Now() >= deadline) return false;
    absl::SleepFor(kBetweenLooks);
  }
  return true;
}

void Connections::EndAll() {
  absl::MutexLock lock(&mutex_);
  ForgetClosed();
  for (const auto& [fd, inode] : open_) ::shutdown(fd, SHUT_RDWR);
}

std::size_t Connections::EndQuiet(absl::Duration quiet) {
  absl::MutexLock lock(&mutex_);
  ForgetClosed();
  for (const auto& [fd, inode] : open_) {
    // Its owner, the library, sees the end of the connection and closes it.
    if (IsQuiet(fd, quiet)) ::shutdown(fd, SHUT_RDWR);
  }
  return open_.size();
}

}  // namespace izin
