#include "service/client/client.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/client_interceptor.h>

#include "izin/v1/decision.grpc.pb.h"
#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/oss_payload.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/reference.grpc.pb.h"
#include "izin/v1/ruleset.grpc.pb.h"
#include "service/base/trace_context.h"
#include "service/client/service_config.h"

namespace izin {
namespace {

using Decisions = v1::DecisionService::Stub;
using Kbli = v1::KbliService::Stub;
using Payloads = v1::OssPayloadService::Stub;
using Permits = v1::PermitClassificationService::Stub;
using References = v1::ReferenceService::Stub;
using Rulesets = v1::RulesetService::Stub;

constexpr int kMostAttempts = 5;  // gRPC takes no more

using TokenSource = std::function<std::string()>;

// Sends a token with each call, of whatever stub.
class WithToken final : public grpc::experimental::Interceptor {
 public:
  explicit WithToken(const TokenSource& token) : token_(token) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(
            grpc::experimental::InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      const std::string token = token_();
      if (!token.empty()) {
        methods->GetSendInitialMetadata()->emplace("authorization", absl::StrCat("Bearer ", token));
      }
    }
    methods->Proceed();
  }

 private:
  const TokenSource& token_;
};

class TokenSender final : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  explicit TokenSender(TokenSource token) : token_(std::move(token)) {}

  grpc::experimental::Interceptor* CreateClientInterceptor(
      grpc::experimental::ClientRpcInfo* /*call*/) override {
    return new WithToken(token_);
  }

 private:
  const TokenSource token_;
};

std::shared_ptr<grpc::Channel> ChannelOf(const ClientOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(ServiceConfig(options.attempts));
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, options.attempts > 1 ? 1 : 0);
  const std::shared_ptr<grpc::ChannelCredentials> credentials =
      options.credentials != nullptr ? options.credentials : grpc::InsecureChannelCredentials();
  if (options.token == nullptr)
    return grpc::CreateCustomChannel(options.target, credentials, arguments);
  std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> senders;
  senders.push_back(std::make_unique<TokenSender>(options.token));
  return grpc::experimental::CreateCustomChannelWithInterceptors(options.target, credentials,
                                                                 arguments, std::move(senders));
}

void SayTrailers(const grpc::ClientContext& context, const CallOptions& call) {
  if (!call.on_trailers) return;
  CallOptions::Trailers trailers;
  for (const auto& [name, value] : context.GetServerTrailingMetadata()) {
    trailers.emplace(std::string(name.data(), name.size()),
                     std::string(value.data(), value.size()));
  }
  call.on_trailers(trailers);
}

}  // namespace

struct Client::Stubs {
  explicit Stubs(const ClientOptions& options)
      : timeout(options.timeout),
        traceparent(options.traceparent),
        tracestate(options.tracestate),
        channel(ChannelOf(options)) {}

