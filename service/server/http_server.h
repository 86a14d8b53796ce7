// A listener of HTTP/1.1: connections, each served by a thread of a few.

#ifndef IZIN_SERVICE_SERVER_HTTP_SERVER_H_
#define IZIN_SERVICE_SERVER_HTTP_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "service/base/worker_pool.h"
#include "service/server/connections.h"
#include "service/server/http_connection.h"
#include "service/server/http_limits.h"
#include "service/server/listen_address.h"

namespace izin {

// Serves from Start until its end. Thread-safe.
class HttpServer {
 public:
  struct Options {
    std::string listen;  // as ParseListenAddress
    Reach reach = Reach::kThisMachine;
    HttpLimits limits;
    HttpAnswer answer;
  };

  // As ParseListenAddress for the address, as ListeningSocket if it cannot be bound.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(Options options);

  // Calls whose answer is still out are taken for left by their callers.
  ~HttpServer();

  // The address that clients use, with the real port.
  const std::string& address() const { return connections_->address(); }
  Connections::Counters counters() const { return connections_->counters(); }

  // Takes no new connections, lets requests under way be answered, and ends each connection after
  // that. True once none is left, false if some are at `deadline`.
  bool Drain(absl::Time deadline);

 private:
  explicit HttpServer(Options options);
  void Take(int connection);

  const Options options_;
  HttpState state_;
  WorkerPool threads_;
  std::unique_ptr<Connections> connections_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_HTTP_SERVER_H_
