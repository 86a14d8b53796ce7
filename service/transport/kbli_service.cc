#include "service/transport/kbli_service.h"

#include <utility>

#include "service/transport/grpc_call.h"

namespace izin {

grpc::ServerUnaryReactor* KbliServiceImpl::GetKbliEntry(grpc::CallbackServerContext* context,
                                                        const v1::GetKbliEntryRequest* request,
                                                        v1::GetKbliEntryResponse* response) {
  return Reply(context, handler_.GetEntry(*request), response->mutable_entry());
}

grpc::ServerUnaryReactor* KbliServiceImpl::SearchKbliEntries(
    grpc::CallbackServerContext* context, const v1::SearchKbliEntriesRequest* /*request*/,
    v1::SearchKbliEntriesResponse* /*response*/) {
  return Finish(context, NotServed("SearchKbliEntries"));
}

grpc::ServerUnaryReactor* KbliServiceImpl::ConvertKbliCode(
    grpc::CallbackServerContext* context, const v1::ConvertKbliCodeRequest* request,
    v1::ConvertKbliCodeResponse* response) {
  return Reply(context, handler_.Convert(*request), response);
}

}  // namespace izin
