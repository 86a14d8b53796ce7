// What is written, in one buffer that is not cleared in between.

#ifndef IZIN_SERVICE_RECLASSIFY_OUTPUT_BYTES_H_
#define IZIN_SERVICE_RECLASSIFY_OUTPUT_BYTES_H_

#include <cstddef>
#include <cstring>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

// Thread-compatible.
struct OutputBytes {
  std::vector<char> bytes;
  std::size_t size = 0;

  absl::string_view text() const { return {bytes.data(), size}; }
  void Clear() { size = 0; }
  // Where the next `room` bytes may be written; who did adds them to `size`.
  char* Room(std::size_t room) {
    if (bytes.size() < size + room) bytes.resize(size + room + (size + room) / 4);
    return bytes.data() + size;
  }
  void Append(absl::string_view text) {
    if (text.empty()) return;
    std::memcpy(Room(text.size()), text.data(), text.size());
    size += text.size();
  }
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_OUTPUT_BYTES_H_
