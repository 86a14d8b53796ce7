#include "service/transport/ruleset_service.h"

#include <memory>
#include <optional>
#include <utility>

#include "data/loader/fingerprint.h"
#include "service/base/excerpt.h"
#include "service/transport/grpc_call.h"

namespace izin {
namespace {

// What an activation and a rollback did, for the account of them.
void Note(const v1::ActivateRulesetRequest& request,
          const absl::StatusOr<v1::ActivateRulesetResponse>& answer, CallNotes& notes) {
  notes.what.emplace_back("digest", BundleDigest(request.bundle()));
  if (request.validate_only()) notes.what.emplace_back("validate_only", "true");
  if (!answer.ok() || !answer->has_ruleset()) return;
  notes.what.emplace_back("ruleset", answer->ruleset().name());
  notes.what.emplace_back("fingerprint", answer->ruleset().fingerprint());
}

void Note(const v1::RollbackRulesetRequest& request,
          const absl::StatusOr<v1::RollbackRulesetResponse>& answer, CallNotes& notes) {
  notes.what.emplace_back("asked", Excerpt(request.name(), 120));
  if (!answer.ok()) return;
  notes.what.emplace_back("ruleset", answer->ruleset().name());
  notes.what.emplace_back("fingerprint", answer->ruleset().fingerprint());
}

}  // namespace

grpc::ServerUnaryReactor* RulesetServiceImpl::ListRulesets(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return Serve<v1::ListRulesetsRequest, v1::ListRulesetsResponse, /*kNeedsRuleset=*/false>(
      calls_, context, request, response,
      [this](const auto& message, auto& answer) { return Into(handler_.List(message), &answer); });
}

grpc::ServerUnaryReactor* RulesetServiceImpl::GetRuleset(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return Serve<v1::GetRulesetRequest, v1::GetRulesetResponse>(
      calls_, context, request, response, [this](const auto& message, auto& answer) {
        return Into(handler_.Get(message), answer.mutable_ruleset());
      });
}

template <typename Request, typename Read, typename Handle>
grpc::ServerUnaryReactor* RulesetServiceImpl::ServeOn(WorkerPool& pool, const Asked& asked,
                                                      Read read, Handle handle) {
  OpenCall call = calls_.Begin(MethodOf<Request>(), asked.context, asked.request);
  if (call.is_refused) return call.reactor;
  auto message = std::make_shared<Request>();
  if (absl::Status status = read(*asked.request, *message); !status.ok()) {
    calls_.Finish(call, ToGrpcStatus(status));
    return call.reactor;
  }
  std::optional<WorkerPool::Ticket> admitted = pool.Admit();
  if (!admitted.has_value()) {
    calls_.Finish(call, TooManyCalls(MethodOf<Request>().name));
    return call.reactor;
  }
  const auto ticket = std::make_shared<const WorkerPool::Ticket>(*std::move(admitted));
  grpc::ServerUnaryReactor* const reactor = call.reactor;
  ticket->Run([this, ticket, asked, call = std::move(call), message = std::move(message), handle] {
    if (IsOver(*asked.context)) return calls_.Finish(call, grpc::Status::CANCELLED);
    const absl::Status status = WithinMemory([&] {
      const auto answer = handle(*message, call);
      if (answer.ok()) *asked.response = Encoded(*answer);
      return answer.status();
    });
    calls_.Finish(call, ToGrpcStatus(status));
  });
  return reactor;
}

grpc::ServerUnaryReactor* RulesetServiceImpl::DiffRulesets(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  const auto read = [this](const grpc::ByteBuffer& bytes, v1::DiffRulesetsRequest& message) {
    absl::Status status = ReadRequest(bytes, message);
    return status.ok() && !calls_.is_ready() ? NothingToAnswerBy() : status;
  };
  return ServeOn<v1::DiffRulesetsRequest>(
      comparisons_, {context, request, response}, read,
      [this, context](const auto& message, const OpenCall& /*call*/) {
        return handler_.Diff(message, [context] { return IsOver(*context); });
      });
}

grpc::ServerUnaryReactor* RulesetServiceImpl::ActivateRuleset(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* request,
                                                              grpc::ByteBuffer* response) {
  // The bytes are few fields: no bundle takes more memory than it has bytes before it is checked.
  const auto read = [](const grpc::ByteBuffer& bytes, v1::ActivateRulesetRequest& message) {
    return WholeBytes(bytes).ParseTo(message) ? absl::OkStatus() : NoMessage(message);
  };
  return ServeOn<v1::ActivateRulesetRequest>(
      activations_, {context, request, response}, read,
      [this, context](const auto& message, const OpenCall& call) {
        auto answer = activator_.Activate(message, CallerOf(call, *context));
        if (call.pass.notes != nullptr) Note(message, answer, *call.pass.notes);
        return answer;
      });
}

grpc::ServerUnaryReactor* RulesetServiceImpl::RollbackRuleset(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* request,
                                                              grpc::ByteBuffer* response) {
  return ServeOn<v1::RollbackRulesetRequest>(activations_, {context, request, response},
                                             ReadRequest,
                                             [this](const auto& message, const OpenCall& call) {
                                               auto answer = activator_.Rollback(message);
                                               if (call.pass.notes != nullptr)
                                                 Note(message, answer, *call.pass.notes);
                                               return answer;
                                             });
}

}  // namespace izin
