#include "service/transport/ruleset_service.h"

#include <memory>
#include <optional>
#include <utility>

#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* RulesetServiceImpl::ListRulesets(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return Serve<v1::ListRulesetsRequest, v1::ListRulesetsResponse>(
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

grpc::ServerUnaryReactor* RulesetServiceImpl::DiffRulesets(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  auto message = std::make_shared<v1::DiffRulesetsRequest>();
  if (absl::Status status = ReadRequest(*request, *message); !status.ok())
    return Refuse<v1::DiffRulesetsRequest>(calls_, context, ToGrpcStatus(status));
  std::optional<WorkerPool::Ticket> admitted = pool_.Admit();
  if (!admitted.has_value())
    return Refuse<v1::DiffRulesetsRequest>(calls_, context, TooManyCalls("DiffRulesets"));
  const auto ticket = std::make_shared<const WorkerPool::Ticket>(*std::move(admitted));
  const OpenCall call = calls_.Begin("DiffRulesets", context);
  ticket->Run([this, ticket, context, call, message, response] {
    if (context->IsCancelled()) return calls_.Finish(call, grpc::Status::CANCELLED);
    const absl::StatusOr<v1::DiffRulesetsResponse> changes = handler_.Diff(*message);
    if (changes.ok()) *response = Encoded(*changes);
    calls_.Finish(call, ToGrpcStatus(changes.status()));
  });
  return call.reactor;
}

grpc::ServerUnaryReactor* RulesetServiceImpl::ActivateRuleset(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* /*request*/,
                                                              grpc::ByteBuffer* /*response*/) {
  return Refuse<v1::ActivateRulesetRequest>(calls_, context, NotServed("ActivateRuleset"));
}

grpc::ServerUnaryReactor* RulesetServiceImpl::RollbackRuleset(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* /*request*/,
                                                              grpc::ByteBuffer* /*response*/) {
  return Refuse<v1::RollbackRulesetRequest>(calls_, context, NotServed("RollbackRuleset"));
}

}  // namespace izin
