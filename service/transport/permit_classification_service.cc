#include "service/transport/permit_classification_service.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/arena.h"

#include "service/answer/batch.h"
#include "service/request/request_limits.h"
#include "service/transport/grpc_call.h"

namespace izin {
namespace {

// Of the call that this thread answers; its buffers serve the next one.
GivenRecords& FreshRecords() {
  thread_local GivenRecords given;
  given.Clear();
  return given;
}

}  // namespace

void PermitClassificationServiceImpl::EndLogged(grpc::CallbackServerContext* context,
                                                grpc::ServerUnaryReactor* reactor, DecisionId id,
                                                const absl::Status& status) {
  if (!status.ok()) {
    return calls_.Finish(reactor, ToGrpcStatus(absl::UnavailableError(absl::StrCat(
                                      "the decision cannot be logged now: ", status.message()))));
  }
  context->AddTrailingMetadata("izin-decision-id", id.ToString());
  calls_.Finish(reactor, grpc::Status::OK);
}

void PermitClassificationServiceImpl::EndAnswered(grpc::CallbackServerContext* context,
                                                  grpc::ServerUnaryReactor* reactor,
                                                  GivenRecords& given) {
  if (!is_logged()) return calls_.Finish(reactor, grpc::Status::OK);
  const bool waits = log_->mode() == DecisionLogMode::kSync;
  DecisionLog::Done done;
  if (waits) {
    done = [this, context, reactor](DecisionId id, const absl::Status& status) {
      EndLogged(context, reactor, id, status);
    };
  }
  const std::optional<DecisionId> id = log_->Append(CallerOf(*context), given, std::move(done));
  if (!id.has_value()) {
    calls_.Finish(reactor, grpc::Status::OK);  // all refused, or shed
  } else if (!waits) {
    EndLogged(context, reactor, *id, absl::OkStatus());
  }  // else the log ends it, or has done so already
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::ClassifyActivity(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  thread_local v1::ClassifyActivityRequest message;  // its buffers serve the next request
  grpc::ServerUnaryReactor* reactor = calls_.Begin(context);
  const WholeBytes bytes(*request);
  absl::Status status = CheckActivityBytes(bytes.view());
  if (status.ok() && !bytes.ParseTo(message)) status = NoMessage(message);
  if (!status.ok()) return End(reactor, status);
  GivenRecords& given = FreshRecords();
  const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer = pipeline_.Answer(
      {.request = &message, .encoded = bytes.view(), .given = is_logged() ? &given : nullptr});
  if (!answer.ok()) return End(reactor, answer.status());
  *response = grpc::ByteBuffer(&(*answer)->response, 1);
  EndAnswered(context, reactor, given);
  return reactor;
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::BatchClassifyActivities(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = calls_.Begin(context);
  google::protobuf::Arena arena;
  auto& batch = *google::protobuf::Arena::CreateMessage<v1::BatchClassifyActivitiesRequest>(&arena);
  const WholeBytes bytes(*request);
  absl::Status status = CheckBatchBytes(bytes.view());
  if (status.ok() && !bytes.ParseTo(batch)) status = NoMessage(batch);
  if (!status.ok()) return End(reactor, status);
  GivenRecords& given = FreshRecords();
  const absl::StatusOr<std::vector<grpc::Slice>> pieces = AnswerBatch(
      pipeline_, batch, kMaxBatchBytes, [context] { return context->IsCancelled(); },
      is_logged() ? &given : nullptr);
  if (!pieces.ok()) return End(reactor, pieces.status());
  *response = grpc::ByteBuffer(pieces->data(), pieces->size());
  EndAnswered(context, reactor, given);
  return reactor;
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::GetClassification(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = calls_.Begin(context);
  v1::GetClassificationRequest message;
  if (absl::Status read = ReadRequest(*request, message); !read.ok()) return End(reactor, read);
  const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
      pipeline_.Answer({.name = message.name()});
  if (answer.ok()) *response = grpc::ByteBuffer(&(*answer)->response, 1);
  return End(reactor, answer.status());
}

grpc::ServerBidiReactor<v1::StreamClassifyActivitiesRequest, v1::StreamClassifyActivitiesResponse>*
PermitClassificationServiceImpl::StreamClassifyActivities(
    grpc::CallbackServerContext* /*context*/) {
  using Stream = grpc::ServerBidiReactor<v1::StreamClassifyActivitiesRequest,
                                         v1::StreamClassifyActivitiesResponse>;
  return new RefusedStream<Stream>(NotServed("StreamClassifyActivities"));
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::AssessRisk(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  if (absl::Status fits = CheckAspectsBytes(WholeBytes(*request).view()); !fits.ok())
    return Refuse(calls_, context, ToGrpcStatus(fits));
  return Serve<v1::AssessRiskRequest, v1::AssessRiskResponse>(
      calls_, context, request, response, [this](const auto& message, auto& answer) {
        return Into(risk_handler_.Assess(message), &answer);
      });
}

}  // namespace izin
