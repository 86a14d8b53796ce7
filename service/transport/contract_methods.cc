#include "service/transport/contract_methods.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/decision.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/oss_payload.pb.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "izin/v1/reclassification.pb.h"
#include "izin/v1/reference.pb.h"
#include "izin/v1/registry_service.pb.h"
#include "izin/v1/ruleset.pb.h"

namespace izin {
namespace {

std::vector<ContractMethod> AllMethods() {
  // One by one: a static library links only what is referred to.
  const google::protobuf::FileDescriptor* const files[] = {
      v1::Decision::descriptor()->file(),
      v1::GetKbliEntryRequest::descriptor()->file(),
      v1::ClassifyOssPayloadRequest::descriptor()->file(),
      v1::ClassifyActivityRequest::descriptor()->file(),
      v1::ReclassificationJob::descriptor()->file(),
      v1::ListReferenceValuesRequest::descriptor()->file(),
      v1::ClassifyActivityColumnsRequest::descriptor()->file(),
      v1::ListRulesetsRequest::descriptor()->file(),
  };
  std::vector<ContractMethod> methods;
  for (const google::protobuf::FileDescriptor* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      const google::protobuf::ServiceDescriptor& service = *file->service(s);
      for (int m = 0; m < service.method_count(); ++m) {
        methods.push_back(
            {.path = absl::StrCat(service.full_name(), "/", service.method(m)->name()),
             .name = service.method(m)->name()});
      }
    }
  }
  return methods;
}

}  // namespace

const std::vector<ContractMethod>& ContractMethods() {
  static const auto* const kMethods = new std::vector<ContractMethod>(AllMethods());
  return *kMethods;
}

CalledMethod MethodNamed(absl::string_view name) {
  const std::vector<ContractMethod>& methods = ContractMethods();
  for (std::size_t i = 0; i < methods.size(); ++i) {
    if (methods[i].name == name) return {methods[i].name.c_str(), static_cast<int>(i)};
  }
  return {};
}

}  // namespace izin
