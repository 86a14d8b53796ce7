// The words that people type, and the CLI prints, for the enumerated values of the API.

#ifndef IZIN_SERVICE_CLI_FLAG_WORDS_H_
#define IZIN_SERVICE_CLI_FLAG_WORDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

#include "service/render/api_words.h"

namespace izin::cli {

// "special-economic-zone" of SPECIAL_ECONOMIC_ZONE: lower case, dashes.
std::string Dashed(absl::string_view name);

// "special-economic-zone" of ZONE_SPECIAL_ECONOMIC_ZONE.
template <typename Enum>
std::string FlagWord(Enum value) {
  return Dashed(ApiWord(value));
}

// Those of all values but the unspecified one, in their order.
std::vector<std::string> FlagWords(const google::protobuf::EnumDescriptor& values);

// The number of a value as typed: its word in any case, a code of the OSS integration guide (01,
// 02, ...) where the guide has them, or an abbreviation that people use (kek, kpbpb). Nothing for
// other text.
std::optional<int> NumberOfWord(const google::protobuf::EnumDescriptor& values,
                                absl::string_view text);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_FLAG_WORDS_H_
