#include "service/transport/connect_handler.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "google/protobuf/descriptor.pb.h"

#include "izin/v1/reclassification.pb.h"
#include "service/base/excerpt.h"
#include "service/transport/connect_error.h"
#include "service/transport/connect_metadata.h"
#include "service/transport/grpc_call.h"
#include "service/transport/gzip.h"

namespace izin {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::MethodOptions;

constexpr char kJson[] = "application/json";
constexpr char kProto[] = "application/proto";
// Between two looks whether the caller is still there.
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(3);
constexpr std::size_t kMaxTimeoutDigits = 10;
// Bytes that are no message of any type: they begin with a field number of 0. Whoever is let in
// with them all the same, since a key has changed meanwhile, is told so and has asked for nothing.
constexpr char kNoMessage[] = "\x07";

bool HasNoSideEffects(const MethodDescriptor& method) {
  return method.options().idempotency_level() == MethodOptions::NO_SIDE_EFFECTS;
}

// The media type without its parameters; empty where those name another charset than UTF-8.
std::string MediaType(absl::string_view content_type) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(content_type, absl::MaxSplits(';', 1));
  const std::string parameter = absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts.second));
  const bool is_utf8 = !absl::StartsWith(parameter, "charset=") || parameter == "charset=utf-8" ||
                       parameter == "charset=\"utf-8\"";
  return is_utf8 ? absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts.first)) : "";
}

HttpResponse Refused(int http_status, grpc::StatusCode code, const std::string& message) {
  HttpResponse response = ErrorResponse(grpc::Status(code, message));
  response.status = http_status;
  return response;
}

absl::Status CheckVersion(const HttpRequest& request) {
  absl::string_view version = request.Header("connect-protocol-version");
  absl::string_view want = "1";
  if (version.empty()) {
    version = request.Query("connect");
    want = "v1";
  }
  if (version.empty() || version == want) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("version \"", Excerpt(version, 20), "\" of the Connect protocol: want ", want));
}

// Into the deadline of the call.
absl::Status PutTimeout(const HttpRequest& request, grpc::ClientContext& context) {
  const absl::string_view text = request.Header("connect-timeout-ms");
  if (text.empty()) return absl::OkStatus();
  std::int64_t ms = 0;
  const bool is_number = text.size() <= kMaxTimeoutDigits &&
                         std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
                         absl::SimpleAtoi(text, &ms);
  if (!is_number) {
    return absl::InvalidArgumentError(absl::StrCat("Connect-Timeout-Ms \"", Excerpt(text, 20),
                                                   "\": want a number of at most 10 digits"));
  }
  if (ms == 0) return absl::DeadlineExceededError("Connect-Timeout-Ms is 0");
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(ms)));
  return absl::OkStatus();
}

}  // namespace

const MethodDescriptor* MethodAt(absl::string_view path) {
  // Of a file that nothing refers to, a static library links nothing.
  v1::ReclassificationJob::descriptor();
  if (!absl::ConsumePrefix(&path, "/")) return nullptr;
  const std::size_t slash = path.find('/');
  if (slash == absl::string_view::npos) return nullptr;
  const google::protobuf::ServiceDescriptor* service =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
          std::string(path.substr(0, slash)));
  return service == nullptr ? nullptr
                            : service->FindMethodByName(std::string(path.substr(slash + 1)));
}

HttpResponse ConnectHandler::Serve(const HttpRequest& request, absl::FunctionRef<bool()> is_gone) {
  const MethodDescriptor* method = MethodAt(request.path);
  if (method == nullptr) {
    return Refused(404, grpc::StatusCode::UNIMPLEMENTED,
                   absl::StrCat("no such method: ", Excerpt(request.path, 200)));
  }
  if (std::optional<HttpResponse> refusal = Refusal(*method, request); refusal.has_value())
    return *std::move(refusal);
  grpc::ClientContext context;
  if (absl::Status status = CheckVersion(request); !status.ok()) return ErrorResponse(status);
  if (absl::Status status = PutTimeout(request, context); !status.ok())
    return ErrorResponse(status);
  if (absl::Status status = PutMetadata(request, context); !status.ok())
    return ErrorResponse(status);
  if (would_admit_ != nullptr && !would_admit_(*method, request))
    return Call(*method, kNoMessage, /*is_json=*/true, context, is_gone);
  absl::StatusOr<Message> message = ReadMessage(request);
  if (!message.ok()) return ErrorResponse(message.status());
  const bool is_json = message->is_json;
  const absl::StatusOr<std::string> bytes = BytesOf(*method, *std::move(message));
  if (!bytes.ok()) return ErrorResponse(bytes.status());
  return Call(*method, *bytes, is_json, context, is_gone);
}

