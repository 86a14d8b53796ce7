// OpenAPI 3.1 of services that are called by the Connect protocol, made from their protos.

#ifndef IZIN_SERVICE_TRANSPORT_OPENAPI_OPENAPI_H_
#define IZIN_SERVICE_TRANSPORT_OPENAPI_OPENAPI_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.pb.h"

namespace izin {

// The document as JSON: every unary method of every service of `package`, by POST and, where it has
// no side effects, by GET; every message and enum that they reach; the comments of the protos as
// descriptions. Streams are named in the description of their service. The same files give the same
// bytes.
//
// InvalidArgument for files that do not belong together, or that hold no service of the package.
absl::StatusOr<std::string> OpenApi(const google::protobuf::FileDescriptorSet& files,
                                    absl::string_view package, absl::string_view version);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_OPENAPI_OPENAPI_H_
