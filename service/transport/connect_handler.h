// The Connect protocol over HTTP, for unary calls: https://connectrpc.com/docs/protocol
//
//   POST /izin.v1.KbliService/GetKbliEntry
//   Content-Type: application/json
//
//   {"code":"56101"}

#ifndef IZIN_SERVICE_TRANSPORT_CONNECT_HANDLER_H_
#define IZIN_SERVICE_TRANSPORT_CONNECT_HANDLER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include "service/transport/http_message.h"
#include "service/transport/json_mapping.h"

namespace izin {

// One handler for every method of every service that is linked: a path names the method, its
// descriptor the messages, and the call is made of the gRPC server itself, so that the same
// services, limits and log answer it. Takes JSON and, as bytes, protobuf; by GET too where the
// method has no side effects. A method that streams is refused: streams are served over gRPC.
//
// Thread-safe.
class ConnectHandler {
 public:
  // False where the server is going to refuse the call for who makes it.
  using WouldAdmit =
      std::function<bool(const google::protobuf::MethodDescriptor& method, const HttpRequest&)>;

  // `channel` leads to the gRPC server of this process. Of a call that `would_admit` says no to,
  // which may be empty, the body is not unpacked and no message is made: the server gets bytes that
  // are none, and refuses it.
  ConnectHandler(const std::shared_ptr<grpc::Channel>& channel, std::size_t max_message_bytes,
                 WouldAdmit would_admit = nullptr)
      : stub_(channel),
        max_message_bytes_(max_message_bytes),
        would_admit_(std::move(would_admit)) {}

  // Waits for the answer, or until the caller is gone: then the call is cancelled.
  HttpResponse Serve(const HttpRequest& request, absl::FunctionRef<bool()> is_gone);

 private:
  using Method = google::protobuf::MethodDescriptor;
  // The message of a request as it came.
  struct Message {
    bool is_json = true;
    std::string encoding;  // of the content: "", "identity" or "gzip"
    std::string content;
  };

  // Nothing where the way of asking is one that the method has; else the answer that says so.
  static std::optional<HttpResponse> Refusal(const Method& method, const HttpRequest& request);
  static absl::StatusOr<Message> ReadMessage(const HttpRequest& request);
  // The bytes of the request's message.
  absl::StatusOr<std::string> BytesOf(const Method& method, Message message) const;
  HttpResponse Call(const Method& method, const std::string& bytes, bool is_json,
                    grpc::ClientContext& context, absl::FunctionRef<bool()> is_gone);
  HttpResponse Answer(const Method& method, const grpc::ByteBuffer& bytes, bool is_json) const;

  grpc::GenericStub stub_;
  const std::size_t max_message_bytes_;
  const WouldAdmit would_admit_;
  const JsonMapping mapping_;
};

// The method of "/package.Service/Method"; null where there is none.
const google::protobuf::MethodDescriptor* MethodAt(absl::string_view path);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CONNECT_HANDLER_H_
