// PermitClassificationService over gRPC: a translation; what is said is the pipeline's.

#ifndef IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/answer/pipeline.h"
#include "service/decisions/decision_log.h"
#include "service/lookup/risk_handler.h"
#include "service/transport/calls.h"
#include "service/transport/classify_stream.h"
#include "service/transport/grpc_status.h"
#include "service/transport/logged_calls.h"

namespace izin {

// Takes bytes, so that a request is measured before a message is made of it, and gives bytes: an
// answer from memory is sent as it is, without a message being built.
using PermitClassificationServiceBase =
    izin::v1::PermitClassificationService::WithRawCallbackMethod_ClassifyActivity<
        izin::v1::PermitClassificationService::WithRawCallbackMethod_BatchClassifyActivities<
            izin::v1::PermitClassificationService::WithRawCallbackMethod_GetClassification<
                izin::v1::PermitClassificationService::
                    WithRawCallbackMethod_StreamClassifyActivities<
                        izin::v1::PermitClassificationService::WithRawCallbackMethod_AssessRisk<
                            izin::v1::PermitClassificationService::Service>>>>>;

// Thread-safe.
class PermitClassificationServiceImpl final : public PermitClassificationServiceBase {
 public:
  // All must outlive it.
  struct Parts {
    const RiskHandler& risk_handler;
    Calls& calls;
    DecisionLog* log = nullptr;   // null: nothing is logged
    absl::Duration unread_limit;  // of a stream that nobody reads
  };
  PermitClassificationServiceImpl(const Pipeline& pipeline, const Parts& parts)
      : pipeline_(pipeline),
        risk_handler_(parts.risk_handler),
        calls_(parts.calls),
        logged_(parts.calls, parts.log),
        unread_limit_(parts.unread_limit) {}

  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchClassifyActivities(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetClassification(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;
  ClassifyStreamReactor* StreamClassifyActivities(grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* AssessRisk(grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;

 private:
  // A request, or a batch of them, answered into `response`; what the log is to say into `given`.
  absl::Status Answer(const grpc::ByteBuffer& request, GivenRecords& given,
                      grpc::ByteBuffer& response) const;
  absl::Status AnswerAll(const grpc::ByteBuffer& request, absl::FunctionRef<bool()> is_cancelled,
                         GivenRecords& given, grpc::ByteBuffer& response) const;
  grpc::ServerUnaryReactor* End(const OpenCall& call, const absl::Status& status) {
    calls_.Finish(call, ToGrpcStatus(status));
    return call.reactor;
  }

  const Pipeline& pipeline_;
  const RiskHandler& risk_handler_;
  Calls& calls_;
  LoggedCalls logged_;
  const absl::Duration unread_limit_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_
