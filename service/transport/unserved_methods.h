// Methods that no service here has.

#ifndef IZIN_SERVICE_TRANSPORT_UNSERVED_METHODS_H_
#define IZIN_SERVICE_TRANSPORT_UNSERVED_METHODS_H_

#include <grpcpp/generic/async_generic_service.h>

#include "service/transport/calls.h"

namespace izin {

// Answers every method of services that this version does not serve: UNIMPLEMENTED, saying whether
// the contract knows the method, to who is admitted at all. Thread-safe.
class UnservedMethods final : public grpc::CallbackGenericService {
 public:
  // `calls` must outlive it.
  explicit UnservedMethods(Calls& calls) : calls_(calls) {}

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  Calls& calls_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_UNSERVED_METHODS_H_
