#include "service/transport/connect_error.h"

#include <cstddef>
#include <memory>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/status.pb.h"
#include <nlohmann/json.hpp>

#include "service/transport/grpc_status.h"

namespace izin {
namespace {

using Json = nlohmann::ordered_json;

struct Code {
  absl::string_view name;
  int http_status;
};

// In the order of gRPC's codes.
constexpr Code kCodes[] = {
    {"ok", 200},
    {"canceled", 499},
    {"unknown", 500},
    {"invalid_argument", 400},
    {"deadline_exceeded", 504},
    {"not_found", 404},
    {"already_exists", 409},
    {"permission_denied", 403},
    {"resource_exhausted", 429},
    {"failed_precondition", 400},
    {"aborted", 409},
    {"out_of_range", 400},
    {"unimplemented", 501},
    {"internal", 500},
    {"unavailable", 503},
    {"data_loss", 500},
    {"unauthenticated", 401},
};

const Code& CodeOf(grpc::StatusCode code) {
  const auto index = static_cast<std::size_t>(code);
  return kCodes[index < std::size(kCodes) ? index : 2];
}

std::string WithoutPadding(absl::string_view bytes) {
  std::string out = absl::Base64Escape(bytes);
  while (!out.empty() && out.back() == '=') out.pop_back();
  return out;
}

// The message in words of JSON; nothing where its type is not known here.
std::optional<Json> InWords(const std::string& type, const std::string& bytes) {
  const google::protobuf::Descriptor* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return std::nullopt;
  const google::protobuf::Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor);
  const std::unique_ptr<google::protobuf::Message> message(prototype->New());
  std::string text;
  if (!message->ParseFromString(bytes) ||
      !google::protobuf::util::MessageToJsonString(*message, &text).ok()) {
    return std::nullopt;
  }
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return std::nullopt;
  return json;
}

Json DetailJson(const google::protobuf::Any& detail) {
  const std::string type = detail.type_url().substr(detail.type_url().rfind('/') + 1);
  Json json = {{"type", type}, {"value", WithoutPadding(detail.value())}};
  if (std::optional<Json> words = InWords(type, detail.value()); words.has_value())
    json["debug"] = *std::move(words);
  return json;
}

}  // namespace

absl::string_view ConnectCode(grpc::StatusCode code) { return CodeOf(code).name; }

int HttpStatusOf(grpc::StatusCode code) { return CodeOf(code).http_status; }

std::string ErrorJson(const grpc::Status& status) {
  Json json = {{"code", std::string(ConnectCode(status.error_code()))}};
  if (!status.error_message().empty()) json["message"] = status.error_message();
  google::rpc::Status rich;
  if (rich.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& detail : rich.details())
      json["details"].push_back(DetailJson(detail));
  }
  return json.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

HttpResponse ErrorResponse(const grpc::Status& status) {
  HttpResponse response{.status = HttpStatusOf(status.error_code())};
  response.content_type = "application/json";
  response.body = ErrorJson(status);
  if (status.error_code() == grpc::StatusCode::UNAUTHENTICATED)
    response.Add("WWW-Authenticate", "Bearer realm=\"izin\"");
  if (const std::optional<absl::Duration> delay = RetryDelayOf(status); delay.has_value()) {
    const absl::Duration whole = absl::Ceil(*delay, absl::Seconds(1));
    response.Add("Retry-After", absl::StrCat(absl::ToInt64Seconds(whole)));
  }
  return response;
}

HttpResponse ErrorResponse(const absl::Status& status) {
  return ErrorResponse(ToGrpcStatus(status));
}

}  // namespace izin
