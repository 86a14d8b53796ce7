// One connection of HTTP/1.1, from its first request to its end.

#ifndef IZIN_SERVICE_SERVER_HTTP_CONNECTION_H_
#define IZIN_SERVICE_SERVER_HTTP_CONNECTION_H_

#include <atomic>
#include <functional>

#include "absl/functional/function_ref.h"

#include "service/server/http_limits.h"
#include "service/transport/http_message.h"

namespace izin {

// What a request gets. Called by many threads; `is_gone` says whether its caller has left.
using HttpAnswer =
    std::function<HttpResponse(const HttpRequest& request, absl::FunctionRef<bool()> is_gone)>;

// What the connections of a server know of it. Thread-safe.
struct HttpState {
  std::atomic<bool> is_closing = false;   // each connection ends with the answer under way
  std::atomic<bool> is_aborting = false;  // callers are taken for gone
  std::atomic<int> waiting = 0;           // connections that no thread serves yet
};

// Answers the requests of a connection one after the other, those sent ahead too, until the client
// or a limit ends it. A request that cannot be read gets an error that says why, as JSON, and ends
// the connection, since where the next one begins is not known. Takes the descriptor over and does
// not close it: `fd` is shut down, for its owner to close.
void ServeConnection(int fd, const HttpLimits& limits, const HttpAnswer& answer,
                     const HttpState& state);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_HTTP_CONNECTION_H_
