// The gRPC services: a translation of a few lines each. All logic is in the handlers.

#ifndef IZIN_SERVICE_TRANSPORT_GRPC_SERVICES_H_
#define IZIN_SERVICE_TRANSPORT_GRPC_SERVICES_H_

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include "izin/v1/decision.grpc.pb.h"
#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/reference.grpc.pb.h"
#include "izin/v1/ruleset.grpc.pb.h"
#include "service/answer/answer_desk.h"
#include "service/answer/classify_handler.h"
#include "service/decisions/decision_handler.h"
#include "service/lifecycle/ruleset_handler.h"
#include "service/lookup/kbli_handler.h"
#include "service/lookup/reference_handler.h"
#include "service/lookup/risk_handler.h"

namespace izin {

// ClassifyActivity and its batches take and give bytes: an answer from memory is sent as it is,
// without a message being built. The other methods are of the ordinary kind.
using PermitClassificationServiceBase =
    izin::v1::PermitClassificationService::WithRawCallbackMethod_ClassifyActivity<
        izin::v1::PermitClassificationService::WithRawCallbackMethod_BatchClassifyActivities<
            izin::v1::PermitClassificationService::WithCallbackMethod_StreamClassifyActivities<
                izin::v1::PermitClassificationService::WithCallbackMethod_GetClassification<
                    izin::v1::PermitClassificationService::WithCallbackMethod_AssessRisk<
                        izin::v1::PermitClassificationService::Service>>>>>;

// Thread-safe. The handlers must outlive it.
class PermitClassificationServiceImpl final : public PermitClassificationServiceBase {
 public:
  PermitClassificationServiceImpl(const RiskHandler& risk_handler, const AnswerDesk& desk)
      : risk_handler_(risk_handler), desk_(desk) {}

  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchClassifyActivities(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) override;
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
  const RiskHandler& risk_handler_;
  const AnswerDesk& desk_;
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

// Thread-safe. `handler` must outlive it.
class ReferenceServiceImpl final : public izin::v1::ReferenceService::CallbackService {
 public:
  explicit ReferenceServiceImpl(const ReferenceHandler& handler) : handler_(handler) {}

  grpc::ServerUnaryReactor* ListReferenceValues(
      grpc::CallbackServerContext* context, const izin::v1::ListReferenceValuesRequest* request,
      izin::v1::ListReferenceValuesResponse* response) override;

 private:
  const ReferenceHandler& handler_;
};

// Thread-safe. `handler` must outlive it.
class RulesetServiceImpl final : public izin::v1::RulesetService::CallbackService {
 public:
  explicit RulesetServiceImpl(const RulesetHandler& handler) : handler_(handler) {}

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
};

// Thread-safe. `handler` must outlive it.
class DecisionServiceImpl final : public izin::v1::DecisionService::CallbackService {
 public:
  explicit DecisionServiceImpl(const DecisionHandler& handler) : handler_(handler) {}

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
};

// Answers every method of services that this version does not serve: UNIMPLEMENTED, saying whether
// the contract knows the method. Thread-safe.
class UnservedMethods final : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_GRPC_SERVICES_H_
