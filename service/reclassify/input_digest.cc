#include "service/reclassify/input_digest.h"

#include "absl/strings/str_format.h"
#include <xxhash.h>

namespace izin {

struct InputDigest::State {
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> xxh3{XXH3_createState()};
};

InputDigest::InputDigest() : state_(std::make_unique<State>()) {
  XXH3_128bits_reset(state_->xxh3.get());
}

InputDigest::~InputDigest() = default;

void InputDigest::Add(absl::string_view bytes) {
  XXH3_128bits_update(state_->xxh3.get(), bytes.data(), bytes.size());
}

std::string InputDigest::Hex() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_->xxh3.get());
  return absl::StrFormat("%016x%016x", hash.high64, hash.low64);
}

TextDigest DigestOf(absl::string_view first, absl::string_view second) {
  const XXH128_hash_t head = XXH3_128bits(first.data(), first.size());
  const XXH128_hash_t hash =
      XXH3_128bits_withSeed(second.data(), second.size(), head.low64 ^ second.size());
  return {.high = hash.high64 ^ head.high64, .low = hash.low64};
}

}  // namespace izin
