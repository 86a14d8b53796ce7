#include "service/decisions/decision_id.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "service/store/store.h"

namespace izin {
namespace {

constexpr std::size_t kDigits = 32;
constexpr std::size_t kHalf = 8;  // bytes

}  // namespace

std::optional<DecisionId> DecisionId::Parse(absl::string_view text) {
  if (text.size() != kDigits ||
      text.find_first_not_of("0123456789abcdef") != absl::string_view::npos) {
    return std::nullopt;
  }
  const std::string key = absl::HexStringToBytes(text);
  return DecisionId{.time_us = FromBigEndian(key),
                    .sequence = FromBigEndian(absl::string_view(key).substr(kHalf))};
}

std::string DecisionId::ToString() const {
  return absl::StrCat(absl::Hex(time_us, absl::kZeroPad16), absl::Hex(sequence, absl::kZeroPad16));
}

std::string DecisionId::Key() const {
  return absl::StrCat(BigEndian(time_us), BigEndian(sequence));
}

}  // namespace izin
