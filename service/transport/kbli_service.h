// KbliService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_KBLI_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_KBLI_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "service/lookup/kbli_handler.h"
#include "service/lookup/search_handler.h"
#include "service/transport/calls.h"

namespace izin {

// Takes bytes, so that a request is measured before a message is made of it.
using KbliServiceBase = izin::v1::KbliService::WithRawCallbackMethod_GetKbliEntry<
    izin::v1::KbliService::WithRawCallbackMethod_SearchKbliEntries<
        izin::v1::KbliService::WithRawCallbackMethod_ConvertKbliCode<
            izin::v1::KbliService::Service>>>;

// Thread-safe. The handlers and `calls` must outlive it.
class KbliServiceImpl final : public KbliServiceBase {
 public:
  KbliServiceImpl(const KbliHandler& handler, const SearchHandler& search, Calls& calls)
      : handler_(handler), search_(search), calls_(calls) {}

  grpc::ServerUnaryReactor* GetKbliEntry(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* SearchKbliEntries(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ConvertKbliCode(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;

 private:
  const KbliHandler& handler_;
  const SearchHandler& search_;
  Calls& calls_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_KBLI_SERVICE_H_
