#include "service/transport/reference_service.h"

#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* ReferenceServiceImpl::ListReferenceValues(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return Serve<v1::ListReferenceValuesRequest, v1::ListReferenceValuesResponse>(
      calls_, context, request, response,
      [this](const auto& message, auto& answer) { return Into(handler_.List(message), &answer); });
}

}  // namespace izin
