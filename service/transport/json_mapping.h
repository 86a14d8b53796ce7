// Messages as bytes and as proto3 JSON, by name of their type.

#ifndef IZIN_SERVICE_TRANSPORT_JSON_MAPPING_H_
#define IZIN_SERVICE_TRANSPORT_JSON_MAPPING_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/type_resolver.h"

namespace izin {

// Protobuf's own mapping, of every type that is linked. Thread-safe.
class JsonMapping {
 public:
  // Objects and lists within each other, at most: no message of the contract comes near.
  static constexpr int kMaxDepth = 32;

  JsonMapping();

  // InvalidArgument, with a BadRequest in both languages, for what is no JSON, no such message, has
  // members that the message does not have, or values that their fields do not take: all of them,
  // and of each the path in proto names ("activity.locations[0]"; none where the whole is at
  // fault), the value and what is wanted. 64-bit numbers may be strings or numbers, enum values
  // names or numbers.
  absl::StatusOr<std::string> ToBytes(const google::protobuf::Descriptor& type,
                                      absl::string_view json) const;

  // One line. Internal where the bytes cannot be written.
  // REQUIRES: they are such a message; others may be written in part.
  absl::StatusOr<std::string> ToJson(const google::protobuf::Descriptor& type,
                                     const std::string& bytes) const;

 private:
  const std::unique_ptr<google::protobuf::util::TypeResolver> resolver_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_JSON_MAPPING_H_
