// RulesetService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_

#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "izin/v1/ruleset.grpc.pb.h"
#include "service/base/worker_pool.h"
#include "service/lifecycle/ruleset_activator.h"
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
  // All must outlive it. Comparisons run on a pool, activations and rollbacks on another, of one
  // thread: a call for a comparison waits for no activation.
  struct Parts {
    const RulesetHandler& handler;
    RulesetActivator& activator;
    WorkerPool& comparisons;
    WorkerPool& activations;
    Calls& calls;
  };
  explicit RulesetServiceImpl(const Parts& parts)
      : handler_(parts.handler),
        activator_(parts.activator),
        comparisons_(parts.comparisons),
        activations_(parts.activations),
        calls_(parts.calls) {}

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
  // A call of this service as its library hands it over.
  struct Asked {
    grpc::CallbackServerContext* context;
    const grpc::ByteBuffer* request;
    grpc::ByteBuffer* response;
  };
  // A call that runs on `pool`, read by `read` (from the bytes into its message). `handle` is from
  // its message and the open call to absl::StatusOr of its answer.
  template <typename Request, typename Read, typename Handle>
  grpc::ServerUnaryReactor* ServeOn(WorkerPool& pool, const Asked& asked, Read read, Handle handle);

  const RulesetHandler& handler_;
  RulesetActivator& activator_;
  WorkerPool& comparisons_;
  WorkerPool& activations_;
  Calls& calls_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_RULESET_SERVICE_H_
