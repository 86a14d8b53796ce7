// RulesetService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/ruleset.grpc.pb.h"
#include "service/base/worker_pool.h"
#include "service/lifecycle/ruleset_handler.h"
#include "service/transport/calls.h"

namespace izin {

// Takes bytes, so that a request is measured before a message is made of it.
using RulesetServiceBase = izin::v1::RulesetService::WithRawCallbackMethod_ListRulesets<
    izin::v1::RulesetService::WithRawCallbackMethod_GetRuleset<
        izin::v1::RulesetService::WithRawCallbackMethod_DiffRulesets<
            izin::v1::RulesetService::WithRawCallbackMethod_ActivateRuleset<
                izin::v1::RulesetService::WithRawCallbackMethod_RollbackRuleset<
                    izin::v1::RulesetService::Service>>>>>;

// Thread-safe.
class RulesetServiceImpl final : public RulesetServiceBase {
 public:
  // All must outlive it. Comparisons run on `pool`.
  RulesetServiceImpl(const RulesetHandler& handler, WorkerPool& pool, Calls& calls)
      : handler_(handler), pool_(pool), calls_(calls) {}

  grpc::ServerUnaryReactor* ListRulesets(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetRuleset(grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* DiffRulesets(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ActivateRuleset(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* RollbackRuleset(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;

 private:
  const RulesetHandler& handler_;
  WorkerPool& pool_;
  Calls& calls_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_
