// What a caller sent, fit to stand in a message.

#ifndef IZIN_SERVICE_BASE_EXCERPT_H_
#define IZIN_SERVICE_BASE_EXCERPT_H_

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"

#include "service/base/utf8.h"

namespace izin {

// The beginning of `text`, at most `max_bytes`, cut between characters: half a character is no
// UTF-8, and no peer reads a message that holds it.
inline absl::string_view CutAtCharacter(absl::string_view text, std::size_t max_bytes) {
  std::size_t end = std::min(text.size(), max_bytes);
  while (end > 0 && end < text.size() && !StartsCharacter(text[end])) --end;
  return text.substr(0, end);
}

// The same with quotes and control characters escaped.
inline std::string Excerpt(absl::string_view text, std::size_t max_bytes) {
  return absl::Utf8SafeCEscape(CutAtCharacter(text, max_bytes));
}

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_EXCERPT_H_
