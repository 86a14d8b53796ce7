#include "service/transport/contract_methods.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
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

namespace {

template <typename IsIt>
CalledMethod FirstOf(const IsIt& is_it) {
  const std::vector<ContractMethod>& methods = ContractMethods();
  const auto found = std::find_if(methods.begin(), methods.end(), is_it);
  if (found == methods.end()) return {};
  return {found->name.c_str(), static_cast<int>(found - methods.begin())};
}

}  // namespace

CalledMethod MethodNamed(absl::string_view name) {
  return FirstOf([name](const ContractMethod& method) { return method.name == name; });
}

CalledMethod CalledMethodAt(absl::string_view path) {
  if (!absl::ConsumePrefix(&path, "/")) return {};
  return FirstOf([path](const ContractMethod& method) { return method.path == path; });
}

}  // namespace izin
