// The parts that the JSON of official pages is made of: texts in languages, numbers written as one
// or as text, terms in units.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_PAGE_JSON_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_PAGE_JSON_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include <simdjson.h>

#include "classifier/enums.h"

namespace izin {

using PageElement = simdjson::dom::element;

// A text of a page; nothing where the page shows none.
using PageText = std::optional<std::string>;

// The member at a path of names; nothing where one is missing or null.
template <typename... Names>
std::optional<PageElement> At(const PageElement& of, const char* name, Names... names) {
  PageElement member;
  if (!of.is_object() || of[name].get(member) != simdjson::SUCCESS || member.is_null())
    return std::nullopt;
  if constexpr (sizeof...(names) == 0) {
    return member;
  } else {
    return At(member, names...);
  }
}

// The text of an element as it stands; nothing where it is no text.
PageText RawTextOf(const PageElement& of);

// The plain text of an element; nothing where it is no text, empty or a dangling reference.
PageText TextOf(const PageElement& of);

template <typename... Names>
PageText TextAt(const PageElement& of, Names... names) {
  const std::optional<PageElement> member = At(of, names...);
  return member.has_value() ? TextOf(*member) : std::nullopt;
}

// The Indonesian text under `localization`, or `local` as some parts of the page call it.
PageText Localized(const PageElement& of, const char* name);

// A text on its own, or what an object calls itself.
PageText AnyText(const PageElement& of);

// The elements of a list; nothing where the page does not show it.
std::optional<std::vector<PageElement>> ListAt(const PageElement& of, const char* name);

struct PageNumber {
  int value = 0;  // 0 = none
  bool is_readable = true;
};
// A whole number, as one or as text.
PageNumber NumberAt(const PageElement& of, const char* name);

enum class PageUnit { kNone, kDays, kMonths, kYears, kOther };
// Of the unit in member `name`: SatuanJangkaWaktu and its like. `shown` becomes what it is called.
PageUnit UnitOf(const PageElement& of, const char* name, std::string& shown);

// A term: `jangka_waktu` in `SatuanJangkaWaktu`.
struct PageTerm {
  int days = 0;    // Hari; 0 = none
  int months = 0;  // of Bulan and Tahun
  bool is_readable = true;
  std::string unit;
};
PageTerm TermAt(const PageElement& of);

// "Menengah Rendah"; kUnspecified for what is no level.
RiskLevel PageLevelOf(absl::string_view text);

// Of SkalaUsaha, by its code and name; kUnspecified where they are none or differ.
BusinessScale PageScaleOf(const PageElement& scale);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_PAGE_JSON_H_
