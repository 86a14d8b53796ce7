#include "service/transport/ruleset_service.h"

#include <memory>
#include <optional>
#include <utility>

#include "service/transport/grpc_call.h"

namespace izin {

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
  OpenCall call = calls_.Begin(MethodOf<Request>(), asked.context);
  if (call.is_refused) return call.reactor;
  auto message = std::make_shared<Request>();
  if (absl::Status status = read(*asked.request, *message); !status.ok()) {
    calls_.Finish(call, ToGrpcStatus(status));
    return call.reactor;
  }
  std::optional<WorkerPool::Ticket> admitted = pool.Admit();
  if (!admitted.has_value()) {
    calls_.Finish(call, TooManyCalls(MethodOf<Request>()));
    return call.reactor;
  }
  const auto ticket = std::make_shared<const WorkerPool::Ticket>(*std::move(admitted));
  grpc::ServerUnaryReactor* const reactor = call.reactor;
  ticket->Run([this, ticket, asked, call = std::move(call), message = std::move(message), handle] {
    if (asked.context->IsCancelled()) return calls_.Finish(call, grpc::Status::CANCELLED);
    const absl::Status status = WithinMemory([&] {
      const auto answer = handle(*message);
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
      [this](const auto& message) { return handler_.Diff(message); });
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
      [this](const auto& message) { return activator_.Activate(message); });
}

grpc::ServerUnaryReactor* RulesetServiceImpl::RollbackRuleset(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* request,
                                                              grpc::ByteBuffer* response) {
  return ServeOn<v1::RollbackRulesetRequest>(
      activations_, {context, request, response}, ReadRequest,
      [this](const auto& message) { return activator_.Rollback(message); });
}

}  // namespace izin
