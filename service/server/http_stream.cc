#include "service/server/http_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

#include "absl/time/clock.h"

namespace izin {
namespace {

constexpr absl::Duration kBetweenLooks = absl::Milliseconds(100);
// A client that is sent away while it still sends.
constexpr absl::Duration kLeaving = absl::Seconds(2);
constexpr std::size_t kMostLeft = std::size_t{32} << 20;

// Whole ones, rounded up.
int Ms(absl::Duration duration) {
  return static_cast<int>(
      std::max<std::int64_t>(absl::ToInt64Milliseconds(duration + absl::Nanoseconds(999999)), 0));
}

}  // namespace

bool HttpStream::Await(short events, absl::Time deadline) const {
  pollfd waited = {.fd = fd_, .events = events, .revents = 0};
  for (;;) {
    const int left_ms = Ms(deadline - absl::Now());
    const int found = ::poll(&waited, 1, left_ms);
    if (found > 0) return true;
    if (left_ms == 0 || (found < 0 && errno != EINTR)) return false;
  }
}

bool HttpStream::AwaitRequest(absl::FunctionRef<bool()> is_over) {
  fault_ = HttpFault::kNone;
  is_in_body_ = false;
  line_ends_ = 0;
  header_bytes_ = 0;
  body_bytes_ = 0;
  const absl::Time end = absl::Now() + limits_.idle;
  // What has come already is taken first.
  absl::Time look = absl::InfinitePast();
  while (begin_ == end_ && !Await(POLLIN, look)) {
    const absl::Time now = absl::Now();
    if (is_over() || now >= end) return false;
    look = std::min(end, now + kBetweenLooks);
  }
  deadline_ = absl::Now() + limits_.header_time;
  return begin_ < end_ || Fill();
}

bool HttpStream::Fill() {
  for (;;) {
    const ssize_t size = ::recv(fd_, buffer_.data(), buffer_.size(), 0);
    if (size > 0) {
      begin_ = 0;
      end_ = static_cast<std::size_t>(size);
      return true;
    }
    const bool is_to_wait = size < 0 && (errno == EAGAIN || errno == EINTR);
    if (!is_to_wait) fault_ = HttpFault::kGone;
    if (is_to_wait && !Await(POLLIN, deadline_)) fault_ = HttpFault::kTooSlow;
    if (fault_ != HttpFault::kNone) return false;
  }
}

bool HttpStream::Count(const char* bytes, std::size_t size) {
  if (is_in_body_) {
    body_bytes_ += size;
    // The lengths of chunks take their part; the body itself is counted by who reads it.
    if (body_bytes_ > 2 * limits_.body_bytes) fault_ = HttpFault::kBodyTooLong;
    return fault_ == HttpFault::kNone;
  }
  // The library takes headers byte by byte, so that none of the body is among them.
  for (std::size_t i = 0; i < size; ++i) {
    const bool is_return = line_ends_ % 2 == 0;
    line_ends_ = bytes[i] == (is_return ? '\r' : '\n') ? line_ends_ + 1 : bytes[i] == '\r' ? 1 : 0;
  }
  header_bytes_ += size;
  if (line_ends_ == 4) {
    is_in_body_ = true;
    deadline_ = absl::Now() + limits_.body_time;
  } else if (header_bytes_ >= limits_.header_bytes) {
    fault_ = HttpFault::kHeadersTooLong;
  }
  return fault_ == HttpFault::kNone;
}

ssize_t HttpStream::read(char* to, std::size_t size) {
  if (fault_ != HttpFault::kNone) return -1;
  if (absl::Now() >= deadline_) {
    fault_ = HttpFault::kTooSlow;
    return -1;
  }
  if (begin_ == end_ && !Fill()) return -1;
  const std::size_t taken = std::min(size, end_ - begin_);
  std::memcpy(to, buffer_.data() + begin_, taken);
  begin_ += taken;
  return Count(to, taken) ? static_cast<ssize_t>(taken) : -1;
}

ssize_t HttpStream::write(const char* from, std::size_t size) {
  const absl::Time deadline = absl::Now() + limits_.write_time;
  std::size_t sent = 0;
  while (sent < size && !is_write_failed_) {
    const ssize_t step = ::send(fd_, from + sent, size - sent, MSG_NOSIGNAL);
    if (step >= 0) {
      sent += static_cast<std::size_t>(step);
    } else if (errno != EINTR && (errno != EAGAIN || !Await(POLLOUT, deadline))) {
      is_write_failed_ = true;
    }
  }
  return is_write_failed_ ? -1 : static_cast<ssize_t>(size);
}

bool HttpStream::IsGone() const {
  pollfd waited = {.fd = fd_, .events = POLLRDHUP, .revents = 0};
  return ::poll(&waited, 1, 0) > 0;
}

void HttpStream::EndGently() {
  ::shutdown(fd_, SHUT_WR);
  if (is_write_failed_ || fault_ == HttpFault::kGone) return;
  const absl::Time deadline = absl::Now() + kLeaving;
  std::size_t left = 0;
  while (left < kMostLeft && Await(POLLIN, deadline)) {
    const ssize_t size = ::recv(fd_, buffer_.data(), buffer_.size(), 0);
    if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) return;
    left += static_cast<std::size_t>(std::max<ssize_t>(size, 0));
  }
}

}  // namespace izin
