#include "service/transport/unserved_methods.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/reclassification.pb.h"
#include "service/transport/grpc_call.h"

namespace izin {
namespace {

// The name of the method at "/package.Service/Method" if a service of the contract that is not
// registered has it; else "". The files are named one by one: a static library links only what is
// referred to.
absl::string_view MethodInContract(const std::string& path) {
  const google::protobuf::FileDescriptor* const files[] = {
      v1::ReclassificationJob::descriptor()->file(),
  };
  for (const google::protobuf::FileDescriptor* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      const google::protobuf::ServiceDescriptor* service = file->service(s);
      for (int m = 0; m < service->method_count(); ++m) {
        if (path == absl::StrCat("/", service->full_name(), "/", service->method(m)->name())) {
          return service->method(m)->name();
        }
      }
    }
  }
  return "";
}

}  // namespace

grpc::ServerGenericBidiReactor* UnservedMethods::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  using Call = RefusedStream<grpc::ServerGenericBidiReactor>;
  const CalledMethod method = MethodNamed(MethodInContract(context->method()));
  grpc::Status status;
  const OpenCall call = calls_.BeginStream(method, *context, status);
  if (call.is_refused) return new Call(status);
  status = method.number >= 0 ? NotServed(context->method())
                              : grpc::Status(grpc::StatusCode::UNIMPLEMENTED,
                                             absl::StrCat("no such method: ", context->method()));
  calls_.EndStream(call, status.error_code());
  return new Call(status);
}

}  // namespace izin
