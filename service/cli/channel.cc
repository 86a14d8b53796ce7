#include "service/cli/channel.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include <grpcpp/security/credentials.h>

#include "service/base/trace_context.h"

namespace izin::cli {
namespace {

constexpr char kOfTheSystem[] = "system";

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (in.is_open() && !text.str().empty()) return text.str();
  return absl::InvalidArgumentError(
      absl::StrCat(path, in.is_open() ? ": is empty"
                                      : absl::StrCat(": cannot be read: ", std::strerror(errno))));
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> CredentialsOf(
    const BackendOptions& options) {
  if (options.tls_ca.empty()) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions tls;
  for (const auto& [file, text] : {std::pair{&options.tls_ca, &tls.pem_root_certs},
                                   std::pair{&options.tls_cert, &tls.pem_cert_chain},
                                   std::pair{&options.tls_key, &tls.pem_private_key}}) {
    if (file->empty() || *file == kOfTheSystem) continue;
    absl::StatusOr<std::string> read = ReadFile(*file);
    if (!read.ok()) return read.status();
    *text = *std::move(read);
  }
  return grpc::SslCredentials(tls);
}

bool IsOnThisMachine(absl::string_view server) {
  for (absl::string_view local : {"unix:", "127.", "localhost:", "[::1]:"}) {
    if (absl::StartsWith(server, local)) return true;
  }
  return false;
}

// What the file holds, without the line end that an editor puts behind it.
absl::StatusOr<std::string> TokenOf(const BackendOptions& options) {
  if (options.tls_ca.empty() && !IsOnThisMachine(options.server)) {
    return absl::InvalidArgumentError(
        "--token-file: want --tls-ca too: in plain text anyone on the way reads the token");
  }
  absl::StatusOr<std::string> text = ReadFile(options.token_file);
  if (!text.ok()) return text.status();
  const std::string token(absl::StripAsciiWhitespace(*text));
  const auto is_plain = [](char c) { return absl::ascii_isgraph(static_cast<unsigned char>(c)); };
  if (!token.empty() && std::all_of(token.begin(), token.end(), is_plain)) return token;
  return absl::InvalidArgumentError(
      absl::StrCat(options.token_file, ": holds no token: want one line without blanks"));
}

// As whoever started this program says its place in a trace; what is malformed is none.
void AddTraceOfEnvironment(ClientOptions& out) {
  const char* parent = std::getenv("TRACEPARENT");
  if (parent == nullptr || !ParseTraceparent(parent).has_value()) return;
  out.traceparent = parent;
  const char* state = std::getenv("TRACESTATE");
  if (state != nullptr && IsTracestate(state)) out.tracestate = state;
}

}  // namespace

absl::StatusOr<Client> ClientTo(const BackendOptions& options) {
  const absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> credentials =
      CredentialsOf(options);
  if (!credentials.ok()) return credentials.status();
  ClientOptions out{.target = options.server,
                    .timeout = absl::Seconds(options.timeout_seconds),
                    .credentials = *credentials};
  if (!options.token_file.empty()) {
    const absl::StatusOr<std::string> token = TokenOf(options);
    if (!token.ok()) return token.status();
    out.token = [token = *token] { return token; };
  }
  out.traceparent = options.traceparent;
  if (out.traceparent.empty()) AddTraceOfEnvironment(out);
  return Client::Create(out);
}

}  // namespace izin::cli
