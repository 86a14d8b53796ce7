// What the calls of all services have in common.

#ifndef IZIN_SERVICE_TRANSPORT_GRPC_CALL_H_
#define IZIN_SERVICE_TRANSPORT_GRPC_CALL_H_

#include <new>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/message.h"
#include <grpcpp/grpcpp.h>

#include "service/transport/calls.h"
#include "service/transport/contract_methods.h"
#include "service/transport/grpc_status.h"

namespace izin {

// UNIMPLEMENTED for a method of the contract that this version does not serve.
grpc::Status NotServed(const std::string& method);

// UNAVAILABLE: no ruleset is loaded.
absl::Status NothingToAnswerBy();

// RESOURCE_EXHAUSTED: as many calls of this kind are under way as may be.
grpc::Status TooManyCalls(const std::string& method);

// Who calls, as the transport knows it; empty on a plain connection.
std::string CallerOf(const grpc::CallbackServerContext& context);

// Who calls, as the gates know it, or where none asked the transport.
std::string CallerOf(const OpenCall& call, const grpc::CallbackServerContext& context);

// Nobody waits for the answer any more: the caller left, or the deadline is past. Asked by the
// clock too, since the library says so only once one of its threads is free.
bool IsOver(const grpc::CallbackServerContext& context);

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

// The result of a handler into the message that carries it.
template <typename Result>
absl::Status Into(absl::StatusOr<Result> result, Result* out) {
  if (!result.ok()) return result.status();
  *out = *std::move(result);
  return absl::OkStatus();
}

// INVALID_ARGUMENT for bytes that are no such message.
absl::Status NoMessage(const google::protobuf::Message& message);

// A request that is no batch, within RequestLimits::kBytes: those bound what the message takes.
absl::Status ReadRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message& message);

// What `handle` gives; RESOURCE_EXHAUSTED where no memory is left for it. The one place of the
// server where an exception ends: the library would make another status of it, or end the process.
template <typename Handle>
absl::Status WithinMemory(const Handle& handle) {
  try {
    return handle();
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("no memory is left for this call; try again later");
  }
}

// The bytes of an answer.
grpc::ByteBuffer Encoded(const google::protobuf::Message& message);

// The method whose request that is.
template <typename Request>
const CalledMethod& MethodOf() {
  static const CalledMethod method =
      MethodNamed(absl::StripSuffix(Request::descriptor()->name(), "Request"));
  return method;
}

// A whole unary call that has begun: reads the request, has it answered by `handle` (from
// `const Request&` and `Response&` to absl::Status) and ends the call, unless a gate refused it.
template <typename Request, typename Response, bool kNeedsRuleset = true, typename Handle>
grpc::ServerUnaryReactor* ServeBegun(Calls& calls, const OpenCall& call,
                                     const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
                                     Handle handle) {
  if (call.is_refused) return call.reactor;
  const absl::Status status = WithinMemory([&] {
    Request message;
    Response answer;
    absl::Status read =
        !kNeedsRuleset || calls.is_ready() ? ReadRequest(*request, message) : NothingToAnswerBy();
    if (read.ok()) read = handle(std::as_const(message), answer);
    if (read.ok()) *response = Encoded(answer);
    return read;
  });
  calls.Finish(call, ToGrpcStatus(status));
  return call.reactor;
}

// The same from its beginning.
template <typename Request, typename Response, bool kNeedsRuleset = true, typename Handle>
grpc::ServerUnaryReactor* Serve(Calls& calls, grpc::CallbackServerContext* context,
                                const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
                                Handle handle) {
  return ServeBegun<Request, Response, kNeedsRuleset>(
      calls, calls.Begin(MethodOf<Request>(), context, request), request, response,
      std::move(handle));
}

// A stream of the server that ends at once.
template <typename Base>
class RefusedStream final : public Base {
 public:
  explicit RefusedStream(const grpc::Status& status) { this->Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_GRPC_CALL_H_
