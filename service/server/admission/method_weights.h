// What a call of each method weighs, before it is read.

#ifndef IZIN_SERVICE_SERVER_ADMISSION_METHOD_WEIGHTS_H_
#define IZIN_SERVICE_SERVER_ADMISSION_METHOD_WEIGHTS_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace izin {

// On what a call is answered.
enum class CallKind : std::uint8_t {
  kInline,  // the thread that read it
  kAside,   // a thread of its own, of a few
  kStream,  // message by message
  kAdmin,   // never refused: who runs the server must see and change it when it is full
};

struct MethodWeight {
  absl::string_view name;  // of the contract
  CallKind kind = CallKind::kInline;
  // In calls of ClassifyActivity whose answer is in memory: of the call, and of each KiB of it.
  double call = 1;
  double kib = 0;
};

// All methods of the contract that are served, by name.
absl::Span<const MethodWeight> MethodWeights();

// Of a call of so many bytes.
inline double WeightOf(const MethodWeight& method, std::size_t bytes) {
  return method.call + method.kib * static_cast<double>(bytes) / 1024;
}

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ADMISSION_METHOD_WEIGHTS_H_
