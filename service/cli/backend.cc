#include "service/cli/backend.h"

namespace izin::cli {

void AddServerOptions(CLI::App& command, BackendOptions& options) {
  CLI::Option* server =
      command.add_option("--server", options.server, "ask a server, ADDR:PORT or unix:PATH");
  command.add_option("--timeout", options.timeout_seconds, "seconds that a call to it may take")
      ->needs(server)
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
}

absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(const BackendOptions& options) {
  if (options.server.empty()) return LocalBackend(options);
  return ServerBackend(options);
}

}  // namespace izin::cli
