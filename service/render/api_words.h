// The names of the API's enumerated values without the prefix of their enum.

#ifndef IZIN_SERVICE_RENDER_API_WORDS_H_
#define IZIN_SERVICE_RENDER_API_WORDS_H_

#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace izin {

// "MEDIUM_LOW" of RISK_LEVEL_MEDIUM_LOW, "UNSPECIFIED" of 0. A number that the enum does not have,
// as a later version of the service may send, in decimal.
std::string ApiWord(const google::protobuf::EnumDescriptor& values, int number);

template <typename Enum>
std::string ApiWord(Enum value) {
  return ApiWord(*google::protobuf::GetEnumDescriptor<Enum>(), static_cast<int>(value));
}

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_API_WORDS_H_
