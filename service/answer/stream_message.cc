#include "service/answer/stream_message.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"

#include "service/request/request_faults.h"
#include "service/request/request_limits.h"
#include "service/request/wire_fields.h"

namespace izin {
namespace {

using Request = v1::StreamClassifyActivitiesRequest;
using Response = v1::StreamClassifyActivitiesResponse;

// A request with its correlation_id.
constexpr std::size_t kMaxBytes = RequestLimits::kBytes + 2 * RequestLimits::kTextBytes;

// What stands before `size` bytes as a field of a message.
grpc::Slice HeadOf(int field, std::size_t size) {
  std::array<std::uint8_t, 6> bytes{};
  bytes[0] = static_cast<std::uint8_t>(field << 3 | 2);
  const std::uint8_t* end = google::protobuf::io::CodedOutputStream::WriteVarint32ToArray(
      static_cast<std::uint32_t>(size), bytes.data() + 1);
  return {bytes.data(), static_cast<std::size_t>(end - bytes.data())};
}

// A BatchClassifyActivitiesResult. Its bytes are those of a ClassifyActivityResponse.
grpc::Slice ResultOf(const Pipeline& pipeline, const v1::ClassifyActivityRequest& request,
                     GivenRecords* given) {
  const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
      pipeline.Answer(Question{.request = &request, .given = given});
  if (answer.ok()) return (*answer)->response;
  v1::BatchClassifyActivitiesResult refused;
  *refused.mutable_error() = ToItemError(answer.status());
  return grpc::Slice(refused.SerializeAsString());
}

}  // namespace

absl::Status CheckStreamBytes(absl::string_view bytes) {
  if (bytes.size() > kMaxBytes)
    return absl::ResourceExhaustedError(
        absl::StrCat("a message of ", bytes.size(), " bytes: want at most ", kMaxBytes));
  absl::Status status;
  ForEachContent(bytes, Request::kRequestFieldNumber, [&status](absl::string_view request) {
    status = CheckActivityBytes(request);
    return status.ok();
  });
  return status;
}

absl::StatusOr<std::vector<grpc::Slice>> AnswerStreamMessage(const Pipeline& pipeline,
                                                             const Request& message,
                                                             GivenRecords* given) {
  const std::string& id = message.correlation_id();
  if (id.size() > RequestLimits::kTextBytes) {
    return FieldError(FaultKind::kInvalid, "correlation_id",
                      absl::StrCat(id.size(), " bytes: want at most ", RequestLimits::kTextBytes));
  }
  std::vector<grpc::Slice> pieces;
  pieces.reserve(4);
  const auto add = [&pieces](int field, grpc::Slice content) {
    pieces.push_back(HeadOf(field, content.size()));
    pieces.push_back(std::move(content));
  };
  if (!id.empty()) add(Response::kCorrelationIdFieldNumber, grpc::Slice(id));
  add(Response::kResultFieldNumber, ResultOf(pipeline, message.request(), given));
  return pieces;
}

}  // namespace izin
