// A request and an answer of HTTP, whatever carries them.

#ifndef IZIN_SERVICE_TRANSPORT_HTTP_MESSAGE_H_
#define IZIN_SERVICE_TRANSPORT_HTTP_MESSAGE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

// What a client asks. Thread-compatible.
struct HttpRequest {
  std::string method;                               // "POST"
  std::string path;                                 // decoded, without the query
  std::multimap<std::string, std::string> query;    // decoded
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;

  // The first header of that name; empty if there is none.
  absl::string_view Header(const std::string& name) const { return First(headers, name); }
  absl::string_view Query(const std::string& name) const { return First(query, name); }

 private:
  static absl::string_view First(const std::multimap<std::string, std::string>& in,
                                 const std::string& name) {
    const auto at = in.find(name);
    return at == in.end() ? absl::string_view() : absl::string_view(at->second);
  }
};

// What it gets. Content-Length is of whoever sends it.
struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type;  // empty: there is no body
  std::string body;

  void Add(absl::string_view name, absl::string_view value) {
    headers.emplace_back(std::string(name), std::string(value));
  }
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_HTTP_MESSAGE_H_
