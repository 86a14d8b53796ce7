#include "service/base/sha256.h"

#include <array>

#include "absl/strings/escaping.h"
#include <sodium.h>

namespace izin {

std::string Sha256Hex(absl::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace izin
