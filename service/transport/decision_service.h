// DecisionService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_DECISION_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_DECISION_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/decision.grpc.pb.h"
#include "service/base/worker_pool.h"
#include "service/decisions/decision_handler.h"

namespace izin {

// Thread-safe.
class DecisionServiceImpl final : public izin::v1::DecisionService::CallbackService {
 public:
  // Both must outlive it. Replays read on `pool`, and each holds a ticket of it.
  DecisionServiceImpl(const DecisionHandler& handler, WorkerPool& pool)
      : handler_(handler), pool_(pool) {}

  grpc::ServerUnaryReactor* GetDecision(grpc::CallbackServerContext* context,
                                        const izin::v1::GetDecisionRequest* request,
                                        izin::v1::GetDecisionResponse* response) override;
  grpc::ServerUnaryReactor* ListDecisions(grpc::CallbackServerContext* context,
                                          const izin::v1::ListDecisionsRequest* request,
                                          izin::v1::ListDecisionsResponse* response) override;
  grpc::ServerWriteReactor<izin::v1::ReplayDecisionsResponse>* ReplayDecisions(
      grpc::CallbackServerContext* context,
      const izin::v1::ReplayDecisionsRequest* request) override;

 private:
  const DecisionHandler& handler_;
  WorkerPool& pool_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_DECISION_SERVICE_H_
