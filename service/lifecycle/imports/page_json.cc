#include "service/lifecycle/imports/page_json.h"

#include <cmath>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

#include "service/lifecycle/imports/plain_text.h"

namespace izin {
namespace {

constexpr int kMaxNumber = 100000;

}  // namespace

PageText RawTextOf(const PageElement& of) {
  std::string_view text;
  if (of.get(text) != simdjson::SUCCESS) return std::nullopt;
  return std::string(text);
}

PageText TextOf(const PageElement& of) {
  const PageText text = RawTextOf(of);
  if (!text.has_value() || IsDangling(*text)) return std::nullopt;
  std::string plain = PlainText(*text);
  if (plain.empty()) return std::nullopt;
  return plain;
}

PageText Localized(const PageElement& of, const char* name) {
  PageText text = TextAt(of, "localization", "id", name);
  return text.has_value() ? text : TextAt(of, "local", "id", name);
}

PageNumber NumberAt(const PageElement& of, const char* name) {
  const std::optional<PageElement> member = At(of, name);
  if (!member.has_value()) return {};
  double number = 0;
  if (const PageText text = RawTextOf(*member); text.has_value()) {
    const absl::string_view trimmed = absl::StripAsciiWhitespace(*text);
    if (trimmed.empty()) return {};
    if (!absl::SimpleAtod(trimmed, &number)) return {.is_readable = false};
  } else if (member->get(number) != simdjson::SUCCESS) {
    return {.is_readable = false};
  }
  if (number == 0) return {};
  if (!(number > 0) || number > kMaxNumber || number != std::floor(number))
    return {.is_readable = false};
  return {.value = static_cast<int>(number)};
}

PageUnit UnitOf(const PageElement& of, const char* name, std::string& shown) {
  const std::optional<PageElement> unit = At(of, name);
  if (!unit.has_value()) return PageUnit::kNone;
  shown = Localized(*unit, "uraian").value_or("");
  if (shown.empty() && TextAt(*unit, "kode").value_or("") == "01") shown = "Hari";
  if (shown.empty()) shown = TextAt(*unit, "kode").value_or("");
  const std::string key = Normalised(shown);
  if (key == "hari" || key == "hari kerja") return PageUnit::kDays;
  if (key == "bulan") return PageUnit::kMonths;
  if (key == "tahun") return PageUnit::kYears;
  return PageUnit::kOther;
}

PageTerm TermAt(const PageElement& of) {
  PageTerm term;
  const PageNumber number = NumberAt(of, "jangka_waktu");
  const PageUnit unit = UnitOf(of, "SatuanJangkaWaktu", term.unit);
  if (unit == PageUnit::kDays) term.days = number.value;
  if (unit == PageUnit::kMonths) term.months = number.value;
  if (unit == PageUnit::kYears) term.months = 12 * number.value;
  const bool is_written = term.days > 0 || term.months > 0;
  term.is_readable = number.is_readable && (is_written || number.value == 0);
  return term;
}

RiskLevel PageLevelOf(absl::string_view text) {
  const std::string key = Normalised(text);
  if (key == "rendah") return RiskLevel::kLow;
  if (key == "menengah rendah") return RiskLevel::kMediumLow;
  if (key == "menengah tinggi") return RiskLevel::kMediumHigh;
  return key == "tinggi" ? RiskLevel::kHigh : RiskLevel::kUnspecified;
}

BusinessScale PageScaleOf(const PageElement& scale) {
  constexpr absl::string_view kCodes[] = {"01", "02", "03", "04"};
  constexpr absl::string_view kNames[] = {"usaha mikro", "usaha kecil", "usaha menengah",
                                          "usaha besar"};
  const std::string code = TextAt(scale, "kode").value_or("");
  const std::string name = Normalised(Localized(scale, "uraian").value_or(""));
  for (std::size_t i = 0; i < std::size(kCodes); ++i) {
    const bool is_code = code == kCodes[i];
    const bool is_name = name == kNames[i];
    // Where both are there they must not differ.
    if ((is_code && (is_name || name.empty())) || (is_name && code.empty()))
      return static_cast<BusinessScale>(i + 1);
  }
  return BusinessScale::kUnspecified;
}

PageText AnyText(const PageElement& of) {
  if (of.is_string()) return TextOf(of);
  for (const char* name : {"uraian", "nama_dokumen", "judul", "nama"}) {
    if (PageText text = Localized(of, name); text.has_value()) return text;
    if (PageText text = TextAt(of, name); text.has_value()) return text;
  }
  const std::optional<PageElement> permit = At(of, "Izin");
  return permit.has_value() ? Localized(*permit, "nama_dokumen") : std::nullopt;
}

std::optional<std::vector<PageElement>> ListAt(const PageElement& of, const char* name) {
  const std::optional<PageElement> list = At(of, name);
  simdjson::dom::array array;
  if (!list.has_value() || list->get(array) != simdjson::SUCCESS) return std::nullopt;
  return std::vector<PageElement>(array.begin(), array.end());
}

}  // namespace izin
