#include "service/server/http_connection.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include <httplib.h>

#include "service/server/http_stream.h"
#include "service/transport/connect_error.h"

namespace izin {
namespace {

HttpResponse Refused(int http_status, grpc::StatusCode code, const std::string& message) {
  HttpResponse response = ErrorResponse(grpc::Status(code, message));
  response.status = http_status;
  return response;
}

HttpResponse NoRequest(const std::string& message) {
  return Refused(400, grpc::StatusCode::INVALID_ARGUMENT, message);
}

// Of the characters that the name of a header may have.
bool IsToken(absl::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) ||
           absl::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) !=
               absl::string_view::npos;
  });
}

HttpResponse BodyTooLong(const HttpLimits& limits) {
  return Refused(413, grpc::StatusCode::RESOURCE_EXHAUSTED,
                 absl::StrCat("a body of more than ", limits.body_bytes, " bytes"));
}

// The parser of the library, given one connection. Everything that the library would do of its own
// accord with ranges, encodings, forms and files is kept from it: it reads requests and writes
// answers.
class Exchange final : private httplib::Server {
 public:
  Exchange(int fd, const HttpLimits& limits, const HttpAnswer& answer, const HttpState& state)
      : stream_(fd, limits), limits_(limits), answer_(answer), state_(state) {
    set_keep_alive_max_count(static_cast<std::size_t>(limits.requests_per_connection));
    set_keep_alive_timeout(absl::ToInt64Seconds(limits.idle));
    set_pre_routing_handler([this](const auto& /*request*/, auto& out) { return Begin(out); });
    set_expect_100_continue_handler([this](const auto& /*request*/, auto& out) {
      return refusal_.has_value() ? Put(*refusal_, out) : 100;
    });
    Post("/", [this](const auto& /*request*/, auto& out, const auto& body) { Read(body, out); });
    set_error_handler(
        HandlerWithResponse([this](const auto& /*request*/, auto& out) { return Explain(out); }));
    set_post_routing_handler([this](const auto& /*request*/, auto& out) { SayIfLast(out); });
    set_exception_handler([](const auto& /*request*/, auto& out, const auto& /*what*/) {
      Put(Refused(500, grpc::StatusCode::RESOURCE_EXHAUSTED, "no memory is left for this call"),
          out);
    });
  }

  void Run() {
    bool is_answered = false;
    for (int served = 0; served < limits_.requests_per_connection && !is_last_; ++served) {
      // A connection that waited for its thread is heard before the next one's wait counts.
      if (!stream_.AwaitRequest([&] { return served > 0 ? IsOver() : state_.is_closing.load(); }))
        break;
      refusal_.reset();
      request_ = HttpRequest();
      is_last_ = served + 1 == limits_.requests_per_connection;
      bool is_closed = false;
      const bool is_written = process_request(stream_, is_last_, is_closed,
                                              [this](httplib::Request& in) { SetUp(in); });
      is_answered = is_written;
      is_last_ = is_last_ || is_closed || !is_written || stream_.fault() != HttpFault::kNone;
    }
    if (is_answered && is_last_) stream_.EndGently();
  }

 private:
  // While others wait for a thread, no connection keeps one without a request.
  bool IsOver() const { return state_.is_closing || state_.waiting > 0; }

  // Takes the request from the library, which goes on with none of its headers but those of the
  // body's length.
  void SetUp(httplib::Request& in) {
    request_.method = in.method;
    request_.path = std::exchange(in.path, "/");
    request_.query = std::move(in.params);
    for (const auto& [name, value] : in.headers)
      request_.headers.emplace(absl::AsciiStrToLower(name), value);
    refusal_ = FaultOfFraming();
    if (refusal_.has_value() ||
        absl::StrContains(absl::AsciiStrToLower(request_.Header("connection")), "close") ||
        (request_.method != "POST" && HasBody())) {
      is_last_ = true;
    }
    in.params.clear();
    in.ranges.clear();
    for (const char* name : {"Accept-Encoding", "Content-Encoding", "Content-Type", "Range"})
      in.headers.erase(name);
  }

  bool HasBody() const {
    const absl::string_view length = request_.Header("content-length");
    return request_.headers.count("transfer-encoding") > 0 || (!length.empty() && length != "0");
  }

