#include "service/transport/kbli_service.h"

#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* KbliServiceImpl::GetKbliEntry(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return Serve<v1::GetKbliEntryRequest, v1::GetKbliEntryResponse>(
      calls_, context, request, response, [this](const auto& message, auto& answer) {
        return Into(handler_.GetEntry(message), answer.mutable_entry());
      });
}

grpc::ServerUnaryReactor* KbliServiceImpl::SearchKbliEntries(grpc::CallbackServerContext* context,
                                                             const grpc::ByteBuffer* request,
                                                             grpc::ByteBuffer* response) {
  return Serve<v1::SearchKbliEntriesRequest, v1::SearchKbliEntriesResponse>(
      calls_, context, request, response,
      [this](const auto& message, auto& answer) { return Into(search_.Search(message), &answer); });
}

grpc::ServerUnaryReactor* KbliServiceImpl::ConvertKbliCode(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return Serve<v1::ConvertKbliCodeRequest, v1::ConvertKbliCodeResponse>(
      calls_, context, request, response, [this](const auto& message, auto& answer) {
        return Into(handler_.Convert(message), &answer);
      });
}

}  // namespace izin
