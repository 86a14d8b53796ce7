#include "service/transport/connect_metadata.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/base/trace_context.h"

namespace izin {
namespace {

// Of HTTP, of a proxy before us, or of what a browser says of itself.
constexpr absl::string_view kNotMetadata[] = {
    "accept",
    "connection",
    "cookie",
    "date",
    "expect",
    "host",
    "if-match",
    "if-none-match",
    "keep-alive",
    "origin",
    "range",
    "referer",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
    "cache-control",
    "pragma",
    "remote_addr",
    "remote_port",
    "local_addr",
    "local_port",
};
constexpr absl::string_view kNotMetadataPrefixes[] = {
    ":", "accept-", "access-control-", "connect-", "content-", "grpc-", "proxy-", "sec-",
};

bool IsMetadata(absl::string_view name) {
  for (absl::string_view other : kNotMetadata) {
    if (name == other) return false;
  }
  return std::none_of(std::begin(kNotMetadataPrefixes), std::end(kNotMetadataPrefixes),
                      [&](absl::string_view prefix) { return absl::StartsWith(name, prefix); });
}

bool IsName(absl::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' || c == '_' || c == '.';
  });
}

bool IsPlain(absl::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void Add(absl::string_view prefix, const std::multimap<grpc::string_ref, grpc::string_ref>& from,
         HttpResponse& response) {
  for (const auto& [key, value] : from) {
    const std::string name(key.data(), key.size());
    std::string text(value.data(), value.size());
    if (!IsMetadata(name)) continue;
    if (absl::EndsWith(name, "-bin")) {
      text = absl::Base64Escape(text);
      while (!text.empty() && text.back() == '=') text.pop_back();
    }
    if (IsPlain(text)) response.Add(absl::StrCat(prefix, name), text);
  }
}

}  // namespace

absl::Status PutMetadata(const HttpRequest& request, grpc::ClientContext& call) {
  for (const auto& [name, value] : request.headers) {
    if (!IsMetadata(name)) continue;
    // What is malformed there is as if it had not come.
    if ((name == kTraceparent || name == kTracestate) && !IsPlain(value)) continue;
    std::string text = value;
    const bool is_binary = absl::EndsWith(name, "-bin");
    if (is_binary && !absl::Base64Unescape(value, &text)) {
      return absl::InvalidArgumentError(
          absl::StrCat("header ", Excerpt(name, 100), ": want base64"));
    }
    if (!IsName(name) || (!is_binary && !IsPlain(text))) {
      return absl::InvalidArgumentError(absl::StrCat(
          "header ", Excerpt(name, 100), ": want printable ASCII, and a name of a-z 0-9 - _ ."));
    }
    call.AddMetadata(name, text);
  }
  return absl::OkStatus();
}

void AddMetadata(const grpc::ClientContext& call, HttpResponse& response) {
  Add("", call.GetServerInitialMetadata(), response);
  Add("Trailer-", call.GetServerTrailingMetadata(), response);
}

}  // namespace izin
