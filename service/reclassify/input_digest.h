// Tells one input from another: 128 bits of XXH3, at the speed of memory. It guards against
// mistakes, not against forgery.

#ifndef IZIN_SERVICE_RECLASSIFY_INPUT_DIGEST_H_
#define IZIN_SERVICE_RECLASSIFY_INPUT_DIGEST_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// Thread-compatible.
class InputDigest {
 public:
  InputDigest();
  ~InputDigest();
  InputDigest(const InputDigest&) = delete;
  InputDigest& operator=(const InputDigest&) = delete;

  void Add(absl::string_view bytes);
  // Of all that was added, as 32 lower-case hex digits.
  std::string Hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// 16 bytes that tell a text from all others.
struct TextDigest {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend bool operator==(const TextDigest&, const TextDigest&) = default;
  friend auto operator<=>(const TextDigest&, const TextDigest&) = default;
};

// Of two texts, with their border.
TextDigest DigestOf(absl::string_view first, absl::string_view second);
// The same, faster for short ones. REQUIRES: 16 readable bytes from the begin of each.
TextDigest DigestOfPadded(absl::string_view first, absl::string_view second);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_INPUT_DIGEST_H_
