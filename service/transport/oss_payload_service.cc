#include "service/transport/oss_payload_service.h"

#include "service/transport/grpc_call.h"
#include "service/transport/grpc_status.h"

namespace izin {

grpc::ServerUnaryReactor* OssPayloadServiceImpl::ClassifyOssPayload(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call = calls_.Begin(MethodOf<v1::ClassifyOssPayloadRequest>(), context, request);
  if (call.is_refused) return call.reactor;
  GivenRecords& given = LoggedCalls::FreshRecords();
  const auto is_cancelled = [context] { return IsOver(*context); };
  const absl::Status status =
      WithinMemory([&] { return Answer(*request, is_cancelled, given, *response); });
  if (status.ok()) {
    logged_.End(context, call, given);
  } else {
    calls_.Finish(call, ToGrpcStatus(status));
  }
  return call.reactor;
}

absl::Status OssPayloadServiceImpl::Answer(const grpc::ByteBuffer& request,
                                           absl::FunctionRef<bool()> is_cancelled,
                                           GivenRecords& given, grpc::ByteBuffer& response) const {
  if (!calls_.is_ready()) return NothingToAnswerBy();
  v1::ClassifyOssPayloadRequest message;
  if (!WholeBytes(request).ParseTo(message)) return NoMessage(message);
  const absl::StatusOr<v1::ClassifyOssPayloadResponse> answer = handler_.Classify(
      message, {.is_cancelled = is_cancelled, .given = logged_.is_logged() ? &given : nullptr});
  if (!answer.ok()) return answer.status();
  response = Encoded(*answer);
  return absl::OkStatus();
}

}  // namespace izin
