// Bytes as JSON of a request, as a portal may send it. What is taken is a message whose JSON is
// taken again; what is refused is refused in words that a client can read. And
// the same bytes as a packed body.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "izin/v1/permit_classification_service.pb.h"
#include "service/transport/connect_error.h"
#include "service/transport/gzip.h"
#include "service/transport/json_mapping.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void RequireReadable(const absl::Status& status) {
  Require(status.code() == absl::StatusCode::kInvalidArgument);
  const auto body = nlohmann::json::parse(izin::ErrorResponse(status).body, nullptr, false);
  Require(!body.is_discarded() && body["code"] == "invalid_argument");
  const std::string message = body["message"];
  Require(!message.empty() && message.size() <= 1000);
  for (const char c : message) Require(static_cast<unsigned char>(c) >= ' ');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const izin::JsonMapping mapping;
  const auto& type = *izin::v1::BatchClassifyActivitiesRequest::descriptor();
  const absl::StatusOr<std::string> bytes = mapping.ToBytes(type, text);
  if (bytes.ok()) {
    const absl::StatusOr<std::string> json = mapping.ToJson(type, *bytes);
    Require(json.ok());
    const absl::StatusOr<std::string> again = mapping.ToBytes(type, *json);
    Require(again.ok());
    izin::v1::BatchClassifyActivitiesRequest first;
    izin::v1::BatchClassifyActivitiesRequest second;
    Require(first.ParseFromString(*bytes) && second.ParseFromString(*again));
    Require(mapping.ToJson(type, second.SerializeAsString()).ok());
  } else {
    RequireReadable(bytes.status());
  }
  constexpr std::size_t kMost = 1000;
  const absl::StatusOr<std::string> unpacked = izin::Gunzip(text, kMost);
  Require(!unpacked.ok() || unpacked->size() <= kMost);
  Require(izin::Gunzip(izin::Gzip(text), size).value() == text);
  return 0;
}
