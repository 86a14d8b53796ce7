#include "service/request/json_text.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include "absl/strings/str_cat.h"
#include <nlohmann/json.hpp>

#include "service/base/utf8.h"

namespace izin {
namespace {

// What a text would become, by its brackets and commas outside of strings.
struct Shape {
  int depth = 0;
  std::size_t deepest_at = 0;
  int values = 1;
};

Shape ShapeOf(absl::string_view text) {
  Shape shape;
  int depth = 0;
  bool is_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_string) {
      if (c == '\\') ++i;
      if (c == '"') is_string = false;
    } else if (c == '"') {
      is_string = true;
    } else if (c == '{' || c == '[') {
      ++shape.values;
      if (++depth <= shape.depth) continue;
      shape.depth = depth;
      shape.deepest_at = i;
    } else if (c == '}' || c == ']') {
      --depth;
    } else if (c == ',') {
      ++shape.values;
    }
  }
  return shape;
}

// "line 3, column 12", in characters, of a byte.
FaultText PlaceOf(absl::string_view text, std::size_t at) {
  const absl::string_view before = text.substr(0, std::min(at, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const absl::string_view in_line =
      newline == absl::string_view::npos ? before : before.substr(newline + 1);
  const auto column = 1 + std::count_if(in_line.begin(), in_line.end(), StartsCharacter);
  return {.en = absl::StrCat("line ", line, ", column ", column),
          .id = absl::StrCat("baris ", line, ", kolom ", column)};
}

FaultText NoJson(absl::string_view text, std::size_t position, const FaultText& what) {
  if (text.empty())
    return {.en = absl::StrCat(what.en, " is empty: want JSON"),
            .id = absl::StrCat(what.id, " kosong: kirim JSON")};
  const bool is_cut = position > text.size();
  const FaultText place = PlaceOf(text, position == 0 ? 0 : position - 1);
  return {.en = absl::StrCat(what.en, " is no JSON: ", place.en,
                             is_cut ? ": it ends too early" : ": something else is wanted here"),
          .id = absl::StrCat(what.id, " bukan JSON: ", place.id,
                             is_cut ? ": berakhir terlalu dini" : ": isinya tidak sesuai di sini")};
}

FaultText TooMuch(const Shape& shape, absl::string_view text, const JsonLimits& limits,
                  const FaultText& what) {
  if (shape.depth > limits.depth) {
    const FaultText place = PlaceOf(text, shape.deepest_at);
    return {.en = absl::StrCat(what.en, ": objects and lists lie ", shape.depth,
                               " deep in each other (", place.en, "): want at most ", limits.depth),
            .id = absl::StrCat(what.id, ": objek dan daftar bersarang ", shape.depth, " tingkat (",
                               place.id, "): paling banyak ", limits.depth)};
  }
  return {.en = absl::StrCat(what.en, ": about ", shape.values, " values: want at most ",
                             limits.values),
          .id = absl::StrCat(what.id, ": sekitar ", shape.values, " nilai: paling banyak ",
                             limits.values)};
}

}  // namespace

JsonText::JsonText() = default;
JsonText::~JsonText() = default;
JsonText::JsonText(JsonText&&) noexcept = default;
JsonText& JsonText::operator=(JsonText&&) noexcept = default;

JsonText ReadJson(absl::string_view text, const JsonLimits& limits, const FaultText& what) {
  JsonText out;
  const Shape shape = ShapeOf(text);
  if (shape.depth > limits.depth || shape.values > limits.values) {
    out.fault = TooMuch(shape, text, limits, what);
    return out;
  }
  // The library says where it stops by an exception alone, and it ends here.
  try {
    out.document =
        std::make_unique<nlohmann::json>(nlohmann::json::parse(text.begin(), text.end()));
  } catch (const nlohmann::json::parse_error& error) {
    out.fault = NoJson(text, error.byte, what);
  } catch (const nlohmann::json::out_of_range&) {
    out.fault = {.en = absl::StrCat(what.en, " has a number that is too large"),
                 .id = absl::StrCat(what.id, " memuat angka yang terlalu besar")};
  }
  return out;
}

FaultText KindOfJson(const nlohmann::json& value) {
  switch (value.type()) {
    case nlohmann::json::value_t::object:
      return {.en = "an object", .id = "objek"};
    case nlohmann::json::value_t::array:
      return {.en = "a list", .id = "daftar"};
    case nlohmann::json::value_t::string:
      return {.en = "a string", .id = "teks"};
    case nlohmann::json::value_t::boolean:
      return {.en = "true or false", .id = "true atau false"};
    case nlohmann::json::value_t::number_integer:
    case nlohmann::json::value_t::number_unsigned:
    case nlohmann::json::value_t::number_float:
      return {.en = "a number", .id = "angka"};
    case nlohmann::json::value_t::null:
    case nlohmann::json::value_t::binary:
    case nlohmann::json::value_t::discarded:
      break;
  }
  return {.en = "null", .id = "null"};
}

}  // namespace izin