  // What is wrong with the way in which the body is said to come: where two readers understand it
  // otherwise, one takes part of a body for a request.
  std::optional<HttpResponse> FaultOfFraming() const {
    for (const auto& [name, value] : request_.headers) {
      if (!IsToken(name)) return NoRequest("the name of a header is malformed");
    }
    const auto lengths = request_.headers.count("content-length");
    const auto codings = request_.headers.count("transfer-encoding");
    if (lengths + codings > 1) return NoRequest("more than one length of the body");
    if (codings == 1 && !absl::EqualsIgnoreCase(request_.Header("transfer-encoding"), "chunked"))
      return NoRequest("Transfer-Encoding: want chunked");
    if (lengths == 0) return std::nullopt;
    const absl::string_view text = request_.Header("content-length");
    std::uint64_t length = 0;
    if (!std::all_of(text.begin(), text.end(), absl::ascii_isdigit) ||
        !absl::SimpleAtoi(text, &length)) {
      return NoRequest("Content-Length: want a number");
    }
    if (length > limits_.body_bytes) return BodyTooLong(limits_);
    return std::nullopt;
  }

  HandlerResponse Begin(httplib::Response& out) {
    if (refusal_.has_value()) {
      Put(*refusal_, out);
    } else if (request_.method != "POST" || !HasBody()) {
      Answer(out);
    } else {
      return HandlerResponse::Unhandled;
    }
    return HandlerResponse::Handled;
  }

  void Read(const httplib::ContentReader& reader, httplib::Response& out) {
    bool is_too_long = false;
    const bool is_read = reader([&](const char* bytes, std::size_t size) {
      is_too_long = request_.body.size() + size > limits_.body_bytes;
      if (!is_too_long) request_.body.append(bytes, size);
      return !is_too_long;
    });
    if (is_read) return Answer(out);
    is_last_ = true;
    Put(is_too_long ? BodyTooLong(limits_) : Unreadable("a chunk of the body is malformed"), out);
  }

  void Answer(httplib::Response& out) {
    Put(answer_(request_, [this] { return state_.is_aborting || stream_.IsGone(); }), out);
  }

  // Why the stream gave no more; `otherwise` where it is not to blame.
  HttpResponse Unreadable(const std::string& otherwise) const {
    switch (stream_.fault()) {
      case HttpFault::kHeadersTooLong:
        return Refused(431, grpc::StatusCode::RESOURCE_EXHAUSTED,
                       absl::StrCat("headers of more than ", limits_.header_bytes, " bytes"));
      case HttpFault::kBodyTooLong:
        return BodyTooLong(limits_);
      case HttpFault::kTooSlow:
        return Refused(
            408, grpc::StatusCode::DEADLINE_EXCEEDED,
            absl::StrCat("the ", stream_.is_in_body() ? "body" : "headers", " did not come within ",
                         absl::FormatDuration(stream_.is_in_body() ? limits_.body_time
                                                                   : limits_.header_time)));
      case HttpFault::kGone:
        return NoRequest("the connection ended within the request");
      case HttpFault::kNone:
        break;
    }
    return NoRequest(otherwise);
  }

  // Of an error that the library answers by itself.
  HandlerResponse Explain(httplib::Response& out) {
    if (!out.body.empty()) return HandlerResponse::Unhandled;
    is_last_ = true;
    HttpResponse response = out.status == 414
                                ? Refused(414, grpc::StatusCode::RESOURCE_EXHAUSTED,
                                          absl::StrCat("a request line of more than ",
                                                       CPPHTTPLIB_REQUEST_URI_MAX_LENGTH, " bytes"))
                                : Unreadable("no request of HTTP/1.1");
    response.Add("Content-Length", std::to_string(response.body.size()));
    Put(response, out);
    return HandlerResponse::Unhandled;
  }

  void SayIfLast(httplib::Response& out) {
    is_last_ = is_last_ || IsOver();
    if (!is_last_ || out.has_header("Connection")) return;
    out.headers.erase("Keep-Alive");
    out.set_header("Connection", "close");
  }

  static int Put(const HttpResponse& from, httplib::Response& out) {
    out.status = from.status;
    for (const auto& [name, value] : from.headers) out.set_header(name, value);
    out.body = from.body;
    if (!from.content_type.empty()) out.set_header("Content-Type", from.content_type);
    return from.status;
  }

  HttpStream stream_;
  const HttpLimits& limits_;
  const HttpAnswer& answer_;
  const HttpState& state_;
  HttpRequest request_;
  std::optional<HttpResponse> refusal_;  // before the body is read
  bool is_last_ = false;
};

}  // namespace

void ServeConnection(int fd, const HttpLimits& limits, const HttpAnswer& answer,
                     const HttpState& state) {
  Exchange(fd, limits, answer, state).Run();
  ::shutdown(fd, SHUT_RDWR);
}

}  // namespace izin
