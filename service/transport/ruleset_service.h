// RulesetService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/ruleset.grpc.pb.h"
#include "service/base/worker_pool.h"
#include "service/lifecycle/ruleset_handler.h"

namespace izin {

// Thread-safe.
class RulesetServiceImpl final : public izin::v1::RulesetService::CallbackService {
 public:
  // Both must outlive it. Comparisons run on `pool`.
  RulesetServiceImpl(const RulesetHandler& handler, WorkerPool& pool)
      : handler_(handler), pool_(pool) {}

  grpc::ServerUnaryReactor* ListRulesets(grpc::CallbackServerContext* context,
                                         const izin::v1::ListRulesetsRequest* request,
                                         izin::v1::ListRulesetsResponse* response) override;
  grpc::ServerUnaryReactor* GetRuleset(grpc::CallbackServerContext* context,
                                       const izin::v1::GetRulesetRequest* request,
                                       izin::v1::GetRulesetResponse* response) override;
  grpc::ServerUnaryReactor* DiffRulesets(grpc::CallbackServerContext* context,
                                         const izin::v1::DiffRulesetsRequest* request,
                                         izin::v1::DiffRulesetsResponse* response) override;
  grpc::ServerUnaryReactor* ActivateRuleset(grpc::CallbackServerContext* context,
                                            const izin::v1::ActivateRulesetRequest* request,
                                            izin::v1::ActivateRulesetResponse* response) override;
  grpc::ServerUnaryReactor* RollbackRuleset(grpc::CallbackServerContext* context,
                                            const izin::v1::RollbackRulesetRequest* request,
                                            izin::v1::RollbackRulesetResponse* response) override;

 private:
  const RulesetHandler& handler_;
  WorkerPool& pool_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_
