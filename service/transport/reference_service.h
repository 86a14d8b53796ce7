// ReferenceService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_REFERENCE_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_REFERENCE_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/reference.grpc.pb.h"
#include "service/lookup/reference_handler.h"
#include "service/transport/calls.h"

namespace izin {

// Takes bytes, so that a request is measured before a message is made of it.
using ReferenceServiceBase = izin::v1::ReferenceService::WithRawCallbackMethod_ListReferenceValues<
    izin::v1::ReferenceService::Service>;

// Thread-safe. `handler` and `calls` must outlive it.
class ReferenceServiceImpl final : public ReferenceServiceBase {
 public:
  ReferenceServiceImpl(const ReferenceHandler& handler, Calls& calls)
      : handler_(handler), calls_(calls) {}

  grpc::ServerUnaryReactor* ListReferenceValues(grpc::CallbackServerContext* context,
                                                const grpc::ByteBuffer* request,
                                                grpc::ByteBuffer* response) override;

 private:
  const ReferenceHandler& handler_;
  Calls& calls_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_REFERENCE_SERVICE_H_
