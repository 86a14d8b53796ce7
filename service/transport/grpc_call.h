// What the calls of all services have in common.

#ifndef IZIN_SERVICE_TRANSPORT_GRPC_CALL_H_
#define IZIN_SERVICE_TRANSPORT_GRPC_CALL_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include <grpcpp/grpcpp.h>

#include "service/transport/grpc_status.h"

namespace izin {

// Ends a unary call at once.
inline grpc::ServerUnaryReactor* Finish(grpc::CallbackServerContext* context,
                                        const grpc::Status& status) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(status);
  return reactor;
}

// Ends a unary call with what a handler gave: `result` becomes `response`, or the status.
template <typename Response>
void End(grpc::ServerUnaryReactor* reactor, absl::StatusOr<Response> result, Response* response) {
  if (!result.ok()) return reactor->Finish(ToGrpcStatus(result.status()));
  *response = *std::move(result);
  reactor->Finish(grpc::Status::OK);
}

// The same, at once. A context gives its reactor once: who ends a call later keeps that.
template <typename Response>
grpc::ServerUnaryReactor* Reply(grpc::CallbackServerContext* context,
                                absl::StatusOr<Response> result, Response* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  End(reactor, std::move(result), response);
  return reactor;
}

// UNIMPLEMENTED for a method of the contract that this version does not serve.
grpc::Status NotServed(const std::string& method);

// RESOURCE_EXHAUSTED: as many calls of this kind are under way as may be.
grpc::Status TooManyCalls(const std::string& method);

// Who calls, as the transport knows it; empty on a plain connection.
std::string CallerOf(const grpc::CallbackServerContext& context);

// The bytes of a message in one piece, shared with the buffer if they lie so.
class WholeBytes {
 public:
  explicit WholeBytes(const grpc::ByteBuffer& buffer);

  absl::string_view view() const {
    return {reinterpret_cast<const char*>(slice_.begin()), slice_.size()};
  }
  // False for bytes that are no such message.
  bool ParseTo(google::protobuf::Message& message) const {
    return message.ParseFromArray(slice_.begin(), static_cast<int>(slice_.size()));
  }

 private:
  grpc::Slice slice_;
};

// A stream of the server that ends at once.
template <typename Base>
class RefusedStream final : public Base {
 public:
  explicit RefusedStream(const grpc::Status& status) { this->Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_GRPC_CALL_H_
