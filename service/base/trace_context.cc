#include "service/base/trace_context.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "absl/random/random.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace izin {
namespace {

constexpr std::size_t kVersionDigits = 2;
constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;
constexpr std::size_t kFlagDigits = 2;
constexpr std::size_t kLength = kVersionDigits + kTraceDigits + kSpanDigits + kFlagDigits + 3;
constexpr std::size_t kMostState = 512;
constexpr std::size_t kMostMembers = 32;
constexpr std::size_t kMostKey = 256;
constexpr std::size_t kMostTenant = 241;
constexpr std::size_t kMostSystem = 14;
constexpr std::size_t kMostValue = 256;

bool IsDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool IsDigits(absl::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

bool IsId(absl::string_view text) {
  return IsDigits(text) && text.find_first_not_of('0') != absl::string_view::npos;
}

std::uint64_t Random() {
  thread_local absl::BitGen generator;
  return absl::Uniform<std::uint64_t>(absl::IntervalClosed, generator, 1,
                                      std::numeric_limits<std::uint64_t>::max());
}

std::string NewId() { return absl::StrCat(absl::Hex(Random(), absl::kZeroPad16)); }

bool IsKeyPart(absl::string_view part, std::size_t most, bool may_begin_with_digit) {
  if (part.empty() || part.size() > most) return false;
  const auto first = static_cast<unsigned char>(part.front());
  if (!absl::ascii_islower(first) && !(may_begin_with_digit && absl::ascii_isdigit(first)))
    return false;
  return std::all_of(part.begin(), part.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_' || c == '-' || c == '*' ||
           c == '/';
  });
}

// "vendor", or "tenant@system".
bool IsKey(absl::string_view key) {
  const std::size_t at = key.find('@');
  if (at == absl::string_view::npos) return IsKeyPart(key, kMostKey, false);
  return IsKeyPart(key.substr(0, at), kMostTenant, true) &&
         IsKeyPart(key.substr(at + 1), kMostSystem, false);
}

bool IsValue(absl::string_view value) {
  return !value.empty() && value.size() <= kMostValue && value.back() != ' ' &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '='; });
}

}  // namespace

std::string TraceContext::ToString() const {
  return absl::StrCat("00-", trace_id, "-", span_id, "-", absl::Hex(flags, absl::kZeroPad2));
}

std::optional<TraceContext> ParseTraceparent(absl::string_view text) {
  if (text.size() < kLength || text[2] != '-' || text[35] != '-' || text[52] != '-')
    return std::nullopt;
  const absl::string_view version = text.substr(0, kVersionDigits);
  if (!IsDigits(version) || version == "ff") return std::nullopt;
  if (text.size() > kLength && (version == "00" || text[kLength] != '-')) return std::nullopt;
  const absl::string_view flags = text.substr(53, kFlagDigits);
  TraceContext out{.trace_id = std::string(text.substr(3, kTraceDigits)),
                   .span_id = std::string(text.substr(36, kSpanDigits))};
  std::uint32_t bits = 0;
  if (!IsId(out.trace_id) || !IsId(out.span_id) || !IsDigits(flags) ||
      !absl::SimpleHexAtoi(flags, &bits)) {
    return std::nullopt;
  }
  out.flags = static_cast<std::uint8_t>(bits);
  return out;
}

bool IsTracestate(absl::string_view text) {
  if (text.empty() || text.size() > kMostState) return false;
  std::size_t members = 0;
  for (absl::string_view member : absl::StrSplit(text, ',')) {
    while (absl::ConsumePrefix(&member, " ") || absl::ConsumePrefix(&member, "\t")) {
    }
    while (absl::ConsumeSuffix(&member, " ") || absl::ConsumeSuffix(&member, "\t")) {
    }
    if (member.empty()) continue;
    const std::size_t equals = member.find('=');
    if (++members > kMostMembers || equals == absl::string_view::npos) return false;
    if (!IsKey(member.substr(0, equals)) || !IsValue(member.substr(equals + 1))) return false;
  }
  return members > 0;
}

TraceContext NewTrace() {
  return {.trace_id = absl::StrCat(NewId(), NewId()), .span_id = NewId(), .flags = 0};
}

TraceContext SpanIn(const TraceContext& parent) {
  // Of the flags this version knows one; the others are not ours to pass on.
  return {.trace_id = parent.trace_id,
          .span_id = NewId(),
          .flags = static_cast<std::uint8_t>(parent.flags & 1)};
}

}  // namespace izin
