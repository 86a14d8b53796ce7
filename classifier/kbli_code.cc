#include "classifier/kbli_code.h"

#include <array>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace izin {

absl::StatusOr<KbliCode> KbliCode::Parse(absl::string_view text) {
  if (text.size() != kDigits) {
    return absl::InvalidArgumentError(absl::StrCat("\"", text, "\": want 5 digits"));
  }
  int number = 0;
  for (char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      return absl::InvalidArgumentError(absl::StrCat("\"", text, "\": want 5 digits"));
    }
    number = number * 10 + (c - '0');
  }
  return KbliCode(number);
}

std::string KbliCode::ToString() const {
  std::string text(kDigits, '0');
  for (int i = kDigits - 1, n = number_; i >= 0; --i, n /= 10) {
    text[static_cast<std::size_t>(i)] = static_cast<char>('0' + n % 10);
  }
  return text;
}

bool KbliCode::HasPrefix(absl::string_view digits) const {
  return absl::StartsWith(ToString(), digits);
}

std::ostream& operator<<(std::ostream& out, KbliCode code) { return out << code.ToString(); }

}  // namespace izin
