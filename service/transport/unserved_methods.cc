#include "service/transport/unserved_methods.h"

#include "absl/strings/str_cat.h"

#include "service/transport/contract_methods.h"
#include "service/transport/grpc_call.h"

namespace izin {

// What is served never comes here: so a method of the contract that does is one that is not.
grpc::ServerGenericBidiReactor* UnservedMethods::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  using Call = RefusedStream<grpc::ServerGenericBidiReactor>;
  const CalledMethod method = CalledMethodAt(context->method());
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
