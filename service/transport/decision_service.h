// DecisionService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_DECISION_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_DECISION_SERVICE_H_

#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

#include "izin/v1/decision.grpc.pb.h"
#include "service/base/worker_pool.h"
#include "service/decisions/decision_handler.h"
#include "service/transport/calls.h"

namespace izin {

// The trailer of ListDecisions and ReplayDecisions that names what of the log cannot be read: one
// value for each span.
inline constexpr char kDataLossTrailer[] = "izin-data-loss";

// Takes bytes, so that a request is measured before a message is made of it.
using DecisionServiceBase = izin::v1::DecisionService::WithRawCallbackMethod_GetDecision<
    izin::v1::DecisionService::WithRawCallbackMethod_ListDecisions<
        izin::v1::DecisionService::WithRawCallbackMethod_ReplayDecisions<
            izin::v1::DecisionService::Service>>>;

// Thread-safe.
class DecisionServiceImpl final : public DecisionServiceBase {
 public:
  struct Parts {
    WorkerPool& replays;  // they read on it, and each holds a ticket
    Calls& calls;
    absl::Duration unread_limit;  // of a replay that nobody reads
  };

  // All must outlive it.
  DecisionServiceImpl(const DecisionHandler& handler, const Parts& parts)
      : handler_(handler), parts_(parts) {}

  grpc::ServerUnaryReactor* GetDecision(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListDecisions(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* ReplayDecisions(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) override;

 private:
  const DecisionHandler& handler_;
  const Parts parts_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_DECISION_SERVICE_H_
