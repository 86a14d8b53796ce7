#include "service/server/access/refusal.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace izin {

grpc::Status Refusal(grpc::StatusCode code, absl::string_view reason, const FaultText& text,
                     const std::map<std::string, std::string>& metadata) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(kAccessDomain);
  info.mutable_metadata()->insert(metadata.begin(), metadata.end());
  google::rpc::LocalizedMessage localized;
  localized.set_locale("id");
  localized.set_message(text.id);
  google::rpc::Status rich;
  rich.set_code(static_cast<int>(code));
  rich.set_message(text.en);
  rich.add_details()->PackFrom(info);
  rich.add_details()->PackFrom(localized);
  return grpc::Status(code, text.en, rich.SerializeAsString());
}

}  // namespace izin
