// PermitClassificationService over gRPC: a translation; what is said is the pipeline's.

#ifndef IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/answer/pipeline.h"
#include "service/decisions/decision_log.h"
#include "service/lookup/risk_handler.h"

namespace izin {

// ClassifyActivity, its batches and GetClassification give bytes: an answer from memory is sent as
// it is, without a message being built. The other methods are of the ordinary kind.
using PermitClassificationServiceBase =
    izin::v1::PermitClassificationService::WithRawCallbackMethod_ClassifyActivity<
        izin::v1::PermitClassificationService::WithRawCallbackMethod_BatchClassifyActivities<
            izin::v1::PermitClassificationService::WithRawCallbackMethod_GetClassification<
                izin::v1::PermitClassificationService::WithCallbackMethod_StreamClassifyActivities<
                    izin::v1::PermitClassificationService::WithCallbackMethod_AssessRisk<
                        izin::v1::PermitClassificationService::Service>>>>>;

// Thread-safe.
class PermitClassificationServiceImpl final : public PermitClassificationServiceBase {
 public:
  // All must outlive it; a null `log` logs nothing.
  PermitClassificationServiceImpl(const Pipeline& pipeline, const RiskHandler& risk_handler,
                                  DecisionLog* log)
      : pipeline_(pipeline), risk_handler_(risk_handler), log_(log) {}

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
                                       const izin::v1::AssessRiskRequest* request,
                                       izin::v1::AssessRiskResponse* response) override;

 private:
  bool is_logged() const { return log_ != nullptr && log_->mode() != DecisionLogMode::kOff; }

  const Pipeline& pipeline_;
  const RiskHandler& risk_handler_;
  DecisionLog* const log_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_PERMIT_CLASSIFICATION_SERVICE_H_
