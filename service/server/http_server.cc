#include "service/server/http_server.h"

#include <algorithm>
#include <optional>
#include <unistd.h>
#include <utility>

#include "service/server/descriptors.h"
#include "service/server/listen_address.h"
#include "service/server/listening_socket.h"

namespace izin {

HttpServer::HttpServer(Options options)
    : options_(std::move(options)),
      threads_({.threads = options_.limits.connections,
                .max_admitted = options_.limits.connections + options_.limits.waiting}) {}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(Options options) {
  const absl::StatusOr<ListenAddress> address = ParseListenAddress(options.listen, options.reach);
  if (!address.ok()) return address.status();
  absl::StatusOr<ListeningSocket> socket = ListeningSocket::Open(*address);
  if (!socket.ok()) return socket.status();
  std::unique_ptr<HttpServer> server(new HttpServer(std::move(options)));
  const HttpLimits& limits = server->options_.limits;
  Connections::Options taking{
      .max_open = std::min(limits.connections + limits.waiting, ConnectionsThatFit())};
  taking.take = [http = server.get()](int /*listener*/, int connection) { http->Take(connection); };
  server->connections_ = std::make_unique<Connections>(*std::move(socket), std::move(taking));
  return server;
}

HttpServer::~HttpServer() {
  connections_->StopAccepting();
  state_.is_closing = true;
  state_.is_aborting = true;
  // Wakes threads that wait for their client.
  connections_->EndAll();
}

void HttpServer::Take(int connection) {
  std::optional<WorkerPool::Ticket> admitted = threads_.Admit();
  if (!admitted.has_value()) {
    ::close(connection);
    return;
  }
  const auto ticket = std::make_shared<const WorkerPool::Ticket>(*std::move(admitted));
  ++state_.waiting;
  ticket->Run([this, ticket, connection] {
    --state_.waiting;
    ServeConnection(connection, options_.limits, options_.answer, state_);
    ::close(connection);
  });
}

bool HttpServer::Drain(absl::Time deadline) {
  connections_->StopAccepting();
  state_.is_closing = true;
  return connections_->AwaitNone(deadline);
}

}  // namespace izin
