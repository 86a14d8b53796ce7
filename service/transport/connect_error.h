// Errors as the Connect protocol writes them: https://connectrpc.com/docs/protocol#error-end-stream

#ifndef IZIN_SERVICE_TRANSPORT_CONNECT_ERROR_H_
#define IZIN_SERVICE_TRANSPORT_CONNECT_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include <grpcpp/support/status.h>

#include "service/transport/http_message.h"

namespace izin {

// "invalid_argument"; "unknown" for a code that is none.
absl::string_view ConnectCode(grpc::StatusCode code);

// The HTTP status that the protocol has for the code.
int HttpStatusOf(grpc::StatusCode code);

// {"code":"...","message":"...","details":[...]}; each detail has its type, its bytes in base64
// and, where the type is known here, the same as JSON for people. Bytes that are no UTF-8 are
// replaced.
std::string ErrorJson(const grpc::Status& status);

// The whole answer.
HttpResponse ErrorResponse(const grpc::Status& status);
HttpResponse ErrorResponse(const absl::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CONNECT_ERROR_H_
