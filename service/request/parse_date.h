// Dates of requests.

#ifndef IZIN_SERVICE_REQUEST_PARSE_DATE_H_
#define IZIN_SERVICE_REQUEST_PARSE_DATE_H_

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/base/excerpt.h"
#include "service/request/request_faults.h"

namespace izin {

// YYYY-MM-DD of a day that exists; nothing for anything else.
inline std::optional<absl::CivilDay> ParseDate(absl::string_view text) {
  absl::CivilDay day;
  if (text.size() != 10 || !absl::ParseCivilTime(text, &day)) return std::nullopt;
  // ParseCivilTime skips blanks: only the plain form comes back as it was.
  if (absl::FormatCivilTime(day) != text) return std::nullopt;
  return day;
}

// What to say of a text that is none.
inline FaultText WantDate(absl::string_view text) {
  const std::string quoted = absl::StrCat("\"", Excerpt(text, 40), "\": ");
  return {.en = quoted + "want a date that exists, as YYYY-MM-DD",
          .id = quoted + "tulis tanggal yang ada, sebagai TTTT-BB-HH"};
}

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_PARSE_DATE_H_
