#include "service/transport/grpc_services.h"

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/reclassification.pb.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

// Keeps a response within what clients accept by default.
constexpr std::size_t kMaxResponseBytes = 4 << 20;

grpc::Status NotServed(const std::string& method) {
  return grpc::Status(
      grpc::StatusCode::UNIMPLEMENTED,
      absl::StrCat(method, " is part of the contract but is not served by this version"));
}

grpc::ServerUnaryReactor* Finish(grpc::CallbackServerContext* context, const grpc::Status& status) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(status);
  return reactor;
}

// The bytes of a message in one piece, shared with the buffer if they lie so.
class WholeBytes {
 public:
  explicit WholeBytes(const grpc::ByteBuffer& buffer) {
    if (buffer.TrySingleSlice(&slice_).ok()) return;
    std::vector<grpc::Slice> slices;
    if (!buffer.Dump(&slices).ok()) return;
    std::string joined;
    for (const grpc::Slice& part : slices)
      joined.append(reinterpret_cast<const char*>(part.begin()), part.size());
    slice_ = grpc::Slice(joined);
  }

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

// Who calls, as the transport knows it; empty on a plain connection.
std::string CallerOf(const grpc::CallbackServerContext& context) {
  const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
  if (auth == nullptr || !auth->IsPeerAuthenticated()) return "";
  const std::vector<grpc::string_ref> identity = auth->GetPeerIdentity();
  return identity.empty() ? "" : std::string(identity.front().data(), identity.front().size());
}

grpc::Status NotLogged(const absl::Status& status) {
  return ToGrpcStatus(absl::UnavailableError(
      absl::StrCat("the decision cannot be logged now: ", status.message())));
}

// Ends a call that was answered, with the id of its first record in the trailer.
void EndLogged(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
               DecisionId id, const absl::Status& status) {
  if (!status.ok()) return reactor->Finish(NotLogged(status));
  context->AddTrailingMetadata("izin-decision-id", id.ToString());
  reactor->Finish(grpc::Status::OK);
}

// Logs what was given, one answer or those of a batch, and ends the call once the log allows it.
template <typename... Given>
grpc::ServerUnaryReactor* LogThenFinish(DecisionLog& log, grpc::CallbackServerContext* context,
                                        Given&&... given) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const bool waits = log.mode() == DecisionLogMode::kSync;
  DecisionLog::Done done;
  if (waits) {
    done = [context, reactor](DecisionId id, const absl::Status& status) {
      EndLogged(context, reactor, id, status);
    };
  }
  const std::optional<DecisionId> id =
      log.Append(CallerOf(*context), std::forward<Given>(given)..., std::move(done));
  if (!id.has_value()) {
    reactor->Finish(grpc::Status::OK);  // off, or shed
  } else if (!waits) {
    EndLogged(context, reactor, *id, absl::OkStatus());
  }  // else the log ends it, or has done so already
  return reactor;
}

// A stream that ends at once.
template <typename Request, typename Response>
class RefusedStream final : public grpc::ServerBidiReactor<Request, Response> {
 public:
  explicit RefusedStream(const grpc::Status& status) { this->Finish(status); }
  void OnDone() override { delete this; }
};

// True if a service of the contract that is not registered has the method
// "/package.Service/Method". The files are named one by one: a static library links only what is
// referred to.
bool IsInContract(const std::string& path) {
  const google::protobuf::FileDescriptor* const files[] = {
      v1::ReclassificationJob::descriptor()->file(),
  };
  for (const google::protobuf::FileDescriptor* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      const google::protobuf::ServiceDescriptor* service = file->service(s);
      for (int m = 0; m < service->method_count(); ++m) {
        if (path == absl::StrCat("/", service->full_name(), "/", service->method(m)->name())) {
          return true;
        }
      }
    }
  }
  return false;
}

// Sends what differs, one after the other. The log is read by a thread of the stream's own, which
// waits while the caller is slower.
class ReplayStream final : public grpc::ServerWriteReactor<v1::ReplayDecisionsResponse> {
 public:
  ReplayStream(const DecisionHandler& handler, const grpc::CallbackServerContext& context,
               const v1::ReplayDecisionsRequest& request)
      : handler_(handler), context_(context), request_(request), reader_([this] { Read(); }) {}

  void OnWriteDone(bool is_ok) override {
    absl::MutexLock lock(&mutex_);
    is_writing_ = false;
    is_broken_ = is_broken_ || !is_ok;
  }
  void OnDone() override {
    reader_.join();
    delete this;
  }

