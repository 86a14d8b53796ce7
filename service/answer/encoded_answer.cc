#include "service/answer/encoded_answer.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"

#include "service/request/request_faults.h"

namespace izin {
namespace {

// What stands before a message of `size` bytes as field 1 of another.
class Field1Head {
 public:
  explicit Field1Head(std::size_t size) {
    bytes_[0] = 0x0A;  // field 1, a message
    const std::uint8_t* end = google::protobuf::io::CodedOutputStream::WriteVarint32ToArray(
        static_cast<std::uint32_t>(size), bytes_.data() + 1);
    size_ = static_cast<std::size_t>(end - bytes_.data());
  }
  absl::string_view bytes() const {
    return absl::string_view(reinterpret_cast<const char*>(bytes_.data()), size_);
  }
  std::size_t size() const { return size_; }

 private:
  std::array<std::uint8_t, 6> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace

v1::Classification EncodedAnswer::Decode() const {
  v1::ClassifyActivityResponse message;
  message.ParseFromArray(response.begin(), static_cast<int>(response.size()));
  return std::move(*message.mutable_classification());
}

std::shared_ptr<const EncodedAnswer> Encode(const v1::Classification& classification,
                                            absl::string_view encoded, v1::KbliEdition edition) {
  const Field1Head inner(encoded.size());
  const Field1Head outer(inner.size() + encoded.size());
  auto answer = std::make_shared<EncodedAnswer>();
  answer->item = grpc::Slice(absl::StrCat(outer.bytes(), inner.bytes(), encoded));
  answer->response = answer->item.sub(outer.size(), answer->item.size());
  answer->name = classification.name();
  answer->ruleset = classification.ruleset();
  answer->edition = edition;
  answer->outcome = classification.outcome();
  answer->risk_level = classification.risk_level();
  return answer;
}

grpc::Slice EncodeRefusedItem(const absl::Status& status) {
  v1::BatchClassifyActivitiesResult refused;
  *refused.mutable_error() = ToItemError(status);
  const std::string encoded = refused.SerializeAsString();
  return grpc::Slice(absl::StrCat(Field1Head(encoded.size()).bytes(), encoded));
}

v1::ItemError ToItemError(const absl::Status& status) {
  v1::ItemError error;
  error.set_code(static_cast<int>(status.code()));
  error.set_message(std::string(status.message()));
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (details.has_value() && details->field_violations_size() > 0)
    error.set_field_path(details->field_violations(0).field());
  return error;
}

}  // namespace izin
