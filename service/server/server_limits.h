// What one server spends on its clients. What one request may hold is in
// service/request/request_limits.h.

#ifndef IZIN_SERVICE_SERVER_SERVER_LIMITS_H_
#define IZIN_SERVICE_SERVER_SERVER_LIMITS_H_

#include "absl/time/time.h"

namespace izin {

// All of them, with their defaults. What an operator may want otherwise is a field of ServerConfig.
struct ServerLimits {
  // Connections at once; fewer where the descriptors of the process are fewer. One more is closed
  // at once, so that its client may look elsewhere.
  int connections = 4096;
  // Calls at once on one connection; further ones wait at the client.
  int streams_per_connection = 256;
  // Of the library's buffers for all connections. Above it, it drops streams and connections.
  int buffers_mib = 1024;
  // A connection that says no HTTP/2 is closed after the first, one without calls told to go after
  // the second, any after the third; calls under way may go on for the fourth.
  absl::Duration handshake = absl::Seconds(10);
  absl::Duration idle = absl::Minutes(10);
  absl::Duration age = absl::Hours(2);
  absl::Duration age_grace = absl::Minutes(5);
  // A peer that is silent that long is asked whether it is there, and has that long to answer.
  absl::Duration keepalive = absl::Minutes(1);
  absl::Duration keepalive_answer = absl::Seconds(20);
  // A client may ask that often without calls; after so many questions too many it is sent away.
  absl::Duration ping_interval = absl::Minutes(1);
  int ping_strikes = 2;
  // Bytes of headers of one call.
  int header_bytes = 8 << 10;
  // A stream of answers that nobody reads ends after that long without progress.
  absl::Duration unread_stream = absl::Seconds(60);
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_SERVER_LIMITS_H_
