#include "service/transport/registry_service.h"

#include "absl/status/status.h"

#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* RegistryServiceImpl::ClassifyActivityColumns(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call =
      calls_.Begin(MethodOf<v1::ClassifyActivityColumnsRequest>(), context, request);
  if (call.is_refused) return call.reactor;
  const absl::Status status = WithinMemory([&] {
    if (!calls_.is_ready()) return NothingToAnswerBy();
    const WholeBytes bytes(*request);
    if (absl::Status fits = CheckColumnsBytes(bytes.view()); !fits.ok()) return fits;
    thread_local v1::ClassifyActivityColumnsRequest message;  // their buffers serve the next call
    thread_local v1::ClassifyActivityColumnsResponse answer;
    if (!bytes.ParseTo(message)) return NoMessage(message);
    const auto is_cancelled = [context] { return IsOver(*context); };
    absl::Status answered = columns_.Answer(message, is_cancelled, answer);
    if (answered.ok()) *response = Encoded(answer);
    return answered;
  });
  calls_.Finish(call, ToGrpcStatus(status));
  return call.reactor;
}

}  // namespace izin
