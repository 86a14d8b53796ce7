// A value of an enum of the API, or the fault that the number is none.

#ifndef IZIN_SERVICE_REQUEST_CHECKED_ENUM_H_
#define IZIN_SERVICE_REQUEST_CHECKED_ENUM_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

#include "service/request/request_faults.h"

namespace izin {

// The values of an enum as the protocol spells them, but the one for "not known".
std::string NamesOf(const google::protobuf::EnumDescriptor& values);

// The API's enums are open: a number that is no value is a fault at `path`, and Value{} stands for
// it. `Value` has the numbers of `Proto`.
template <typename Value, typename Proto>
Value CheckedEnum(absl::string_view path, Proto value, bool (*is_valid)(int),
                  RequestFaults& faults) {
  const int number = static_cast<int>(value);
  if (is_valid(number)) return static_cast<Value>(number);
  const std::string known = NamesOf(*google::protobuf::GetEnumDescriptor<Proto>());
  faults.Add(FaultKind::kInvalid, std::string(path),
             FaultText{.en = absl::StrCat(number, ": want ", known),
                       .id = absl::StrCat(number, ": pilih ", known)});
  return Value{};
}

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_CHECKED_ENUM_H_
