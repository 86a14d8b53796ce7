#include "service/reclassify/input_digest.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_format.h"
#define XXH_INLINE_ALL  // short texts are hashed without a call
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

// The size of the first is the seed: so their border counts.
TextDigest DigestOf(absl::string_view first, absl::string_view second) {
  constexpr std::size_t kMost = 256;
  char both[kMost];
  std::string longer;
  const std::size_t size = first.size() + second.size();
  char* to = both;
  if (size > kMost) {
    longer.resize(size);
    to = longer.data();
  }
  std::copy(first.begin(), first.end(), to);
  std::copy(second.begin(), second.end(), to + first.size());
  const XXH128_hash_t hash = XXH3_128bits_withSeed(to, size, first.size());
  return {.high = hash.high64, .low = hash.low64};
}

}  // namespace izin
