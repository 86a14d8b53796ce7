#include "service/transport/ruleset_service.h"

#include <memory>
#include <optional>
#include <utility>

#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* RulesetServiceImpl::ListRulesets(grpc::CallbackServerContext* context,
                                                           const v1::ListRulesetsRequest* request,
                                                           v1::ListRulesetsResponse* response) {
  return Reply(context, handler_.List(*request), response);
}

grpc::ServerUnaryReactor* RulesetServiceImpl::GetRuleset(grpc::CallbackServerContext* context,
                                                         const v1::GetRulesetRequest* request,
                                                         v1::GetRulesetResponse* response) {
  return Reply(context, handler_.Get(*request), response->mutable_ruleset());
}

grpc::ServerUnaryReactor* RulesetServiceImpl::DiffRulesets(grpc::CallbackServerContext* context,
                                                           const v1::DiffRulesetsRequest* request,
                                                           v1::DiffRulesetsResponse* response) {
  std::optional<WorkerPool::Ticket> admitted = pool_.Admit();
  if (!admitted.has_value()) return Finish(context, TooManyCalls("DiffRulesets"));
  const auto ticket = std::make_shared<const WorkerPool::Ticket>(*std::move(admitted));
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  ticket->Run([this, ticket, context, reactor, request, response] {
    if (context->IsCancelled()) return reactor->Finish(grpc::Status::CANCELLED);
    End(reactor, handler_.Diff(*request), response);
  });
  return reactor;
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

}  // namespace izin
