#include "service/client/service_config.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"

namespace izin {
namespace {

constexpr const char* kServices[] = {
    "izin.v1.DecisionService",   "izin.v1.KbliService",
    "izin.v1.OssPayloadService", "izin.v1.PermitClassificationService",
    "izin.v1.ReferenceService",  "izin.v1.RegistryService",
    "izin.v1.RulesetService",
};

bool IsSafeToRepeat(const google::protobuf::MethodDescriptor& method) {
  return method.options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS &&
         !method.client_streaming() && !method.server_streaming();
}

// As a service config names them.
std::vector<std::string> NamesOfSafeMethods() {
  std::vector<std::string> names;
  for (const char* name : kServices) {
    const google::protobuf::ServiceDescriptor* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
    if (service == nullptr) continue;
    for (int i = 0; i < service->method_count(); ++i) {
      if (!IsSafeToRepeat(*service->method(i))) continue;
      names.push_back(absl::StrCat(R"({"service":")", service->full_name(), R"(","method":")",
                                   service->method(i)->name(), R"("})"));
    }
  }
  return names;
}

}  // namespace

std::string ServiceConfig(int attempts) {
  constexpr char kInTurn[] = R"({"loadBalancingConfig":[{"round_robin":{}}])";
  if (attempts <= 1) return absl::StrCat(kInTurn, "}");
  return absl::StrCat(kInTurn, R"(,"methodConfig":[{"name":[)",
                      absl::StrJoin(NamesOfSafeMethods(), ","),
                      R"(],"retryPolicy":{"maxAttempts":)", attempts,
                      R"(,"initialBackoff":"0.1s","maxBackoff":"1s","backoffMultiplier":3,)",
                      R"("retryableStatusCodes":["UNAVAILABLE"]}}]})");
}

}  // namespace izin
