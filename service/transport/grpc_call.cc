#include "service/transport/grpc_call.h"

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/request/request_limits.h"
#include "service/transport/arrival.h"

namespace izin {

grpc::Status NotServed(const std::string& method) {
  return grpc::Status(
      grpc::StatusCode::UNIMPLEMENTED,
      absl::StrCat(method, " is part of the contract but is not served by this version"));
}

absl::Status NothingToAnswerBy() {
  return absl::UnavailableError(
      "no ruleset is loaded: this server answers by signed rulesets alone and has none yet");
}

grpc::Status TooManyCalls(const std::string& method) {
  return grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                      absl::StrCat("as many calls of ", method,
                                   " are under way as this server takes; try again later"));
}

std::string CallerOf(const grpc::CallbackServerContext& context) {
  const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
  if (auth == nullptr || !auth->IsPeerAuthenticated()) return "";
  const std::vector<grpc::string_ref> identity = auth->GetPeerIdentity();
  return identity.empty() ? "" : std::string(identity.front().data(), identity.front().size());
}

std::string CallerOf(const OpenCall& call, const grpc::CallbackServerContext& context) {
  return call.pass.caller == nullptr ? CallerOf(context) : call.pass.caller->name;
}

bool IsOver(const grpc::CallbackServerContext& context) {
  return IsPast(context.raw_deadline()) || context.IsCancelled();
}

absl::Status NoMessage(const google::protobuf::Message& message) {
  return absl::InvalidArgumentError(
      absl::StrCat("the bytes are no ", message.GetDescriptor()->full_name()));
}

absl::Status ReadRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message& message) {
  const WholeBytes whole(bytes);
  if (absl::Status fits = CheckRequestBytes(whole.view()); !fits.ok()) return fits;
  return whole.ParseTo(message) ? absl::OkStatus() : NoMessage(message);
}

grpc::ByteBuffer Encoded(const google::protobuf::Message& message) {
  const std::size_t size = message.ByteSizeLong();
  grpc::Slice slice(size);
  message.SerializeWithCachedSizesToArray(const_cast<std::uint8_t*>(slice.begin()));
  return grpc::ByteBuffer(&slice, 1);
}

WholeBytes::WholeBytes(const grpc::ByteBuffer& buffer) {
  if (buffer.TrySingleSlice(&slice_).ok()) return;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return;
  std::string joined;
  for (const grpc::Slice& part : slices)
    joined.append(reinterpret_cast<const char*>(part.begin()), part.size());
  slice_ = grpc::Slice(joined);
}

}  // namespace izin