  void SetDeadline(grpc::ClientContext& context, const CallOptions& call) const {
    context.set_deadline(absl::ToChronoTime(absl::Now() + call.timeout.value_or(timeout)));
  }
  void SetTrace(grpc::ClientContext& context, const CallOptions& call) const {
    const bool is_own = !call.traceparent.empty();
    const std::string& parent = is_own ? call.traceparent : traceparent;
    context.AddMetadata(kTraceparent, parent.empty() ? NewTrace().ToString() : parent);
    const std::string& state = is_own ? call.tracestate : tracestate;
    if (!parent.empty() && !state.empty()) context.AddMetadata(kTracestate, state);
  }

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Ask(const std::unique_ptr<Stub>& stub,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
                               const Request& request, const CallOptions& call) const {
    grpc::ClientContext context;
    SetDeadline(context, call);
    SetTrace(context, call);
    Response response;
    const grpc::Status status = (*stub.*method)(&context, request, &response);
    SayTrailers(context, call);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  const absl::Duration timeout;
  const std::string traceparent;  // empty: one for each call
  const std::string tracestate;
  const std::shared_ptr<grpc::Channel> channel;
  const std::unique_ptr<Decisions> decisions = v1::DecisionService::NewStub(channel);
  const std::unique_ptr<Kbli> kbli = v1::KbliService::NewStub(channel);
  const std::unique_ptr<Payloads> payloads = v1::OssPayloadService::NewStub(channel);
  const std::unique_ptr<Permits> permits = v1::PermitClassificationService::NewStub(channel);
  const std::unique_ptr<References> references = v1::ReferenceService::NewStub(channel);
  const std::unique_ptr<Rulesets> rulesets = v1::RulesetService::NewStub(channel);
};

absl::StatusOr<Client> Client::Create(const ClientOptions& options) {
  if (options.target.empty())
    return absl::InvalidArgumentError("target missing: want ADDR:PORT, unix:PATH or dns:///NAME");
  if (options.timeout <= absl::ZeroDuration())
    return absl::InvalidArgumentError(
        absl::StrCat("timeout ", absl::FormatDuration(options.timeout), ": want more than 0"));
  if (options.attempts < 1 || options.attempts > kMostAttempts)
    return absl::InvalidArgumentError(
        absl::StrCat("attempts ", options.attempts, ": want 1 to ", kMostAttempts));
  return Client(std::make_unique<const Stubs>(options));
}

Client::Client(std::unique_ptr<const Stubs> stubs) : stubs_(std::move(stubs)) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

std::shared_ptr<grpc::Channel> Client::channel() const { return stubs_->channel; }
void Client::AddTrace(grpc::ClientContext& context) const { stubs_->SetTrace(context, {}); }

absl::StatusOr<v1::ClassifyActivityResponse> Client::ClassifyActivity(
    const v1::ClassifyActivityRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->permits, &Permits::ClassifyActivity, request, call);
}
absl::StatusOr<v1::BatchClassifyActivitiesResponse> Client::BatchClassifyActivities(
    const v1::BatchClassifyActivitiesRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->permits, &Permits::BatchClassifyActivities, request, call);
}
absl::StatusOr<v1::GetClassificationResponse> Client::GetClassification(
    const v1::GetClassificationRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->permits, &Permits::GetClassification, request, call);
}
absl::StatusOr<v1::AssessRiskResponse> Client::AssessRisk(const v1::AssessRiskRequest& request,
                                                          const CallOptions& call) const {
  return stubs_->Ask(stubs_->permits, &Permits::AssessRisk, request, call);
}
absl::StatusOr<v1::GetKbliEntryResponse> Client::GetKbliEntry(
    const v1::GetKbliEntryRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->kbli, &Kbli::GetKbliEntry, request, call);
}
absl::StatusOr<v1::SearchKbliEntriesResponse> Client::SearchKbliEntries(
    const v1::SearchKbliEntriesRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->kbli, &Kbli::SearchKbliEntries, request, call);
}
absl::StatusOr<v1::ConvertKbliCodeResponse> Client::ConvertKbliCode(
    const v1::ConvertKbliCodeRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->kbli, &Kbli::ConvertKbliCode, request, call);
}
absl::StatusOr<v1::ClassifyOssPayloadResponse> Client::ClassifyOssPayload(
    const v1::ClassifyOssPayloadRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->payloads, &Payloads::ClassifyOssPayload, request, call);
}
absl::StatusOr<v1::ListReferenceValuesResponse> Client::ListReferenceValues(
    const v1::ListReferenceValuesRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->references, &References::ListReferenceValues, request, call);
}
absl::StatusOr<v1::ListRulesetsResponse> Client::ListRulesets(
    const v1::ListRulesetsRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->rulesets, &Rulesets::ListRulesets, request, call);
}
absl::StatusOr<v1::GetRulesetResponse> Client::GetRuleset(const v1::GetRulesetRequest& request,
                                                          const CallOptions& call) const {
  return stubs_->Ask(stubs_->rulesets, &Rulesets::GetRuleset, request, call);
}
absl::StatusOr<v1::DiffRulesetsResponse> Client::DiffRulesets(
    const v1::DiffRulesetsRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->rulesets, &Rulesets::DiffRulesets, request, call);
}
absl::StatusOr<v1::ActivateRulesetResponse> Client::ActivateRuleset(
    const v1::ActivateRulesetRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->rulesets, &Rulesets::ActivateRuleset, request, call);
}
absl::StatusOr<v1::RollbackRulesetResponse> Client::RollbackRuleset(
    const v1::RollbackRulesetRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->rulesets, &Rulesets::RollbackRuleset, request, call);
}
absl::StatusOr<v1::GetDecisionResponse> Client::GetDecision(const v1::GetDecisionRequest& request,
                                                            const CallOptions& call) const {
  return stubs_->Ask(stubs_->decisions, &Decisions::GetDecision, request, call);
}
absl::StatusOr<v1::ListDecisionsResponse> Client::ListDecisions(
    const v1::ListDecisionsRequest& request, const CallOptions& call) const {
  return stubs_->Ask(stubs_->decisions, &Decisions::ListDecisions, request, call);
}

absl::Status Client::ReplayDecisions(
    const v1::ReplayDecisionsRequest& request,
    const std::function<bool(const v1::ReplayDecisionsResponse&)>& take,
    const CallOptions& call) const {
  grpc::ClientContext context;
  stubs_->SetDeadline(context, call);
  stubs_->SetTrace(context, call);
  const auto reader = stubs_->decisions->ReplayDecisions(&context, request);
  v1::ReplayDecisionsResponse response;
  bool is_wanted = true;
  while (is_wanted && reader->Read(&response)) is_wanted = take(response);
  if (!is_wanted) context.TryCancel();
  const grpc::Status status = reader->Finish();
  SayTrailers(context, call);
  return is_wanted ? FromGrpcStatus(status) : absl::OkStatus();
}

}  // namespace izin
