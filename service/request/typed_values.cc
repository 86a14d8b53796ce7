#include "service/request/typed_values.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "izin/v1/activity.pb.h"
#include "izin/v1/permit_classification_service.pb.h"

namespace izin {
namespace {

using ::google::protobuf::EnumDescriptor;

// Another name of a value. The first of a value is what lists of legal values show.
struct Word {
  const char* value;  // full name of the enum value
  const char* word;
};

constexpr Word kWords[] = {
    {"BUSINESS_SCALE_MICRO", "mikro"},
    {"BUSINESS_SCALE_SMALL", "kecil"},
    {"BUSINESS_SCALE_MEDIUM", "menengah"},
    {"BUSINESS_SCALE_LARGE", "besar"},
    {"LOCATION_TYPE_LAND", "darat"},
    {"LOCATION_TYPE_SEA", "laut"},
    {"LOCATION_TYPE_FOREST", "hutan"},
    {"RDTR_STATUS_NONE", "tidak-ada"},
    {"RDTR_STATUS_NOT_INTEGRATED", "belum-terintegrasi"},
    {"RDTR_STATUS_INTEGRATED", "terintegrasi"},
    {"LAND_CONDITION_ORDINARY", "biasa"},
    {"LAND_CONDITION_TENANT_IN_MANAGED_BUILDING", "penyewa-gedung"},
    {"LAND_CONDITION_REGISTERED_ESTATE", "kawasan-terdaftar"},
    {"LAND_CONDITION_OTHER_WITHOUT_ASSESSMENT", "tanpa-penilaian"},
    {"LAND_CONDITION_NATIONAL_STRATEGIC", "psn"},
    {"LAND_CONDITION_NATIONAL_STRATEGIC", "proyek-strategis-nasional"},
    {"LAND_CONDITION_SMALL_ISLAND", "pulau-kecil"},
    {"LAND_CONDITION_MINERAL_EXPLORATION", "eksplorasi-mineral"},
    {"FOREST_FUNCTION_PRODUCTION", "produksi"},
    {"FOREST_FUNCTION_PROTECTION", "lindung"},
    {"FOREST_FUNCTION_CONVERTIBLE_PRODUCTION", "hpk"},
    {"FOREST_FUNCTION_CONVERTIBLE_PRODUCTION", "produksi-konversi"},
    {"FOREST_FUNCTION_CONSERVATION", "konservasi"},
    {"FOREST_USE_FORESTRY", "kehutanan"},
    {"FOREST_USE_FORESTRY", "pemanfaatan-hutan"},
    {"FOREST_USE_ENVIRONMENTAL_SERVICES", "jasa-lingkungan"},
    {"FOREST_USE_UNDERGROUND_MINING", "tambang-bawah-tanah"},
    {"FOREST_USE_OPEN_PIT_MINING", "tambang-terbuka"},
    {"FOREST_USE_PLANTATION", "perkebunan"},
    {"FOREST_USE_OTHER_LISTED", "lain-terdaftar"},
    {"ZONE_NONE", "tidak-ada"},
    {"ZONE_INDUSTRIAL_ESTATE", "kawasan-industri"},
    {"ZONE_SPECIAL_ECONOMIC_ZONE", "kek"},
    {"ZONE_FREE_TRADE_ZONE", "kpbpb"},
    {"ADMINISTRATIVE_EXTENT_WITHIN_REGENCY", "satu-kabupaten"},
    {"ADMINISTRATIVE_EXTENT_CROSS_REGENCY", "lintas-kabupaten"},
    {"ADMINISTRATIVE_EXTENT_CROSS_PROVINCE", "lintas-provinsi"},
    {"CONSTRUCTION_NONE", "tidak-ada"},
    {"CONSTRUCTION_NEW_BUILDING", "bangunan-baru"},
    {"CONSTRUCTION_EXISTING_WITHOUT_PERMIT", "bangunan-tanpa-izin"},
    {"CONSTRUCTION_EXISTING_WITH_PERMIT", "bangunan-berizin"},
    {"ACTOR_TYPE_ENTITY", "badan-usaha"},
    {"ACTOR_TYPE_INDIVIDUAL", "perseorangan"},
    {"ACTOR_TYPE_REPRESENTATIVE_OFFICE", "kantor-perwakilan"},
    {"ACTOR_TYPE_FOREIGN_ENTITY", "badan-usaha-asing"},
    {"CLASSIFICATION_VIEW_BASIC", "ringkas"},
    {"CLASSIFICATION_VIEW_FULL", "lengkap"},
};

// What all values of an enum begin with: "ZONE_", from "ZONE_UNSPECIFIED".
absl::string_view PrefixOf(const EnumDescriptor& descriptor) {
  const absl::string_view zero = descriptor.value(0)->name();
  return zero.substr(0, zero.size() - absl::string_view("UNSPECIFIED").size());
}

std::string NameWithoutPrefix(const EnumDescriptor& descriptor, int index) {
  const absl::string_view name = descriptor.value(index)->name();
  return FlagValue(name.substr(PrefixOf(descriptor).size()));
}

// The first word of a value in one language.
std::string WordAt(const EnumDescriptor& descriptor, int index, bool is_english) {
  for (const Word& word : kWords) {
    if (!is_english && word.value == descriptor.value(index)->name()) return word.word;
  }
  return NameWithoutPrefix(descriptor, index);
}

bool AreDigits(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return !text.empty();
}

// Codes of the OSS guide. Those of zones are not the enum's own numbers.
std::optional<int> ParseOssCode(const EnumDescriptor& descriptor, absl::string_view text) {
  int number = 0;
  // The parser of numbers would pass over a sign.
  if (text.size() != 2 || !AreDigits(text) || !absl::SimpleAtoi(text, &number) || number < 1)
    return std::nullopt;
  if (descriptor.name() == "Zone") ++number;
  const bool has_codes = descriptor.name() == "BusinessScale" ||
                         descriptor.name() == "LocationType" || descriptor.name() == "ActorType" ||
                         descriptor.name() == "Zone";
  if (!has_codes || descriptor.FindValueByNumber(number) == nullptr) return std::nullopt;
  return number;
}

bool AreThousands(const std::vector<std::string>& groups) {
  if (groups.front().empty() || groups.front().size() > 3) return false;
  for (std::size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].size() != 3) return false;
  }
  return true;
}

