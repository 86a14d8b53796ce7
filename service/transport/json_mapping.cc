#include "service/transport/json_mapping.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include <nlohmann/json.hpp>

#include "service/request/json_text.h"
#include "service/request/request_faults.h"
#include "service/transport/json_fault.h"
#include "service/transport/json_faults.h"

namespace izin {
namespace {

constexpr char kUrlPrefix[] = "type.googleapis.com";

std::string UrlOf(const google::protobuf::Descriptor& type) {
  return absl::StrCat(kUrlPrefix, "/", type.full_name());
}

// How deep objects and lists lie in each other. The parser follows lists without a bound.
int DepthOf(absl::string_view json) {
  int depth = 0;
  int deepest = 0;
  bool is_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (is_string) {
      if (c == '\\') ++i;
      if (c == '"') is_string = false;
    } else if (c == '"') {
      is_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

// All faults of JSON that protobuf does not take, of which it `said` the first. Its own words are
// left alone where it reads JSON that is none by the letter, or sees a fault that is not seen here.
absl::Status FaultsOf(const google::protobuf::Descriptor& type, absl::string_view json,
                      absl::string_view said) {
  const JsonText text = ReadJson(json, JsonLimits(), {.en = "the body", .id = "isi permintaan"});
  if (text.ok()) {
    RequestFaults faults;
    AddJsonFaults(type, *text.document, faults);
    return faults.empty() ? JsonFault(type, said) : faults.ToStatus();
  }
  absl::Status first = JsonFault(type, said);
  if (BadRequestOf(first).has_value()) return first;
  return FieldError(FaultKind::kInvalid, "",
                    FaultText{.en = std::string(first.message()), .id = text.fault.id});
}

}  // namespace

JsonMapping::JsonMapping()
    : resolver_(google::protobuf::util::NewTypeResolverForDescriptorPool(
          kUrlPrefix, google::protobuf::DescriptorPool::generated_pool())) {}

absl::StatusOr<std::string> JsonMapping::ToBytes(const google::protobuf::Descriptor& type,
                                                 absl::string_view json) const {
  if (const int depth = DepthOf(json); depth > kMaxDepth) {
    return FieldError(FaultKind::kInvalid, "",
                      FaultText{.en = absl::StrCat("objects and lists lie ", depth,
                                                   " deep in each other: want at most ", kMaxDepth),
                                .id = absl::StrCat("objek dan daftar bersarang ", depth,
                                                   " tingkat: paling banyak ", kMaxDepth)});
  }
  std::string bytes;
  const auto read = google::protobuf::util::JsonToBinaryString(resolver_.get(), UrlOf(type),
                                                               {json.data(), json.size()}, &bytes);
  if (read.ok()) return bytes;
  const auto text = read.message();
  return FaultsOf(type, json, {text.data(), text.size()});
}

absl::StatusOr<std::string> JsonMapping::ToJson(const google::protobuf::Descriptor& type,
                                                const std::string& bytes) const {
  std::string json;
  const auto written =
      google::protobuf::util::BinaryToJsonString(resolver_.get(), UrlOf(type), bytes, &json);
  if (written.ok()) return json;
  return absl::InternalError(
      absl::StrCat("the answer is no ", type.full_name(), ": ", written.ToString()));
}

}  // namespace izin
