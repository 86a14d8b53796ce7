#include "service/server/http_site.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "service/base/excerpt.h"
#include "service/base/sha256.h"
#include "service/transport/connect_error.h"
#include "service/transport/gzip.h"

namespace izin {
namespace {

constexpr std::size_t kWorthPacking = 1000;
constexpr std::size_t kMostPageBytes = std::size_t{16} << 20;
constexpr std::size_t kTagDigits = 32;
// What a page of another origin may ask with.
constexpr char kCorsMethods[] = "GET, POST";
constexpr char kCorsHeaders[] =
    "Authorization, Connect-Protocol-Version, Connect-Timeout-Ms, Content-Encoding, Content-Type, "
    "If-None-Match, Traceparent, X-Request-Id";
constexpr char kCorsSeconds[] = "7200";
// The page of the API asks this server alone.
constexpr char kPagePolicy[] =
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'none'";

bool IsRead(const HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

bool IsProbe(absl::string_view path) {
  return path == "/healthz" || path == "/readyz" || path == "/metrics";
}

HttpResponse Probe(int status, absl::string_view text) {
  HttpResponse response{.status = status};
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::string(text);
  response.Add("Cache-Control", "no-store");
  return response;
}

HttpResponse ReadOnly(const std::string& path) {
  HttpResponse response =
      ErrorResponse(grpc::Status(grpc::StatusCode::UNIMPLEMENTED, path + ": want GET"));
  response.status = 405;
  response.Add("Allow", "GET, HEAD");
  return response;
}

bool IsTagIn(absl::string_view tag, absl::string_view if_none_match) {
  for (absl::string_view item : absl::StrSplit(if_none_match, ',')) {
    item = absl::StripAsciiWhitespace(item);
    if (item == "*" || absl::StripPrefix(item, "W/") == absl::StripPrefix(tag, "W/")) return true;
  }
  return false;
}

// Tells a client that has the answer already so. The tag is a weak one: packed and unpacked bytes
// have the same.
void AddTag(const HttpRequest& request, HttpResponse& response) {
  const std::string tag =
      absl::StrCat("W/\"", Sha256Hex(response.body).substr(0, kTagDigits), "\"");
  response.Add("ETag", tag);
  response.Add("Cache-Control", "no-cache");
  const auto known = request.headers.find("if-none-match");
  if (known == request.headers.end() || !IsTagIn(tag, known->second)) return;
  response.status = 304;
  response.body.clear();
  response.content_type.clear();
}

void Pack(const HttpRequest& request, HttpResponse& response) {
  if (response.body.size() < kWorthPacking) return;
  response.Add("Vary", "Accept-Encoding");
  if (!TakesGzip(request.Header("accept-encoding"))) return;
  std::string packed = Gzip(response.body);
  if (packed.empty()) return;
  response.body = std::move(packed);
  response.Add("Content-Encoding", "gzip");
}

// "https://host" or "http://host:8080": a scheme and a host, and nothing behind them.
bool IsOrigin(absl::string_view origin) {
  if (!absl::ConsumePrefix(&origin, "https://") && !absl::ConsumePrefix(&origin, "http://"))
    return false;
  return !origin.empty() && std::all_of(origin.begin(), origin.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains(".-:[]", c);
  });
}

}  // namespace

absl::Status CheckCorsOrigins(const std::vector<std::string>& origins) {
  for (const std::string& origin : origins) {
    if (origin == "*" || IsOrigin(origin)) continue;
    return absl::InvalidArgumentError(absl::StrCat("cors_origin \"", Excerpt(origin, 200),
                                                   "\": want https://HOST, http://HOST:PORT or *"));
  }
  return absl::OkStatus();
}

HttpSite::HttpSite(ConnectHandler& calls, Options options)
    : calls_(calls), options_(std::move(options)) {
  for (const EmbeddedPage& page : EmbeddedPages()) pages_[std::string(page.path)] = page;
}

HttpResponse HttpSite::Serve(const HttpRequest& request, absl::FunctionRef<bool()> is_gone) const {
  if (request.method == "OPTIONS" && request.headers.count("access-control-request-method") > 0) {
    HttpResponse response;
    AddCors(request, response);
    return response;
  }
  HttpResponse response = Find(request, is_gone);
  if (IsRead(request) && response.status == 200 && !IsProbe(request.path))
    AddTag(request, response);
  Pack(request, response);
  AddCors(request, response);
  return response;
}

HttpResponse HttpSite::Find(const HttpRequest& request, absl::FunctionRef<bool()> is_gone) const {
  const std::string& path = request.path;
  if (path == "/healthz") return Probe(200, "ok\n");
  if (path == "/readyz")
    return options_.is_ready() ? Probe(200, "ready\n") : Probe(503, "not ready\n");
  if (path == "/metrics" && options_.metrics != nullptr) {
    if (!IsRead(request)) return ReadOnly(path);
    HttpResponse response = Probe(200, options_.metrics());
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
  }
  if (path == "/docs") {
    HttpResponse response{.status = 308};
    response.Add("Location", "/docs/");
    return response;
  }
  const auto page = pages_.find(path);
  if (page == pages_.end()) return calls_.Serve(request, is_gone);
  if (!IsRead(request)) return ReadOnly(path);
  HttpResponse response;
  response.content_type = std::string(page->second.content_type);
  response.Add("X-Content-Type-Options", "nosniff");
  response.Add("Content-Security-Policy", kPagePolicy);
  absl::StatusOr<std::string> content = Gunzip(page->second.gzip, kMostPageBytes);
  if (!content.ok()) return ErrorResponse(content.status());
  response.body = *std::move(content);
  return response;
}

std::optional<absl::string_view> HttpSite::AllowedFor(absl::string_view origin) const {
  if (origin.empty()) return std::nullopt;
  for (const std::string& known : options_.cors_origins) {
    if (known == "*" || known == origin) return known;
  }
  return std::nullopt;
}

void HttpSite::AddCors(const HttpRequest& request, HttpResponse& response) const {
  if (options_.cors_origins.empty()) return;
  response.Add("Vary", "Origin");
  const std::optional<absl::string_view> allowed = AllowedFor(request.Header("origin"));
  if (!allowed.has_value()) return;
  response.Add("Access-Control-Allow-Origin", *allowed);
  response.Add("Access-Control-Expose-Headers", "*");
  if (request.method != "OPTIONS") return;
  response.Add("Access-Control-Allow-Methods", kCorsMethods);
  response.Add("Access-Control-Allow-Headers", kCorsHeaders);
  response.Add("Access-Control-Max-Age", kCorsSeconds);
}

}  // namespace izin