 private:
  void Read() {
    const absl::Status status = handler_.Replay(
        request_, [this] { return context_.IsCancelled(); },
        [this](const v1::ReplayDecisionsResponse& response) { return Send(response); });
    WaitUntilWritten();
    Finish(ToGrpcStatus(status));
  }

  bool Send(const v1::ReplayDecisionsResponse& response) {
    if (!WaitUntilWritten() || context_.IsCancelled()) return false;
    response_ = response;
    {
      absl::MutexLock lock(&mutex_);
      is_writing_ = true;
    }
    StartWrite(&response_);
    return true;
  }

  // False once the caller is gone.
  bool WaitUntilWritten() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &ReplayStream::IsIdle));
    return !is_broken_;
  }
  bool IsIdle() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return !is_writing_; }

  const DecisionHandler& handler_;
  const grpc::CallbackServerContext& context_;
  const v1::ReplayDecisionsRequest request_;
  v1::ReplayDecisionsResponse response_;
  absl::Mutex mutex_;
  bool is_writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_broken_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread reader_;  // the last: it uses all of them
};

class RefusedCall final : public grpc::ServerGenericBidiReactor {
 public:
  explicit RefusedCall(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::ClassifyActivity(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  thread_local v1::ClassifyActivityRequest message;  // its buffers serve the next request
  const WholeBytes bytes(*request);
  if (!bytes.ParseTo(message)) {
    return Finish(context, ToGrpcStatus(absl::InvalidArgumentError(
                               "the bytes are no izin.v1.ClassifyActivityRequest")));
  }
  absl::StatusOr<std::shared_ptr<const CachedAnswer>> answer = desk_.Answer(message);
  if (!answer.ok()) return Finish(context, ToGrpcStatus(answer.status()));
  *response = grpc::ByteBuffer(&(*answer)->response, 1);
  DecisionLog* log = desk_.log();
  if (log == nullptr || log->mode() == DecisionLogMode::kOff)
    return Finish(context, grpc::Status::OK);
  return LogThenFinish(*log, context, bytes.view(), *std::move(answer));
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::BatchClassifyActivities(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  google::protobuf::Arena arena;
  auto& batch = *google::protobuf::Arena::CreateMessage<v1::BatchClassifyActivitiesRequest>(&arena);
  if (!WholeBytes(*request).ParseTo(batch)) {
    return Finish(context, ToGrpcStatus(absl::InvalidArgumentError(
                               "the bytes are no izin.v1.BatchClassifyActivitiesRequest")));
  }
  DecisionLog* log = desk_.log();
  const bool is_logged = log != nullptr && log->mode() != DecisionLogMode::kOff;
  std::vector<DecisionLog::Given> given;
  const absl::StatusOr<std::vector<grpc::Slice>> pieces = desk_.AnswerBatch(
      batch, kMaxResponseBytes, [context] { return context->IsCancelled(); },
      is_logged ? &given : nullptr);
  if (!pieces.ok()) return Finish(context, ToGrpcStatus(pieces.status()));
  *response = grpc::ByteBuffer(pieces->data(), pieces->size());
  if (!is_logged) return Finish(context, grpc::Status::OK);
  return LogThenFinish(*log, context, absl::MakeConstSpan(given));
}

grpc::ServerBidiReactor<v1::StreamClassifyActivitiesRequest, v1::StreamClassifyActivitiesResponse>*
PermitClassificationServiceImpl::StreamClassifyActivities(
    grpc::CallbackServerContext* /*context*/) {
  return new RefusedStream<v1::StreamClassifyActivitiesRequest,
                           v1::StreamClassifyActivitiesResponse>(
      NotServed("StreamClassifyActivities"));
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::GetClassification(
    grpc::CallbackServerContext* context, const v1::GetClassificationRequest* request,
    v1::GetClassificationResponse* response) {
  absl::StatusOr<v1::Classification> kept = desk_.Kept(request->name());
  if (!kept.ok()) return Finish(context, ToGrpcStatus(kept.status()));
  *response->mutable_classification() = *std::move(kept);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::AssessRisk(
    grpc::CallbackServerContext* context, const v1::AssessRiskRequest* request,
    v1::AssessRiskResponse* response) {
  absl::StatusOr<v1::AssessRiskResponse> assessed = risk_handler_.Assess(*request);
  if (!assessed.ok()) return Finish(context, ToGrpcStatus(assessed.status()));
  *response = *std::move(assessed);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* KbliServiceImpl::GetKbliEntry(grpc::CallbackServerContext* context,
                                                        const v1::GetKbliEntryRequest* request,
                                                        v1::GetKbliEntryResponse* response) {
  absl::StatusOr<v1::KbliEntry> entry = handler_.GetEntry(*request);
  if (!entry.ok()) return Finish(context, ToGrpcStatus(entry.status()));
  *response->mutable_entry() = *std::move(entry);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* KbliServiceImpl::SearchKbliEntries(
    grpc::CallbackServerContext* context, const v1::SearchKbliEntriesRequest* /*request*/,
    v1::SearchKbliEntriesResponse* /*response*/) {
  return Finish(context, NotServed("SearchKbliEntries"));
}

grpc::ServerUnaryReactor* KbliServiceImpl::ConvertKbliCode(
    grpc::CallbackServerContext* context, const v1::ConvertKbliCodeRequest* request,
    v1::ConvertKbliCodeResponse* response) {
  absl::StatusOr<v1::ConvertKbliCodeResponse> converted = handler_.Convert(*request);
  if (!converted.ok()) return Finish(context, ToGrpcStatus(converted.status()));
  *response = *std::move(converted);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* ReferenceServiceImpl::ListReferenceValues(
    grpc::CallbackServerContext* context, const v1::ListReferenceValuesRequest* request,
    v1::ListReferenceValuesResponse* response) {
  absl::StatusOr<v1::ListReferenceValuesResponse> values = handler_.List(*request);
  if (!values.ok()) return Finish(context, ToGrpcStatus(values.status()));
  *response = *std::move(values);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* RulesetServiceImpl::ListRulesets(grpc::CallbackServerContext* context,
                                                           const v1::ListRulesetsRequest* request,
                                                           v1::ListRulesetsResponse* response) {
  absl::StatusOr<v1::ListRulesetsResponse> rulesets = handler_.List(*request);
  if (!rulesets.ok()) return Finish(context, ToGrpcStatus(rulesets.status()));
  *response = *std::move(rulesets);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* RulesetServiceImpl::GetRuleset(grpc::CallbackServerContext* context,
                                                         const v1::GetRulesetRequest* request,
                                                         v1::GetRulesetResponse* response) {
  absl::StatusOr<v1::Ruleset> ruleset = handler_.Get(*request);
  if (!ruleset.ok()) return Finish(context, ToGrpcStatus(ruleset.status()));
  *response->mutable_ruleset() = *std::move(ruleset);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* RulesetServiceImpl::DiffRulesets(grpc::CallbackServerContext* context,
                                                           const v1::DiffRulesetsRequest* request,
                                                           v1::DiffRulesetsResponse* response) {
  absl::StatusOr<v1::DiffRulesetsResponse> diff = handler_.Diff(*request);
  if (!diff.ok()) return Finish(context, ToGrpcStatus(diff.status()));
  *response = *std::move(diff);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* RulesetServiceImpl::ActivateRuleset(
    grpc::CallbackServerContext* context, const v1::ActivateRulesetRequest* /*request*/,
    v1::ActivateRulesetResponse* /*response*/) {
  return Finish(context, NotServed("ActivateRuleset"));
}

grpc::ServerUnaryReactor* RulesetServiceImpl::RollbackRuleset(
    grpc::CallbackServerContext* context, const v1::RollbackRulesetRequest* /*request*/,
    v1::RollbackRulesetResponse* /*response*/) {
  return Finish(context, NotServed("RollbackRuleset"));
}

grpc::ServerUnaryReactor* DecisionServiceImpl::GetDecision(grpc::CallbackServerContext* context,
                                                           const v1::GetDecisionRequest* request,
                                                           v1::GetDecisionResponse* response) {
  absl::StatusOr<v1::Decision> decision = handler_.Get(*request);
  if (!decision.ok()) return Finish(context, ToGrpcStatus(decision.status()));
  *response->mutable_decision() = *std::move(decision);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* DecisionServiceImpl::ListDecisions(
    grpc::CallbackServerContext* context, const v1::ListDecisionsRequest* request,
    v1::ListDecisionsResponse* response) {
  absl::StatusOr<v1::ListDecisionsResponse> list = handler_.List(*request);
  if (!list.ok()) return Finish(context, ToGrpcStatus(list.status()));
  *response = *std::move(list);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerWriteReactor<v1::ReplayDecisionsResponse>* DecisionServiceImpl::ReplayDecisions(
    grpc::CallbackServerContext* context, const v1::ReplayDecisionsRequest* request) {
  return new ReplayStream(handler_, *context, *request);
}

grpc::ServerGenericBidiReactor* UnservedMethods::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  if (IsInContract(context->method())) return new RefusedCall(NotServed(context->method()));
  return new RefusedCall(grpc::Status(grpc::StatusCode::UNIMPLEMENTED,
                                      absl::StrCat("no such method: ", context->method())));
}

}  // namespace izin
