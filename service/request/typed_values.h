// What a person types for a value: words of both languages, codes of the OSS guide, and amounts.

#ifndef IZIN_SERVICE_REQUEST_TYPED_VALUES_H_
#define IZIN_SERVICE_REQUEST_TYPED_VALUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace izin {

// What a person would type for an enum value: "SPECIAL_ECONOMIC_ZONE" -> "special-economic-zone".
std::string FlagValue(absl::string_view enum_name);

// The number of a value as typed, in any case: its name without the prefix ("micro"), its
// Indonesian word ("mikro"), or its code in the OSS guide ("01"). Empty for anything else.
std::optional<int> ParseEnumWord(const google::protobuf::EnumDescriptor& descriptor,
                                 absl::string_view text);

// All that ParseEnumWord takes in one language, but for the codes: "mikro, kecil, menengah, besar".
// A value without an Indonesian word stands by its name.
std::string EnumWords(const google::protobuf::EnumDescriptor& descriptor, bool is_english);

// The same as a list, each value by its first word, in the order of the enum.
std::vector<std::string> ListOfWords(const google::protobuf::EnumDescriptor& descriptor,
                                     bool is_english);

// What a person types for a value by its full name: "ZONE_SPECIAL_ECONOMIC_ZONE" -> "kek", in
// English "special-economic-zone". What is no value of an activity or a view stays as it is.
std::string WordOf(absl::string_view value_name, bool is_english);

// A text with WordOf in the place of each such name: "want ZONE_NONE or ..." -> "want none or ...".
std::string WithFlagWords(absl::string_view text, bool is_english);

// Rupiah: "12000000000", "12.000.000.000", "Rp 12 miliar", "1,5 miliar", "500 juta". A comma
// begins the decimals of a counted amount, as in Indonesian; dots part thousands. Empty for what is
// no whole rupiah, may be read in two ways ("1,500 juta"), or does not fit 64 bits.
std::optional<std::int64_t> ParseRupiah(absl::string_view text);

// "2.5" or "2,5". What may be thousands or decimals ("1.500") is no number.
std::optional<double> ParseReal(absl::string_view text);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_TYPED_VALUES_H_
