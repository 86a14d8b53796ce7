#include "service/cli/backend.h"

#include <string>

#include "service/base/trace_context.h"

namespace izin::cli {

void AddServerOptions(CLI::App& command, BackendOptions& options) {
  CLI::Option* server =
      command.add_option("--server", options.server, "ask a server, ADDR:PORT or unix:PATH");
  command.add_option("--timeout", options.timeout_seconds, "seconds that a call to it may take")
      ->needs(server)
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      .add_option("--traceparent", options.traceparent,
                  "trace that the call belongs to, as W3C writes it [TRACEPARENT]")
      ->needs(server)
      ->check(CLI::Validator(
          [](const std::string& text) {
            return ParseTraceparent(text).has_value()
                       ? std::string()
                       : "want 00-<32 hex digits>-<16 hex digits>-<2 hex digits>";
          },
          ""));
  CLI::Option* ca = command.add_option(
      "--tls-ca", options.tls_ca,
      "PEM file: the server speaks TLS, by a certificate of this authority; \"system\" for those "
      "that this machine believes");
  ca->needs(server);
  CLI::Option* certificate =
      command.add_option("--tls-cert", options.tls_cert, "PEM file with your own certificate");
  CLI::Option* key = command.add_option("--tls-key", options.tls_key, "PEM file with its key");
  command
      .add_option("--token-file", options.token_file,
                  "file with the token that says who you are; sent over TLS, or on this machine")
      ->needs(server);
  certificate->needs(ca)->needs(key);
  key->needs(certificate);
}

CLI::Option* AddDataDirOption(CLI::App& command, std::string& data_dir) {
  return command.add_option("--data-dir", data_dir,
                            "folder of a server's database, as given to izind --data-dir");
}

absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(const BackendOptions& options) {
  if (options.server.empty()) return LocalBackend(options);
  return ServerBackend(options);
}

}  // namespace izin::cli