// Takes a unit from the end: "12 miliar" -> "12", 9. Zero digits without one.
int ConsumeUnit(absl::string_view& text) {
  struct Unit {
    const char* word;
    int zeros;
  };
  static constexpr Unit kUnits[] = {{"ribu", 3},     {"thousand", 3}, {"juta", 6},
                                    {"jt", 6},       {"million", 6},  {"miliar", 9},
                                    {"milyar", 9},   {"billion", 9},  {"triliun", 12},
                                    {"trilyun", 12}, {"trillion", 12}};
  for (const Unit& unit : kUnits) {
    if (absl::ConsumeSuffix(&text, unit.word)) {
      text = absl::StripTrailingAsciiWhitespace(text);
      return unit.zeros;
    }
  }
  return 0;
}

// "1.500,25" -> "1500" and "25"; without a unit a comma parts thousands as a dot does.
bool SplitDecimals(absl::string_view number, bool has_unit, std::string& whole,
                   std::string& decimals) {
  if (!has_unit) {
    const char mark = absl::StrContains(number, ".") ? '.' : ',';
    const std::vector<std::string> groups = absl::StrSplit(number, mark);
    whole = absl::StrJoin(groups, "");
    return groups.size() == 1 || AreThousands(groups);
  }
  const std::vector<std::string> sides = absl::StrSplit(number, ',');
  if (sides.size() > 2) return false;
  std::vector<std::string> groups = absl::StrSplit(sides[0], '.');
  if (sides.size() == 2) {
    decimals = sides[1];
    // Three digits may be decimals or thousands.
    if (decimals.empty() || decimals.size() == 3) return false;
  } else if (groups.size() == 2 && groups[1].size() != 3) {
    decimals = groups[1];
    groups.pop_back();
    if (decimals.empty()) return false;
  }
  whole = absl::StrJoin(groups, "");
  return groups.size() == 1 || AreThousands(groups);
}

}  // namespace

