// Methods that no service here has.

#ifndef IZIN_SERVICE_TRANSPORT_UNSERVED_METHODS_H_
#define IZIN_SERVICE_TRANSPORT_UNSERVED_METHODS_H_

#include <grpcpp/generic/async_generic_service.h>

namespace izin {

// Answers every method of services that this version does not serve: UNIMPLEMENTED, saying whether
// the contract knows the method. Thread-safe.
class UnservedMethods final : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_UNSERVED_METHODS_H_
