#include "service/reclassify/input_digest.h"

#include <algorithm>
#include <cstring>
#include <string>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "absl/strings/str_format.h"
#define XXH_INLINE_ALL  // short texts are hashed without a call
#include <xxhash.h>

namespace izin {
namespace {

// The size of the first text is the seed: so the border counts.
TextDigest DigestOfBoth(const void* both, std::size_t size, std::size_t border) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(both, size, border);
  return {.high = hash.high64, .low = hash.low64};
}

// Up to 16 bytes as a number of 128 bits.
struct ShortBytes {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

// REQUIRES: 16 readable bytes.
ShortBytes BytesOf(absl::string_view text) {
  const auto first_of = [](std::uint64_t bytes, std::size_t count) {
    return count >= 8 ? bytes : bytes & ((std::uint64_t{1} << (8 * count)) - 1);
  };
  ShortBytes bytes;
  if (text.empty()) return bytes;
  std::memcpy(&bytes, text.data(), sizeof(bytes));
  bytes.low = first_of(bytes.low, text.size());
  bytes.high = text.size() <= 8 ? 0 : first_of(bytes.high, text.size() - 8);
  return bytes;
}

ShortBytes Joined(const ShortBytes& first, std::size_t size, const ShortBytes& second) {
  if (size == 0) return second;
  if (size >= 16) return first;
  if (size >= 8) return {.low = first.low, .high = first.high | second.low << (8 * (size - 8))};
  const std::size_t shift = 8 * size;
  return {.low = first.low | second.low << shift,
          .high = second.high << shift | second.low >> (64 - shift)};
}

}  // namespace

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

// Written at once and read at once: what is put together byte by byte would be waited for.
TextDigest DigestOfPadded(absl::string_view first, absl::string_view second) {
  const std::size_t size = first.size() + second.size();
  if (size > sizeof(ShortBytes)) return DigestOf(first, second);
  const ShortBytes both = Joined(BytesOf(first), first.size(), BytesOf(second));
#if defined(__SSE2__)
  alignas(16) char text[sizeof(ShortBytes)];
  _mm_store_si128(
      reinterpret_cast<__m128i*>(text),
      _mm_set_epi64x(static_cast<long long>(both.high), static_cast<long long>(both.low)));
  return DigestOfBoth(text, size, first.size());
#else
  return DigestOfBoth(&both, size, first.size());
#endif
}

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
  return DigestOfBoth(to, size, first.size());
}

}  // namespace izin
