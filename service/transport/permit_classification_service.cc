#include "service/transport/permit_classification_service.h"

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/arena.h"

#include "service/answer/batch.h"
#include "service/request/request_limits.h"
#include "service/transport/grpc_call.h"

namespace izin {
namespace {

// Reads a request into `message`, whose memory serves one after the other. Clearing it gives its
// activity back, to be made anew at once: so that is kept, empty, and what comes is merged into it.
// Nobody asks of a request whether it has one: none is an empty one.
bool Reread(const WholeBytes& bytes, v1::ClassifyActivityRequest& message) {
  thread_local std::string text;  // what can be merged is a string
  std::unique_ptr<v1::BusinessActivity> kept(message.release_activity());
  message.Clear();
  if (kept != nullptr) {
    kept->Clear();
    message.set_allocated_activity(kept.release());
  }
  text.assign(bytes.view().data(), bytes.view().size());
  return message.MergeFromString(text);
}

}  // namespace

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::ClassifyActivity(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call = calls_.Begin(MethodOf<v1::ClassifyActivityRequest>(), context, request);
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
  if (!Reread(bytes, message)) return NoMessage(message);
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
  const OpenCall call =
      calls_.Begin(MethodOf<v1::BatchClassifyActivitiesRequest>(), context, request);
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
  const OpenCall call = calls_.Begin(MethodOf<v1::GetClassificationRequest>(), context, request);
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
  const OpenCall call =
      calls_.BeginStream(MethodOf<v1::StreamClassifyActivitiesRequest>(), *context, refusal);
  if (call.is_refused) return new RefusedStream<ClassifyStreamReactor>(refusal);
  return new ClassifyStream(
      {.pipeline = pipeline_, .calls = calls_, .log = logged_.log(), .unread_limit = unread_limit_},
      call, *context);
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::AssessRisk(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  const OpenCall call = calls_.Begin(MethodOf<v1::AssessRiskRequest>(), context, request);
  if (call.is_refused) return call.reactor;
  if (absl::Status fits = CheckAspectsBytes(WholeBytes(*request).view()); !fits.ok())
    return End(call, fits);
  return ServeBegun<v1::AssessRiskRequest, v1::AssessRiskResponse>(
      calls_, call, request, response, [this](const auto& message, auto& answer) {
        return Into(risk_handler_.Assess(message), &answer);
      });
}

}  // namespace izin
