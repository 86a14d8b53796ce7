// Characters of UTF-8 text.

#ifndef IZIN_SERVICE_BASE_UTF8_H_
#define IZIN_SERVICE_BASE_UTF8_H_

#include <algorithm>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace izin {

// True for the first byte of a character.
constexpr bool StartsCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// Columns that a text takes on a terminal: one a character.
inline std::size_t Columns(absl::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), StartsCharacter));
}

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_UTF8_H_
