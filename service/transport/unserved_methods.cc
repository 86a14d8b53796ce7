#include "service/transport/unserved_methods.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/reclassification.pb.h"
#include "service/transport/grpc_call.h"

namespace izin {
namespace {

// True if a service of the contract that is not registered has the method
// "/package.Service/Method". The files are named one by one: a static library links only what is
// referred to.
bool IsInContract(const std::string& path) {
  const google::protobuf::FileDescriptor* const files[] = {
      v1::ReclassificationJob::descriptor()->file(),
  };
  for (const google::protobuf::FileDescriptor* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      const google::protobuf::ServiceDescriptor* service = file->service(s);
      for (int m = 0; m < service->method_count(); ++m) {
        if (path == absl::StrCat("/", service->full_name(), "/", service->method(m)->name())) {
          return true;
        }
      }
    }
  }
  return false;
}

}  // namespace

grpc::ServerGenericBidiReactor* UnservedMethods::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  using Call = RefusedStream<grpc::ServerGenericBidiReactor>;
  if (IsInContract(context->method())) return new Call(NotServed(context->method()));
  return new Call(grpc::Status(grpc::StatusCode::UNIMPLEMENTED,
                               absl::StrCat("no such method: ", context->method())));
}

}  // namespace izin
