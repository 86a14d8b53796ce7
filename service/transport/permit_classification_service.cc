#include "service/transport/permit_classification_service.h"

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/arena.h"

#include "service/answer/batch.h"
#include "service/request/request_limits.h"
#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::ClassifyActivity(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call = calls_.Begin("ClassifyActivity", context, request);
  if (call.is_refused) return call.reactor;
  GivenRecords& given = LoggedCalls::FreshRecords();
  const absl::Status status = WithinMemory([&] { return Answer(*request, given, *response); });
  if (!status.ok()) return End(call, status);
  logged_.End(context, call, given);
  return call.reactor;
}

absl::Status PermitClassificationServiceImpl::Answer(const grpc::ByteBuffer& request,
                                                     GivenRecords& given,
                                                     grpc::ByteBuffer& response) const {
  thread_local v1::ClassifyActivityRequest message;  // its buffers serve the next request
  if (!calls_.is_ready()) return NothingToAnswerBy();
  const WholeBytes bytes(request);
  if (absl::Status fits = CheckActivityBytes(bytes.view()); !fits.ok()) return fits;
  if (!bytes.ParseTo(message)) return NoMessage(message);
  const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
      pipeline_.Answer({.request = &message,
                        .encoded = bytes.view(),
                        .given = logged_.is_logged() ? &given : nullptr});
  if (!answer.ok()) return answer.status();
  response = grpc::ByteBuffer(&(*answer)->response, 1);
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::BatchClassifyActivities(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call = calls_.Begin("BatchClassifyActivities", context, request);
  if (call.is_refused) return call.reactor;
  GivenRecords& given = LoggedCalls::FreshRecords();
  const auto is_cancelled = [context] { return IsOver(*context); };
  const absl::Status status =
      WithinMemory([&] { return AnswerAll(*request, is_cancelled, given, *response); });
  if (!status.ok()) return End(call, status);
  logged_.End(context, call, given);
  return call.reactor;
}

absl::Status PermitClassificationServiceImpl::AnswerAll(const grpc::ByteBuffer& request,
                                                        absl::FunctionRef<bool()> is_cancelled,
                                                        GivenRecords& given,
                                                        grpc::ByteBuffer& response) const {
  if (!calls_.is_ready()) return NothingToAnswerBy();
  google::protobuf::Arena arena;
  auto& batch = *google::protobuf::Arena::CreateMessage<v1::BatchClassifyActivitiesRequest>(&arena);
  const WholeBytes bytes(request);
  if (absl::Status fits = CheckBatchBytes(bytes.view()); !fits.ok()) return fits;
  if (!bytes.ParseTo(batch)) return NoMessage(batch);
  const absl::StatusOr<std::vector<grpc::Slice>> pieces = AnswerBatch(
      pipeline_, batch, kMaxBatchBytes, is_cancelled, logged_.is_logged() ? &given : nullptr);
  if (!pieces.ok()) return pieces.status();
  response = grpc::ByteBuffer(pieces->data(), pieces->size());
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::GetClassification(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call = calls_.Begin("GetClassification", context, request);
  if (call.is_refused) return call.reactor;
  return End(call, WithinMemory([&] {
               if (!calls_.is_ready()) return NothingToAnswerBy();
               v1::GetClassificationRequest message;
               if (absl::Status read = ReadRequest(*request, message); !read.ok()) return read;
               const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
                   pipeline_.Answer({.name = message.name()});
               if (answer.ok()) *response = grpc::ByteBuffer(&(*answer)->response, 1);
               return answer.status();
             }));
}

ClassifyStreamReactor* PermitClassificationServiceImpl::StreamClassifyActivities(
    grpc::CallbackServerContext* context) {
  grpc::Status refusal;
  const OpenCall call = calls_.BeginStream("StreamClassifyActivities", *context, refusal);
  if (call.is_refused) return new RefusedStream<ClassifyStreamReactor>(refusal);
  return new ClassifyStream(
      {.pipeline = pipeline_, .calls = calls_, .log = logged_.log(), .unread_limit = unread_limit_},
      call, *context);
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::AssessRisk(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call = calls_.Begin("AssessRisk", context, request);
  if (call.is_refused) return call.reactor;
  if (absl::Status fits = CheckAspectsBytes(WholeBytes(*request).view()); !fits.ok())
    return End(call, fits);
  return ServeBegun<v1::AssessRiskRequest, v1::AssessRiskResponse>(
      calls_, call, request, response, [this](const auto& message, auto& answer) {
        return Into(risk_handler_.Assess(message), &answer);
      });
}

}  // namespace izin
