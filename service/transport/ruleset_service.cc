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

template <typename Request, typename Handle>
grpc::ServerUnaryReactor* RulesetServiceImpl::ServeOn(WorkerPool& pool,
                                                      grpc::CallbackServerContext* context,
                                                      std::shared_ptr<Request> message,
                                                      grpc::ByteBuffer* response, Handle handle) {
  std::optional<WorkerPool::Ticket> admitted = pool.Admit();
  if (!admitted.has_value())
    return Refuse<Request>(calls_, context, TooManyCalls(MethodOf<Request>()));
  const auto ticket = std::make_shared<const WorkerPool::Ticket>(*std::move(admitted));
  const OpenCall call = calls_.Begin(MethodOf<Request>(), context);
  ticket->Run([this, ticket, context, call, message = std::move(message), response, handle] {
    if (context->IsCancelled()) return calls_.Finish(call, grpc::Status::CANCELLED);
    const absl::Status status = WithinMemory([&] {
      const auto answer = handle(*message);
      if (answer.ok()) *response = Encoded(*answer);
      return answer.status();
    });
    calls_.Finish(call, ToGrpcStatus(status));
  });
  return call.reactor;
}

grpc::ServerUnaryReactor* RulesetServiceImpl::DiffRulesets(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  auto message = std::make_shared<v1::DiffRulesetsRequest>();
  if (absl::Status status = ReadRequest(*request, *message); !status.ok())
    return Refuse<v1::DiffRulesetsRequest>(calls_, context, ToGrpcStatus(status));
  if (!calls_.is_ready())
    return Refuse<v1::DiffRulesetsRequest>(calls_, context, ToGrpcStatus(NothingToAnswerBy()));
  return ServeOn(comparisons_, context, std::move(message), response,
                 [this](const auto& asked) { return handler_.Diff(asked); });
}

grpc::ServerUnaryReactor* RulesetServiceImpl::ActivateRuleset(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* request,
                                                              grpc::ByteBuffer* response) {
  auto message = std::make_shared<v1::ActivateRulesetRequest>();
  // The bytes are few fields: no bundle takes more memory than it has bytes before it is checked.
  if (!WholeBytes(*request).ParseTo(*message))
    return Refuse<v1::ActivateRulesetRequest>(calls_, context, ToGrpcStatus(NoMessage(*message)));
  return ServeOn(activations_, context, std::move(message), response,
                 [this](const auto& asked) { return activator_.Activate(asked); });
}

grpc::ServerUnaryReactor* RulesetServiceImpl::RollbackRuleset(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* request,
                                                              grpc::ByteBuffer* response) {
  auto message = std::make_shared<v1::RollbackRulesetRequest>();
  if (absl::Status status = ReadRequest(*request, *message); !status.ok())
    return Refuse<v1::RollbackRulesetRequest>(calls_, context, ToGrpcStatus(status));
  return ServeOn(activations_, context, std::move(message), response,
                 [this](const auto& asked) { return activator_.Rollback(asked); });
}

}  // namespace izin