std::optional<HttpResponse> ConnectHandler::Refusal(const Method& method,
                                                    const HttpRequest& request) {
  if (method.client_streaming() || method.server_streaming()) {
    return ErrorResponse(grpc::Status(
        grpc::StatusCode::UNIMPLEMENTED,
        absl::StrCat(method.full_name(), " streams, and streams are served over gRPC alone")));
  }
  const bool takes_get = HasNoSideEffects(method);
  if (request.method == "GET" && takes_get) return std::nullopt;
  if (request.method != "POST") {
    HttpResponse response = Refused(405, grpc::StatusCode::UNIMPLEMENTED,
                                    absl::StrCat(request.method, " of ", method.full_name(),
                                                 ": want POST", takes_get ? " or GET" : ""));
    response.Add("Allow", takes_get ? "POST, GET" : "POST");
    return response;
  }
  const absl::string_view written = request.Header("content-type");
  const std::string type = MediaType(written);
  if (type == kJson || type == kProto) return std::nullopt;
  HttpResponse response = Refused(
      415, grpc::StatusCode::INVALID_ARGUMENT,
      absl::StrCat("Content-Type \"", Excerpt(written, 100), "\": want ", kJson, " or ", kProto));
  response.Add("Accept-Post", absl::StrCat(kJson, ", ", kProto));
  return response;
}

absl::StatusOr<ConnectHandler::Message> ConnectHandler::ReadMessage(const HttpRequest& request) {
  Message message;
  if (request.method == "POST") {
    message.is_json = MediaType(request.Header("content-type")) == kJson;
    message.encoding = absl::AsciiStrToLower(request.Header("content-encoding"));
    message.content = request.body;
    return message;
  }
  const absl::string_view encoding = request.Query("encoding");
  if (encoding != "json" && encoding != "proto") {
    return absl::InvalidArgumentError(
        absl::StrCat("encoding \"", Excerpt(encoding, 100), "\" in the query: want json or proto"));
  }
  if (request.query.count("message") == 0)
    return absl::InvalidArgumentError("the query has no message");
  message.is_json = encoding == "json";
  message.encoding = std::string(request.Query("compression"));
  message.content = std::string(request.Query("message"));
  if (request.Query("base64") == "1") {
    absl::string_view text = request.Query("message");
    while (absl::ConsumeSuffix(&text, "=")) {
    }
    if (!absl::WebSafeBase64Unescape(text, &message.content))
      return absl::InvalidArgumentError("the message in the query: want base64 of URLs");
  }
  return message;
}

absl::StatusOr<std::string> ConnectHandler::BytesOf(const Method& method, Message message) const {
  if (message.encoding == "gzip") {
    absl::StatusOr<std::string> unpacked = Gunzip(message.content, max_message_bytes_);
    if (!unpacked.ok()) return unpacked.status();
    message.content = *std::move(unpacked);
  } else if (!message.encoding.empty() && message.encoding != "identity") {
    return absl::UnimplementedError(absl::StrCat("compression \"", Excerpt(message.encoding, 100),
                                                 "\": want identity or gzip"));
  }
  if (message.content.size() > max_message_bytes_) {
    return absl::ResourceExhaustedError(absl::StrCat("a message of ", message.content.size(),
                                                     " bytes: want at most ", max_message_bytes_));
  }
  if (!message.is_json) return std::move(message.content);
  return mapping_.ToBytes(*method.input_type(), message.content);
}

HttpResponse ConnectHandler::Call(const Method& method, const std::string& bytes, bool is_json,
                                  grpc::ClientContext& context, absl::FunctionRef<bool()> is_gone) {
  const std::string path = absl::StrCat("/", method.service()->full_name(), "/", method.name());
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer answer;
  grpc::Status status;
  absl::Notification has_ended;
  stub_.UnaryCall(&context, path, grpc::StubOptions(), &request, &answer, [&](grpc::Status ended) {
    status = std::move(ended);
    has_ended.Notify();
  });
  while (!has_ended.WaitForNotificationWithTimeout(kBetweenLooks)) {
    if (is_gone()) context.TryCancel();
  }
  HttpResponse response = status.ok() ? Answer(method, answer, is_json) : ErrorResponse(status);
  AddMetadata(context, response);
  return response;
}

HttpResponse ConnectHandler::Answer(const Method& method, const grpc::ByteBuffer& bytes,
                                    bool is_json) const {
  HttpResponse response;
  response.content_type = is_json ? kJson : kProto;
  const WholeBytes whole(bytes);
  response.body = std::string(whole.view());
  if (!is_json) return response;
  absl::StatusOr<std::string> json = mapping_.ToJson(*method.output_type(), response.body);
  if (!json.ok()) return ErrorResponse(json.status());
  response.body = *std::move(json);
  return response;
}

}  // namespace izin
