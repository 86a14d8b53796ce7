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

// What a field of an enum may hold, as the protocol spells it: "ZONE_NONE, ZONE_INDUSTRIAL_ESTATE
// or ZONE_FREE_TRADE_ZONE", with the word before the last.
std::string EnumChoices(const google::protobuf::EnumDescriptor& values,
                        absl::string_view last = "or");

// The API's enums are open: a number that is no value is a fault at `path`, and Value{} stands for
// it. `Value` has the numbers of `Proto`.
template <typename Value, typename Proto>
Value CheckedEnum(absl::string_view path, Proto value, bool (*is_valid)(int),
                  RequestFaults& faults) {
  const int number = static_cast<int>(value);
  if (is_valid(number)) return static_cast<Value>(number);
  const google::protobuf::EnumDescriptor& values = *google::protobuf::GetEnumDescriptor<Proto>();
  faults.Add(FaultKind::kInvalid, std::string(path),
             FaultText{.en = absl::StrCat(number, ": want ", EnumChoices(values)),
                       .id = absl::StrCat(number, ": pilih ", EnumChoices(values, "atau"))});
  return Value{};
}

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_CHECKED_ENUM_H_