std::string FlagValue(absl::string_view enum_name) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(enum_name), {{"_", "-"}});
}

std::optional<int> ParseEnumWord(const EnumDescriptor& descriptor, absl::string_view text) {
  const std::string typed =
      FlagValue(absl::StrReplaceAll(absl::StripAsciiWhitespace(text), {{" ", "-"}}));
  for (int i = 1; i < descriptor.value_count(); ++i) {
    if (NameWithoutPrefix(descriptor, i) == typed) return descriptor.value(i)->number();
  }
  for (const Word& word : kWords) {
    const auto* value = descriptor.FindValueByName(word.value);
    if (value != nullptr && typed == word.word) return value->number();
  }
  return ParseOssCode(descriptor, typed);
}

std::vector<std::string> ListOfWords(const EnumDescriptor& descriptor, bool is_english) {
  std::vector<std::string> words;
  for (int i = 1; i < descriptor.value_count(); ++i)
    words.push_back(WordAt(descriptor, i, is_english));
  return words;
}

std::string EnumWords(const EnumDescriptor& descriptor, bool is_english) {
  return absl::StrJoin(ListOfWords(descriptor, is_english), ", ");
}

std::string WordOf(absl::string_view value_name, bool is_english) {
  // Values stand beside their enum.
  const auto* value = google::protobuf::DescriptorPool::generated_pool()->FindEnumValueByName(
      absl::StrCat("izin.v1.", value_name));
  const bool is_asked = value != nullptr && value->number() != 0 &&
                        (value->file() == v1::BusinessActivity::descriptor()->file() ||
                         value->type() == v1::ClassificationView_descriptor());
  return is_asked ? WordAt(*value->type(), value->index(), is_english) : std::string(value_name);
}

std::string WithFlagWords(absl::string_view text, bool is_english) {
  std::string out;
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() &&
           (absl::ascii_isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_'))
      ++end;
    out += end == 0 ? std::string(1, text[0]) : WordOf(text.substr(0, end), is_english);
    text.remove_prefix(std::max<std::size_t>(end, 1));
  }
  return out;
}

std::optional<std::int64_t> ParseRupiah(absl::string_view text) {
  const std::string lower = absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
  std::int64_t plain = 0;
  // Below zero too: that it is too small is said of the field, by whoever reads the request.
  if (absl::SimpleAtoi(lower, &plain)) return plain;
  absl::string_view rest = lower;
  for (const char* mark : {"rp.", "rp", "idr"}) {
    if (absl::ConsumePrefix(&rest, mark)) break;
  }
  rest = absl::StripLeadingAsciiWhitespace(rest);
  const int zeros = ConsumeUnit(rest);
  std::string whole;
  std::string decimals;
  if (!SplitDecimals(rest, zeros > 0, whole, decimals)) return std::nullopt;
  const auto places = static_cast<std::size_t>(zeros);
  if (decimals.size() > places) return std::nullopt;
  const std::string digits =
      absl::StrCat(whole, decimals, std::string(places - decimals.size(), '0'));
  std::int64_t rupiah = 0;
  if (!AreDigits(digits) || !AreDigits(whole) || !absl::SimpleAtoi(digits, &rupiah))
    return std::nullopt;
  return rupiah;
}

std::optional<double> ParseReal(absl::string_view text) {
  std::string plain(text);
  const auto dot = text.find('.');
  const bool is_doubtful =
      dot != absl::string_view::npos && text.size() - dot == 4 && text.substr(0, dot) != "0";
  if (is_doubtful) return std::nullopt;
  if (dot == absl::string_view::npos) plain = absl::StrReplaceAll(text, {{",", "."}});
  double value = 0;
  if (!absl::SimpleAtod(plain, &value)) return std::nullopt;
  return value;
}

}  // namespace izin
