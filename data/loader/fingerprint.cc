#include "data/loader/fingerprint.h"

#include <array>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/escaping.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include <sodium.h>

#include "izin/internal/fingerprint.pb.h"

namespace izin {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

bool IsOutside(const FieldDescriptor& field) {
  return field.options().GetExtension(internal::outside_fingerprint);
}

// Clears what is marked. Messages below which nothing is marked, most of a ruleset, are passed by.
class OutsideFields {
 public:
  void ClearIn(Message& message) {
    const Descriptor& descriptor = *message.GetDescriptor();
    const Reflection& reflection = *message.GetReflection();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const FieldDescriptor& field = *descriptor.field(i);
      if (IsOutside(field)) {
        reflection.ClearField(&message, &field);
      } else if (field.message_type() != nullptr && AreIn(*field.message_type())) {
        ClearBelow(message, field);
      }
    }
  }

 private:
  void ClearBelow(Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    if (!field.is_repeated()) {
      if (reflection.HasField(message, &field))
        ClearIn(*reflection.MutableMessage(&message, &field));
      return;
    }
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i)
      ClearIn(*reflection.MutableRepeatedMessage(&message, &field, i));
  }

  // True if a field of the message or of one below it is marked.
  bool AreIn(const Descriptor& descriptor) {
    const auto [known, is_new] = are_in_.try_emplace(&descriptor, false);
    if (!is_new) return known->second;  // false while a message that holds itself is looked at
    bool are_in = false;
    for (int i = 0; i < descriptor.field_count() && !are_in; ++i) {
      const FieldDescriptor& field = *descriptor.field(i);
      are_in =
          IsOutside(field) || (field.message_type() != nullptr && AreIn(*field.message_type()));
    }
    are_in_[&descriptor] = are_in;
    return are_in;
  }

  absl::flat_hash_map<const Descriptor*, bool> are_in_;
};

std::string Sha256(absl::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace

std::string SerializeDeterministically(const Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::string Fingerprint(const internal::CompiledRuleset& compiled) {
  internal::CompiledRuleset content = compiled;
  content.DiscardUnknownFields();
  OutsideFields().ClearIn(content);
  return Sha256(SerializeDeterministically(content));
}

std::string BundleDigest(absl::string_view bytes) { return Sha256(bytes); }

}  // namespace izin
