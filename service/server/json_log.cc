#include "service/server/json_log.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include <nlohmann/json.hpp>
#include <spdlog/details/log_msg.h>

namespace izin {
namespace {

using Json = nlohmann::ordered_json;

bool IsKey(absl::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) || c == '_' ||
           absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// Cuts the first word off; a quoted value, which may hold blanks, belongs to its word.
absl::string_view TakeWord(absl::string_view& rest) {
  bool is_quoted = false;
  std::size_t end = 0;
  while (end < rest.size() && (is_quoted || rest[end] != ' ')) {
    is_quoted = is_quoted != (rest[end] == '"');
    ++end;
  }
  const absl::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

absl::string_view WithoutQuotes(absl::string_view value) {
  const bool is_quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

void AddMembers(absl::string_view text, Json& line) {
  std::string message;
  while (!text.empty()) {
    const absl::string_view word = TakeWord(text);
    const std::size_t equals = word.find('=');
    const bool is_member = equals != absl::string_view::npos && IsKey(word.substr(0, equals)) &&
                           !line.contains(std::string(word.substr(0, equals)));
    if (is_member) {
      line[std::string(word.substr(0, equals))] =
          std::string(WithoutQuotes(word.substr(equals + 1)));
    } else if (!word.empty()) {
      absl::StrAppend(&message, message.empty() ? "" : " ", word);
    }
  }
  if (!message.empty()) line["message"] = std::move(message);
}

}  // namespace

void JsonLogFormatter::format(const spdlog::details::log_msg& line, spdlog::memory_buf_t& out) {
  Json json;
  json["time"] =
      absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::FromChrono(line.time), absl::UTCTimeZone());
  const spdlog::string_view_t level = spdlog::level::to_string_view(line.level);
  json["level"] = std::string(level.data(), level.size());
  AddMembers(absl::string_view(line.payload.data(), line.payload.size()), json);
  // What is no UTF-8, as a name of a file may be, is replaced.
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  out.append(text.data(), text.data() + text.size());
}

std::unique_ptr<spdlog::formatter> JsonLogFormatter::clone() const {
  return std::make_unique<JsonLogFormatter>();
}

}  // namespace izin
