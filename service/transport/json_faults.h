// All that is wrong with a document of JSON as a message, in both languages.

#ifndef IZIN_SERVICE_TRANSPORT_JSON_FAULTS_H_
#define IZIN_SERVICE_TRANSPORT_JSON_FAULTS_H_

#include "google/protobuf/descriptor.h"
#include <nlohmann/json_fwd.hpp>

#include "service/request/request_faults.h"

namespace izin {

// Adds each member that `type` does not have and each value that its field does not take, by the
// rules of proto3 JSON: those of known fields in the order of their numbers, then unknown members.
// Paths are in proto names ("activity.locations[0]"). Messages of google.protobuf are not looked
// into.
void AddJsonFaults(const google::protobuf::Descriptor& type, const nlohmann::json& document,
                   RequestFaults& faults);

// What a field takes, with its article: "a whole number", "one of ZONE_NONE, ...".
FaultText WantedOf(const google::protobuf::FieldDescriptor& field);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_JSON_FAULTS_H_
