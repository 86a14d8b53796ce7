// KbliService over gRPC.

#ifndef IZIN_SERVICE_TRANSPORT_KBLI_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_KBLI_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "service/lookup/kbli_handler.h"

namespace izin {

// Thread-safe. `handler` must outlive it.
class KbliServiceImpl final : public izin::v1::KbliService::CallbackService {
 public:
  explicit KbliServiceImpl(const KbliHandler& handler) : handler_(handler) {}

  grpc::ServerUnaryReactor* GetKbliEntry(grpc::CallbackServerContext* context,
                                         const izin::v1::GetKbliEntryRequest* request,
                                         izin::v1::GetKbliEntryResponse* response) override;
  grpc::ServerUnaryReactor* SearchKbliEntries(
      grpc::CallbackServerContext* context, const izin::v1::SearchKbliEntriesRequest* request,
      izin::v1::SearchKbliEntriesResponse* response) override;
  grpc::ServerUnaryReactor* ConvertKbliCode(grpc::CallbackServerContext* context,
                                            const izin::v1::ConvertKbliCodeRequest* request,
                                            izin::v1::ConvertKbliCodeResponse* response) override;

 private:
  const KbliHandler& handler_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_KBLI_SERVICE_H_
