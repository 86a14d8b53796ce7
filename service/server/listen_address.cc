#include "service/server/listen_address.h"

#include <algorithm>
#include <netinet/in.h>
#include <sys/un.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include <arpa/inet.h>

#include "service/base/excerpt.h"

namespace izin {
namespace {

constexpr std::size_t kMaxPathBytes = sizeof(sockaddr_un::sun_path) - 1;

absl::Status Fault(absl::string_view written, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("listen \"", Excerpt(written, 200), "\": ", what));
}

absl::StatusOr<ListenAddress> ParsePath(absl::string_view written) {
  absl::string_view path = absl::StripPrefix(written, "unix:");
  if (absl::StartsWith(path, "//")) path.remove_prefix(2);  // a URI names an absolute path
  if (path.empty() || path.find('\0') != absl::string_view::npos)
    return Fault(written, "want unix:PATH");
  if (path.size() > kMaxPathBytes) {
    return Fault(written, absl::StrCat("a path of ", path.size(), " bytes: a socket takes at most ",
                                       kMaxPathBytes));
  }
  return ListenAddress{.written = std::string(written), .path = std::string(path)};
}

// "" for a host that is not of this machine alone. A name such as 127.example.org may lead
// anywhere, so that 127.x.y.z must be an address.
std::string LoopbackHost(absl::string_view host) {
  if (host == "localhost") return "127.0.0.1";
  if (host == "[::1]") return "::1";
  in_addr address = {};
  const std::string text(host);
  const bool is_loopback =
      absl::StartsWith(host, "127.") && ::inet_pton(AF_INET, text.c_str(), &address) == 1;
  return is_loopback ? text : "";
}

// "" for what is no address.
std::string AnyHost(absl::string_view host) {
  std::string text(host);
  in_addr v4 = {};
  if (::inet_pton(AF_INET, text.c_str(), &v4) == 1) return text;
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return "";
  text = std::string(host.substr(1, host.size() - 2));
  in6_addr v6 = {};
  return ::inet_pton(AF_INET6, text.c_str(), &v6) == 1 ? text : "";
}

}  // namespace

absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view written, Reach reach) {
  if (absl::StartsWith(written, "unix:")) return ParsePath(written);
  const std::size_t colon = written.rfind(':');
  const bool has_port = colon != absl::string_view::npos && !absl::EndsWith(written, "]");
  const absl::string_view name = has_port ? written.substr(0, colon) : written;
  std::string host = LoopbackHost(name);
  if (host.empty() && reach == Reach::kNetwork) {
    host = AnyHost(name);
    if (host.empty())
      return Fault(written, "want an address: A.B.C.D:PORT, [A::B]:PORT or unix:PATH");
  }
  if (host.empty()) {
    return Fault(
        written,
        AnyHost(name).empty()
            ? "want 127.0.0.1:PORT, [::1]:PORT or unix:PATH"
            : "want 127.0.0.1:PORT, [::1]:PORT or unix:PATH: plain text stays on this "
              "machine. For others give izind --tls-cert and --tls-key (of gRPC), or put a "
              "TLS edge in front; --insecure-listen serves plain text to the network");
  }
  const absl::string_view digits = has_port ? written.substr(colon + 1) : absl::string_view();
  if (digits.empty()) return Fault(written, "the port is missing: want ADDR:PORT, with 0 for any");
  std::uint32_t port = 0;
  const bool is_number = std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) &&
                         absl::SimpleAtoi(digits, &port);
  if (!is_number || port > UINT16_MAX) return Fault(written, "want a port of 0 to 65535");
  return ListenAddress{
      .written = std::string(written), .host = host, .port = static_cast<std::uint16_t>(port)};
}

bool IsOfThisMachine(const ListenAddress& address) {
  return !address.path.empty() || ParseListenAddress(address.written).ok();
}

}  // namespace izin
