#include "service/cli/channel.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include <grpcpp/security/credentials.h>

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

}  // namespace

absl::StatusOr<Client> ClientTo(const BackendOptions& options) {
  const absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> credentials =
      CredentialsOf(options);
  if (!credentials.ok()) return credentials.status();
  return Client::Create({.target = options.server,
                         .timeout = absl::Seconds(options.timeout_seconds),
                         .credentials = *credentials});
}

}  // namespace izin::cli
