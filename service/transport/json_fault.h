// What protobuf says of JSON that it does not take, in the words of this API.

#ifndef IZIN_SERVICE_TRANSPORT_JSON_FAULT_H_
#define IZIN_SERVICE_TRANSPORT_JSON_FAULT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace izin {

// InvalidArgument: the path of the field, its value and what is wanted, as a BadRequest too;
// without a path where no field is at fault. `said` is the message of JsonToBinaryString for a
// `type`; one of a kind not known here stands as it is.
absl::Status JsonFault(const google::protobuf::Descriptor& type, absl::string_view said);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_JSON_FAULT_H_
