// The gRPC services: a translation of a few lines each. All logic is in the handlers.

#ifndef IZIN_SERVICE_GRPC_SERVICES_H_
#define IZIN_SERVICE_GRPC_SERVICES_H_

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/classify_handler.h"
#include "service/kbli_handler.h"
#include "service/risk_handler.h"

namespace izin {

// Thread-safe. The handlers must outlive it.
class PermitClassificationServiceImpl final
    : public izin::v1::PermitClassificationService::CallbackService {
 public:
  PermitClassificationServiceImpl(const ClassifyHandler& handler, const RiskHandler& risk_handler)
      : handler_(handler), risk_handler_(risk_handler) {}

  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const izin::v1::ClassifyActivityRequest* request,
                                             izin::v1::ClassifyActivityResponse* response) override;
  grpc::ServerUnaryReactor* BatchClassifyActivities(
      grpc::CallbackServerContext* context, const izin::v1::BatchClassifyActivitiesRequest* request,
      izin::v1::BatchClassifyActivitiesResponse* response) override;
  grpc::ServerBidiReactor<izin::v1::StreamClassifyActivitiesRequest,
                          izin::v1::StreamClassifyActivitiesResponse>*
  StreamClassifyActivities(grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* GetClassification(
      grpc::CallbackServerContext* context, const izin::v1::GetClassificationRequest* request,
      izin::v1::GetClassificationResponse* response) override;
  grpc::ServerUnaryReactor* AssessRisk(grpc::CallbackServerContext* context,
                                       const izin::v1::AssessRiskRequest* request,
                                       izin::v1::AssessRiskResponse* response) override;

 private:
  const ClassifyHandler& handler_;
  const RiskHandler& risk_handler_;
};

// Thread-safe. `handler` must outlive it.
class KbliServiceImpl final : public izin::v1::KbliService::CallbackService {
 public:
  explicit KbliServiceImpl(const KbliHandler& handler) : handler_(handler) {}

  grpc::ServerUnaryReactor* GetKbliEntry(grpc::CallbackServerContext* context,
                                         const izin::v1::GetKbliEntryRequest* request,
                                         izin::v1::GetKbliEntryResponse* response) override;
  grpc::ServerUnaryReactor* SearchKbliEntries(
      grpc::CallbackServerContext* context, const izin::v1::SearchKbliEntriesRequest* request,
      izin::v1::SearchKbliEntriesResponse* response) override;
  grpc::ServerUnaryReactor* ConvertKbliCode(grpc::CallbackServerContext* context,
                                            const izin::v1::ConvertKbliCodeRequest* request,
                                            izin::v1::ConvertKbliCodeResponse* response) override;

 private:
  const KbliHandler& handler_;
};

// Answers every method of services that this version does not serve: UNIMPLEMENTED, saying whether
// the contract knows the method. Thread-safe.
class UnservedMethods final : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;
};

}  // namespace izin

#endif  // IZIN_SERVICE_GRPC_SERVICES_H_
