// What is where: the calls, the pages, and what a probe asks.

#ifndef IZIN_SERVICE_SERVER_HTTP_SITE_H_
#define IZIN_SERVICE_SERVER_HTTP_SITE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "service/server/embedded_pages.h"
#include "service/transport/connect_handler.h"
#include "service/transport/http_message.h"

namespace izin {

// "*", or origins such as "https://portal.example.go.id". InvalidArgument for what is neither.
absl::Status CheckCorsOrigins(const std::vector<std::string>& origins);

// Answers every path: /package.Service/Method by the Connect protocol, /openapi.json and /docs/
// with what is embedded, /healthz (the process lives), /readyz (it serves) and /metrics (what
// Prometheus reads).
//
// Adds what HTTP has for all of them alike: CORS for the origins it is told, gzip, and to what GET
// reads an ETag, by which a client that has it already is told so.
//
// Thread-safe.
class HttpSite {
 public:
  struct Options {
    std::vector<std::string> cors_origins;  // as CheckCorsOrigins; empty: of no other origin
    std::function<bool()> is_ready;
    std::function<std::string()> metrics;  // null: there is no /metrics
  };

  // `calls` must outlive it.
  HttpSite(ConnectHandler& calls, Options options);

  HttpResponse Serve(const HttpRequest& request, absl::FunctionRef<bool()> is_gone) const;

 private:
  HttpResponse Find(const HttpRequest& request, absl::FunctionRef<bool()> is_gone) const;
  // What Access-Control-Allow-Origin says to a page of `origin`; nothing where it may not call.
  std::optional<absl::string_view> AllowedFor(absl::string_view origin) const;
  void AddCors(const HttpRequest& request, HttpResponse& response) const;

  ConnectHandler& calls_;
  const Options options_;
  absl::flat_hash_map<std::string, EmbeddedPage> pages_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_HTTP_SITE_H_
