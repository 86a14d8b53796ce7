#include "service/decisions/given_records.h"

#include <utility>

#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"

namespace izin {
namespace {

// That nothing in it is unknown to this version: what it says is all that was read.
bool IsKnown(const v1::ClassifyActivityRequest& request) {
  const auto is_known = [](const google::protobuf::Message& message) {
    return message.GetReflection()->GetUnknownFields(message).empty();
  };
  const v1::BusinessActivity& activity = request.activity();
  return is_known(request) && is_known(activity) && is_known(activity.investment()) &&
         is_known(activity.sea()) && is_known(activity.forest());
}

}  // namespace

void GivenRecords::Add(absl::string_view encoded, const v1::ClassifyActivityRequest& request,
                       std::shared_ptr<const AnswerFacts> answer) {
  const std::size_t before = bytes_.size();
  if (!IsKnown(request)) {
    v1::ClassifyActivityRequest known = request;
    known.DiscardUnknownFields();
    known.AppendToString(&bytes_);
  } else if (encoded.empty() || encoded.size() > kMaxCopied) {
    request.AppendToString(&bytes_);
  } else {
    bytes_.append(encoded.data(), encoded.size());
  }
  items_.push_back(
      {.place = places_++, .request_bytes = bytes_.size() - before, .answer = std::move(answer)});
}

}  // namespace izin
