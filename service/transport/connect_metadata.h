// Headers of HTTP and metadata of gRPC, as the Connect protocol has them stand for each other.

#ifndef IZIN_SERVICE_TRANSPORT_CONNECT_METADATA_H_
#define IZIN_SERVICE_TRANSPORT_CONNECT_METADATA_H_

#include "absl/status/status.h"
#include <grpcpp/grpcpp.h>

#include "service/transport/http_message.h"

namespace izin {

// Puts the headers that are the caller's own, and not those of HTTP or of the protocols, into the
// call. InvalidArgument for a name or a value that metadata cannot have.
absl::Status PutMetadata(const HttpRequest& request, grpc::ClientContext& call);

// The metadata that the ended call came back with: the leading as headers, the trailing as headers
// whose names begin with "Trailer-". Binary values, of names that end in "-bin", are in base64.
void AddMetadata(const grpc::ClientContext& call, HttpResponse& response);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CONNECT_METADATA_H_
