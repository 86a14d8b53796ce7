// ReferenceService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_REFERENCE_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_REFERENCE_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/reference.grpc.pb.h"
#include "service/lookup/reference_handler.h"

namespace izin {

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

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_REFERENCE_SERVICE_H_
