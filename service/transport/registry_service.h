// RegistryService over gRPC: a translation.

#ifndef IZIN_SERVICE_TRANSPORT_REGISTRY_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_REGISTRY_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/registry_service.grpc.pb.h"
#include "service/answer/columns.h"
#include "service/transport/calls.h"

namespace izin {

// Takes bytes, so that a request is measured before a message is made of it. Thread-safe.
class RegistryServiceImpl final
    : public izin::v1::RegistryService::WithRawCallbackMethod_ClassifyActivityColumns<
          izin::v1::RegistryService::Service> {
 public:
  // Both must outlive it.
  RegistryServiceImpl(Columns& columns, Calls& calls) : columns_(columns), calls_(calls) {}

  grpc::ServerUnaryReactor* ClassifyActivityColumns(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) override;

 private:
  Columns& columns_;
  Calls& calls_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_REGISTRY_SERVICE_H_
