// OssPayloadService over gRPC: a translation; what is said is the handler's.

#ifndef IZIN_SERVICE_TRANSPORT_OSS_PAYLOAD_SERVICE_H_
#define IZIN_SERVICE_TRANSPORT_OSS_PAYLOAD_SERVICE_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include <grpcpp/grpcpp.h>

#include "izin/v1/oss_payload.grpc.pb.h"
#include "service/answer/oss/oss_handler.h"
#include "service/decisions/decision_log.h"
#include "service/transport/calls.h"
#include "service/transport/logged_calls.h"

namespace izin {

using OssPayloadServiceBase = izin::v1::OssPayloadService::WithRawCallbackMethod_ClassifyOssPayload<
    izin::v1::OssPayloadService::Service>;

// Thread-safe. A payload is in memory for the time of its call alone: nothing here keeps or logs
// it.
class OssPayloadServiceImpl final : public OssPayloadServiceBase {
 public:
  // All must outlive it; a null `log` logs nothing.
  OssPayloadServiceImpl(const OssHandler& handler, Calls& calls, DecisionLog* log)
      : handler_(handler), calls_(calls), logged_(calls, log) {}

  grpc::ServerUnaryReactor* ClassifyOssPayload(grpc::CallbackServerContext* context,
                                               const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response) override;

 private:
  absl::Status Answer(const grpc::ByteBuffer& request, absl::FunctionRef<bool()> is_cancelled,
                      GivenRecords& given, grpc::ByteBuffer& response) const;

  const OssHandler& handler_;
  Calls& calls_;
  LoggedCalls logged_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_OSS_PAYLOAD_SERVICE_H_
