#include "service/answer/oss/payload_fields.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include <nlohmann/json.hpp>

#include "service/base/excerpt.h"
#include "service/request/json_text.h"

namespace izin {
namespace {

using nlohmann::json;

constexpr std::size_t kExcerpt = 40;
constexpr std::size_t kMostLookedUp = 8;
// Beyond it a double does not hold every whole number.
constexpr double kLargest = 9007199254740992;

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return absl::ascii_isdigit(c); });
}

}  // namespace

void PayloadFaults::Add(FaultKind kind, std::string path, FaultText text) {
  if (!paths_.insert(path).second) return;
  faults_.Add(kind, std::move(path), std::move(text));
}

bool PayloadFaults::HasWithin(const std::string& path) const {
  const auto first = paths_.lower_bound(path);
  return first != paths_.end() && absl::StartsWith(*first, path);
}

std::string PayloadFields::PathOf(absl::string_view name) const {
  return absl::StrCat(path_, path_.empty() ? "" : ".", name);
}

const json* PayloadFields::Find(absl::string_view name) const {
  const auto found = object_->find(std::string(name));
  return found == object_->end() || found->is_null() ? nullptr : &*found;
}

bool PayloadFields::HasItems(absl::string_view name) const {
  const json* value = Find(name);
  return value != nullptr && !(value->is_array() && value->empty());
}

void PayloadFields::AddWrongType(const std::string& path, const json& value,
                                 const FaultText& wanted) const {
  const FaultText kind = KindOfJson(value);
  faults_->Invalid(path, {.en = absl::StrCat(kind.en, ": want ", wanted.en),
                          .id = absl::StrCat("berupa ", kind.id, ": kirim ", wanted.id)});
}

std::string PayloadFields::Text(absl::string_view name) const {
  const json* value = Find(name);
  if (value == nullptr) return "";
  if (value->is_string()) return value->get<std::string>();
  AddWrongType(PathOf(name), *value, {.en = "a string", .id = "teks di antara tanda petik"});
  return "";
}

std::string PayloadFields::Digits(absl::string_view name, std::size_t digits) const {
  const json* value = Find(name);
  if (value == nullptr || value->is_string()) return Text(name);
  if (!value->is_number_unsigned()) {
    AddWrongType(PathOf(name), *value,
                 {.en = absl::StrCat("a string of ", digits, " digits"),
                  .id = absl::StrCat("teks berisi ", digits, " angka")});
    return "";
  }
  std::string text = absl::StrCat(value->get<std::uint64_t>());
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

std::optional<double> PayloadFields::Number(absl::string_view name) const {
  const json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  double number = -1;
  if (value->is_number()) {
    number = value->get<double>();
  } else if (value->is_string()) {
    const auto& text = value->get_ref<const std::string&>();
    if (text.empty()) return std::nullopt;
    if (!IsDigits(text) || !absl::SimpleAtod(text, &number)) number = -1;
  } else {
    AddWrongType(PathOf(name), *value, {.en = "a number", .id = "angka"});
    return std::nullopt;
  }
  if (std::isfinite(number) && number >= 0 && number <= kLargest) return number;
  AddInvalid(name, {.en = "want a number from 0 to 9007199254740992, without signs and separators",
                    .id = "tulis angka dari 0 sampai 9007199254740992, tanpa tanda dan pemisah"});
  return std::nullopt;
}

std::vector<PayloadFields> PayloadFields::List(absl::string_view name, GuideLevel level) const {
  std::vector<PayloadFields> items;
  const json* value = Find(name);
  if (value == nullptr) return items;
  if (!value->is_array()) {
    AddWrongType(PathOf(name), *value, {.en = "a list of objects", .id = "daftar objek"});
    return items;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    std::string path = absl::StrCat(PathOf(name), "[", i, "]");
    const json& item = (*value)[i];
    if (item.is_object()) {
      items.emplace_back(item, level, std::move(path), *faults_);
    } else {
      AddWrongType(path, item, {.en = "an object", .id = "objek"});
    }
  }
  return items;
}

std::optional<PayloadFields> PayloadFields::Object(absl::string_view name, GuideLevel level) const {
  const json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_object()) return PayloadFields(*value, level, PathOf(name), *faults_);
  AddWrongType(PathOf(name), *value, {.en = "an object", .id = "objek"});
  return std::nullopt;
}

void PayloadFields::AddMissing(absl::string_view name, const FaultText& wanted) const {
  faults_->Invalid(PathOf(name), {.en = absl::StrCat("missing: want ", wanted.en),
                                  .id = absl::StrCat("tidak ada: kirim ", wanted.id)});
}

std::vector<std::string> PayloadFields::CheckNames(
    std::initializer_list<absl::string_view> read) const {
  std::vector<std::string> unknown;
  for (const auto& [name, value] : object_->items()) {
    if (IsGuideName(level_, name)) continue;
    // Of an object with many of them the first ones tell enough.
    const bool is_looked_up = unknown.size() < kMostLookedUp;
    const absl::string_view meant = is_looked_up ? MeantName(level_, name) : "";
    const bool is_read = std::find(read.begin(), read.end(), meant) != read.end();
    if (!is_read || Has(meant)) {
      unknown.push_back(Excerpt(name, kExcerpt));
      continue;
    }
    const std::string shown = Excerpt(name, kExcerpt);
    faults_->Invalid(
        PathOf(meant),
        {.en = absl::StrCat("missing, but \"", shown, "\" stands there: the guide's name is \"",
                            meant, "\" at this level"),
         .id = absl::StrCat("tidak ada, tetapi ada \"", shown,
                            "\": nama menurut pedoman di sini \"", meant, "\"")});
  }
  return unknown;
}

}  // namespace izin
