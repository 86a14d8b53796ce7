#include "service/grpc_services.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/decision.pb.h"
#include "izin/v1/reclassification.pb.h"
#include "service/grpc_status.h"

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
      v1::Decision::descriptor()->file(),
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

class RefusedCall final : public grpc::ServerGenericBidiReactor {
 public:
  explicit RefusedCall(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::ClassifyActivity(
    grpc::CallbackServerContext* context, const v1::ClassifyActivityRequest* request,
    v1::ClassifyActivityResponse* response) {
  absl::StatusOr<v1::Classification> classification = handler_.Classify(*request);
  if (!classification.ok()) return Finish(context, ToGrpcStatus(classification.status()));
  *response->mutable_classification() = *std::move(classification);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::BatchClassifyActivities(
    grpc::CallbackServerContext* context, const v1::BatchClassifyActivitiesRequest* request,
    v1::BatchClassifyActivitiesResponse* response) {
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> batch =
      handler_.ClassifyBatch(*request, [context] { return context->IsCancelled(); });
  if (!batch.ok()) return Finish(context, ToGrpcStatus(batch.status()));
  if (batch->ByteSizeLong() > kMaxResponseBytes) {
    return Finish(
        context,
        grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                     "the answers exceed 4 MiB: ask for view BASIC, fewer requests at once, or use "
                     "StreamClassifyActivities"));
  }
  *response = *std::move(batch);
  return Finish(context, grpc::Status::OK);
}

grpc::ServerBidiReactor<v1::StreamClassifyActivitiesRequest, v1::StreamClassifyActivitiesResponse>*
PermitClassificationServiceImpl::StreamClassifyActivities(
    grpc::CallbackServerContext* /*context*/) {
  return new RefusedStream<v1::StreamClassifyActivitiesRequest,
                           v1::StreamClassifyActivitiesResponse>(
      NotServed("StreamClassifyActivities"));
}

grpc::ServerUnaryReactor* PermitClassificationServiceImpl::GetClassification(
    grpc::CallbackServerContext* context, const v1::GetClassificationRequest* /*request*/,
    v1::GetClassificationResponse* /*response*/) {
  return Finish(context, NotServed("GetClassification"));
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

grpc::ServerUnaryReactor* RulesetServiceImpl::DiffRulesets(
    grpc::CallbackServerContext* context, const v1::DiffRulesetsRequest* request,
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

grpc::ServerGenericBidiReactor* UnservedMethods::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  if (IsInContract(context->method())) return new RefusedCall(NotServed(context->method()));
  return new RefusedCall(grpc::Status(grpc::StatusCode::UNIMPLEMENTED,
                                      absl::StrCat("no such method: ", context->method())));
}

}  // namespace izin
