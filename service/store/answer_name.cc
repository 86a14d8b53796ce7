#include "service/store/answer_name.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "service/base/excerpt.h"
#include "service/base/sha256.h"

namespace izin {
namespace {

constexpr absl::string_view kPrefix = "classifications/";
constexpr std::size_t kDigits = 32;

}  // namespace

std::string NameOfKey(absl::string_view activity_key) {
  return absl::StrCat(kPrefix, Sha256Hex(activity_key).substr(0, kDigits));
}

std::optional<absl::string_view> DigitsOfName(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, kPrefix) || name.size() != kDigits ||
      name.find_first_not_of("0123456789abcdef") != absl::string_view::npos) {
    return std::nullopt;
  }
  return name;
}

absl::Status NoName(absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", Excerpt(text, 80), "\": want classifications/<32 hex digits>"));
}

}  // namespace izin
