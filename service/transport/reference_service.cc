#include "service/transport/reference_service.h"

#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* ReferenceServiceImpl::ListReferenceValues(
    grpc::CallbackServerContext* context, const v1::ListReferenceValuesRequest* request,
    v1::ListReferenceValuesResponse* response) {
  return Reply(context, handler_.List(*request), response);
}

}  // namespace izin
