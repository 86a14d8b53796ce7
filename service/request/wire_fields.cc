#include "service/request/wire_fields.h"

#include <cstdint>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace izin {

using ::google::protobuf::internal::WireFormatLite;
using ::google::protobuf::io::CodedInputStream;

void ForEachContent(absl::string_view bytes, int number,
                    absl::FunctionRef<bool(absl::string_view)> look) {
  CodedInputStream in(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  while (const std::uint32_t tag = in.ReadTag()) {
    if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&in, tag)) return;
      continue;
    }
    std::uint32_t size = 0;
    if (!in.ReadVarint32(&size)) return;
    const auto at = static_cast<std::size_t>(in.CurrentPosition());
    if (size > bytes.size() - at || !in.Skip(static_cast<int>(size))) return;
    const bool is_asked = WireFormatLite::GetTagFieldNumber(tag) == number;
    if (is_asked && !look(bytes.substr(at, size))) return;
  }
}

}  // namespace izin
