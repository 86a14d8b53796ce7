#include "service/transport/permit_classification_service.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/arena.h"

#include "service/answer/batch.h"
#include "service/transport/grpc_call.h"

namespace izin {
namespace {

grpc::ServerUnaryReactor* NoMessage(grpc::CallbackServerContext* context, const char* message) {
  return Finish(
      context,
      ToGrpcStatus(absl::InvalidArgumentError(absl::StrCat("the bytes are no izin.v1.", message))));
}

// Ends a call that was answered, with the id of its first record in the trailer.
void EndLogged(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
               DecisionId id, const absl::Status& status) {
  if (!status.ok()) {
    return reactor->Finish(ToGrpcStatus(absl::UnavailableError(
        absl::StrCat("the decision cannot be logged now: ", status.message()))));
  }
  context->AddTrailingMetadata("izin-decision-id", id.ToString());
  reactor->Finish(grpc::Status::OK);
}

// Logs what was given and ends the call once the log allows it.
grpc::ServerUnaryReactor* LogThenFinish(DecisionLog& log, grpc::CallbackServerContext* context,
                                        GivenRecords& given) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const bool waits = log.mode() == DecisionLogMode::kSync;
  DecisionLog::Done done;
  if (waits) {
    done = [context, reactor](DecisionId id, const absl::Status& status) {
      EndLogged(context, reactor, id, status);
    };
  }
  const std::optional<DecisionId> id = log.Append(CallerOf(*context), given, std::move(done));
  if (!id.has_value()) {
    reactor->Finish(grpc::Status::OK);  // all refused, or shed
  } else if (!waits) {
    EndLogged(context, reactor, *id, absl::OkStatus());
  }  // else the log ends it, or has done so already
  return reactor;
}

// Of the call that this thread answers; its buffers serve the next one.
GivenRecords& FreshRecords() {
  thread_local GivenRecords given;
  given.Clear();
  return given;
}

}  // namespace

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::ClassifyActivity(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  thread_local v1::ClassifyActivityRequest message;  // its buffers serve the next request
  const WholeBytes bytes(*request);
  if (!bytes.ParseTo(message)) return NoMessage(context, "ClassifyActivityRequest");
  GivenRecords& given = FreshRecords();
  const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer = pipeline_.Answer(
      {.request = &message, .encoded = bytes.view(), .given = is_logged() ? &given : nullptr});
  if (!answer.ok()) return Finish(context, ToGrpcStatus(answer.status()));
  *response = grpc::ByteBuffer(&(*answer)->response, 1);
  if (!is_logged()) return Finish(context, grpc::Status::OK);
  return LogThenFinish(*log_, context, given);
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::BatchClassifyActivities(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  google::protobuf::Arena arena;
  auto& batch = *google::protobuf::Arena::CreateMessage<v1::BatchClassifyActivitiesRequest>(&arena);
  if (!WholeBytes(*request).ParseTo(batch))
    return NoMessage(context, "BatchClassifyActivitiesRequest");
  GivenRecords& given = FreshRecords();
  const absl::StatusOr<std::vector<grpc::Slice>> pieces = AnswerBatch(
      pipeline_, batch, kMaxBatchBytes, [context] { return context->IsCancelled(); },
      is_logged() ? &given : nullptr);
  if (!pieces.ok()) return Finish(context, ToGrpcStatus(pieces.status()));
  *response = grpc::ByteBuffer(pieces->data(), pieces->size());
  if (!is_logged()) return Finish(context, grpc::Status::OK);
  return LogThenFinish(*log_, context, given);
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::GetClassification(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  v1::GetClassificationRequest message;
  if (!WholeBytes(*request).ParseTo(message)) return NoMessage(context, "GetClassificationRequest");
  const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
      pipeline_.Answer({.name = message.name()});
  if (!answer.ok()) return Finish(context, ToGrpcStatus(answer.status()));
  *response = grpc::ByteBuffer(&(*answer)->response, 1);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerBidiReactor<v1::StreamClassifyActivitiesRequest, v1::StreamClassifyActivitiesResponse>*
PermitClassificationServiceImpl::StreamClassifyActivities(
    grpc::CallbackServerContext* /*context*/) {
  using Stream = grpc::ServerBidiReactor<v1::StreamClassifyActivitiesRequest,
                                         v1::StreamClassifyActivitiesResponse>;
  return new RefusedStream<Stream>(NotServed("StreamClassifyActivities"));
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::AssessRisk(
    grpc::CallbackServerContext* context, const v1::AssessRiskRequest* request,
    v1::AssessRiskResponse* response) {
  return Reply(context, risk_handler_.Assess(*request), response);
}

}  // namespace izin
