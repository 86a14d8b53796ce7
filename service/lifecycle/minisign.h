// Keys and signatures as minisign writes them (https://jedisct1.github.io/minisign/), by libsodium.
//
// A signature is two lines with a comment above each: Ed25519 over the content (legacy, "Ed") or
// over its BLAKE2b-512 (prehashed, "ED"), and Ed25519 over that signature with the trusted comment.
// Both kinds are read; what is written is prehashed. A secret key may be encrypted by a password
// (scrypt), as `minisign -G` leaves it, or not, as `minisign -G -W` does.

#ifndef IZIN_SERVICE_LIFECYCLE_MINISIGN_H_
#define IZIN_SERVICE_LIFECYCLE_MINISIGN_H_

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace izin::minisign {

// No file of a key or of a signature is larger.
inline constexpr std::size_t kMaxTextBytes = std::size_t{16} << 10;

// Immutable. Thread-safe.
class PublicKey {
 public:
  // The file of a key, or its line of base64 alone ("RWQ..."). InvalidArgument otherwise.
  static absl::StatusOr<PublicKey> Parse(absl::string_view text);

  // 16 hex digits, as minisign prints it.
  std::string id() const;
  // The file, with its comment.
  std::string ToFile() const;

 private:
  friend class SecretKey;
  friend struct Checking;
  PublicKey() = default;

  std::array<unsigned char, 8> id_ = {};
  std::array<unsigned char, 32> key_ = {};
};

// Immutable. Thread-safe. Forgotten by the memory with the object.
class SecretKey {
 public:
  static SecretKey Generate();
  // The file of a key. InvalidArgument for what is none, FailedPrecondition for a password that is
  // wrong or missing, ResourceExhausted where scrypt gets no memory.
  static absl::StatusOr<SecretKey> Parse(absl::string_view file, absl::string_view password);

  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  PublicKey public_key() const;
  // The file of the key; encrypted by `password`, unless that is empty. As Parse for memory.
  absl::StatusOr<std::string> ToFile(absl::string_view password) const;
  // The file of the signature over `content`, prehashed. InvalidArgument for a comment that is no
  // single line.
  absl::StatusOr<std::string> Sign(absl::string_view content, absl::string_view comment) const;

 private:
  SecretKey() = default;
  std::array<unsigned char, 32> CheckSum() const;
  // The public half is that of the secret one.
  bool IsPair() const;

  std::array<unsigned char, 8> id_ = {};
  std::array<unsigned char, 64> key_ = {};
};

// What a good signature says.
struct Signed {
  std::string key_id;   // whose it is
  std::string comment;  // the trusted one
};

// The id of the key that a signature names, whether it is good or not. InvalidArgument for what is
// no signature.
absl::StatusOr<std::string> SignerOf(absl::string_view signature);

// Whether `signature` is that of one of `keys` over `content`. InvalidArgument for what is no
// signature, FailedPrecondition where it is of another key, or of other content.
absl::StatusOr<Signed> Verify(absl::Span<const PublicKey> keys, absl::string_view content,
                              absl::string_view signature);

}  // namespace izin::minisign

#endif  // IZIN_SERVICE_LIFECYCLE_MINISIGN_H_
