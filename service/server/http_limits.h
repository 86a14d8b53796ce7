// What one client of HTTP may take. What one request may hold is in
// service/request/request_limits.h.

#ifndef IZIN_SERVICE_SERVER_HTTP_LIMITS_H_
#define IZIN_SERVICE_SERVER_HTTP_LIMITS_H_

#include <cstddef>

#include "absl/time/time.h"

#include "service/request/request_limits.h"

namespace izin {

struct HttpLimits {
  // Connections that are served at once, each by a thread, and those that wait for one. One more is
  // closed at once. While some wait, a connection ends with its answer.
  int connections = 64;
  int waiting = 64;
  // Of the request line and the headers of one request.
  std::size_t header_bytes = std::size_t{16} << 10;
  // Of one request, as of gRPC.
  std::size_t body_bytes = RequestLimits::kBatchBytes;
  // From the first byte of a request to the last of its headers; then to the last of its body; and
  // for its answer to be taken.
  absl::Duration header_time = absl::Seconds(10);
  absl::Duration body_time = absl::Seconds(60);
  absl::Duration write_time = absl::Seconds(60);
  // A connection without a request is closed after that long, any after so many of them.
  absl::Duration idle = absl::Seconds(15);
  int requests_per_connection = 1000;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_HTTP_LIMITS_H_
