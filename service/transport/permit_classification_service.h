// PermitClassificationService over gRPC: a translation; what is said is the pipeline's.

#ifndef IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include <grpcpp/grpcpp.h>

#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/answer/pipeline.h"
#include "service/decisions/decision_log.h"
#include "service/lookup/risk_handler.h"
#include "service/transport/calls.h"
#include "service/transport/grpc_status.h"
#include "service/transport/logged_calls.h"

namespace izin {

// Takes bytes, so that a request is measured before a message is made of it, and gives bytes: an
// answer from memory is sent as it is, without a message being built.
using PermitClassificationServiceBase =
    izin::v1::PermitClassificationService::WithRawCallbackMethod_ClassifyActivity<
        izin::v1::PermitClassificationService::WithRawCallbackMethod_BatchClassifyActivities<
            izin::v1::PermitClassificationService::WithRawCallbackMethod_GetClassification<
                izin::v1::PermitClassificationService::WithCallbackMethod_StreamClassifyActivities<
                    izin::v1::PermitClassificationService::WithRawCallbackMethod_AssessRisk<
                        izin::v1::PermitClassificationService::Service>>>>>;

// Thread-safe.
class PermitClassificationServiceImpl final : public PermitClassificationServiceBase {
 public:
  // All must outlive it; a null `log` logs nothing.
  PermitClassificationServiceImpl(const Pipeline& pipeline, const RiskHandler& risk_handler,
                                  Calls& calls, DecisionLog* log)
      : pipeline_(pipeline), risk_handler_(risk_handler), calls_(calls), logged_(calls, log) {}

  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchClassifyActivities(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetClassification(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;
  grpc::ServerBidiReactor<izin::v1::StreamClassifyActivitiesRequest,
                          izin::v1::StreamClassifyActivitiesResponse>*
  StreamClassifyActivities(grpc::CallbackServerContext* context) override;
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
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_
