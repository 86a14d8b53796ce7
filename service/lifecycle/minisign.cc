#include "service/lifecycle/minisign.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include <sodium.h>

namespace izin::minisign {
namespace {

constexpr absl::string_view kComment = "untrusted comment: ";
constexpr absl::string_view kTrusted = "trusted comment: ";
constexpr absl::string_view kLegacy = "Ed";
constexpr absl::string_view kPrehashed = "ED";
constexpr absl::string_view kScrypt = "Sc";
constexpr absl::string_view kBlake2b = "B2";
constexpr absl::string_view kUnencrypted("\0\0", 2);

constexpr std::size_t kIdBytes = 8;
constexpr std::size_t kKeyBytes = 64;
constexpr std::size_t kSumBytes = 32;
constexpr std::size_t kSaltBytes = 32;
// Of a file of a secret key: kinds, salt, two limits, and what is encrypted.
constexpr std::size_t kHiddenAt = 2 + 2 + 2 + kSaltBytes + 8 + 8;
constexpr std::size_t kHiddenBytes = kIdBytes + kKeyBytes + kSumBytes;
// More than this no honest key asks of scrypt: minisign's own take 1 GiB.
constexpr std::uint64_t kMostMemory = std::uint64_t{2} << 30;
constexpr std::uint64_t kMostWork = std::uint64_t{1} << 28;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t kSize>
absl::string_view View(const std::array<unsigned char, kSize>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <std::size_t kSize>
void Copy(absl::string_view from, std::array<unsigned char, kSize>& to) {
  std::copy_n(Bytes(from), kSize, to.begin());
}

std::optional<std::string> FromBase64(absl::string_view line) {
  std::string out(line.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), line.data(),
                        line.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  out.resize(size);
  return out;
}

std::string LittleEndian(std::uint64_t value) {
  std::string out;
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  return out;
}

std::uint64_t FromLittleEndian(absl::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string IdText(absl::string_view id) {
  std::string reversed(id.rbegin(), id.rend());
  return absl::AsciiStrToUpper(absl::BytesToHexString(reversed));
}

std::vector<std::string> LinesOf(absl::string_view text) {
  std::vector<std::string> lines;
  for (absl::string_view line : absl::StrSplit(text, '\n'))
    lines.emplace_back(absl::StripSuffix(line, "\r"));
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

// The bytes in the second line of a file that begins with a comment.
std::optional<std::string> BytesBelowComment(absl::string_view text) {
  const std::vector<std::string> lines = LinesOf(text.substr(0, kMaxTextBytes));
  if (lines.size() != 2 || !absl::StartsWith(lines[0], kComment)) return std::nullopt;
  return FromBase64(lines[1]);
}

std::string Blake2b512(absl::string_view content) {
  std::string out(crypto_generichash_BYTES_MAX, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(), Bytes(content),
                     content.size(), nullptr, 0);
  return out;
}

std::string SignedBy(const std::array<unsigned char, kKeyBytes>& key, absl::string_view content) {
  std::string out(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr, Bytes(content),
                       content.size(), key.data());
  return out;
}

// The stream that hides a secret key behind a password.
absl::StatusOr<std::string> Stream(absl::string_view password, absl::string_view salt,
                                   std::uint64_t work, std::uint64_t memory) {
  if (work > kMostWork || memory > kMostMemory) {
    return absl::InvalidArgumentError(
        "the secret key asks for more work or memory than any key of minisign");
  }
  std::string out(kHiddenBytes, '\0');
  if (crypto_pwhash_scryptsalsa208sha256(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                         password.data(), password.size(), Bytes(salt), work,
                                         static_cast<std::size_t>(memory)) != 0) {
    return absl::ResourceExhaustedError(
        absl::StrCat("no ", memory >> 20, " MiB of memory to decrypt the secret key with"));
  }
  return out;
}

void Xor(absl::string_view stream, std::string& bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bytes[i] ^ stream[i]);
}

// A file of a signature, taken apart.
struct Signature {
  bool is_prehashed = false;
  std::string key_id;  // 8 bytes
  std::string of_content;
  std::string of_comment;
  std::string comment;
};

absl::StatusOr<Signature> ParseSignature(absl::string_view text) {
  const absl::Status none = absl::InvalidArgumentError(
      "want the four lines of a signature by minisign: an untrusted comment, the signature, a "
      "trusted comment and the signature of both");
  if (text.size() > kMaxTextBytes) return none;
  const std::vector<std::string> lines = LinesOf(text);
  if (lines.size() != 4 || !absl::StartsWith(lines[0], kComment) ||
      !absl::StartsWith(lines[2], kTrusted))
    return none;
  const std::optional<std::string> first = FromBase64(lines[1]);
  const std::optional<std::string> second = FromBase64(lines[3]);
  if (!first.has_value() || first->size() != 2 + kIdBytes + crypto_sign_BYTES ||
      !second.has_value() || second->size() != crypto_sign_BYTES)
    return none;
  const std::string kind = first->substr(0, 2);
  if (kind != kLegacy && kind != kPrehashed) return none;
  return Signature{.is_prehashed = kind == kPrehashed,
                   .key_id = first->substr(2, kIdBytes),
                   .of_content = first->substr(2 + kIdBytes),
                   .of_comment = *second,
                   .comment = lines[2].substr(kTrusted.size())};
}

}  // namespace

// Whether a key made a signature.
struct Checking {
  const PublicKey& key;

  bool IsNamedBy(const Signature& signature) const { return View(key.id_) == signature.key_id; }
  bool Made(absl::string_view signature, absl::string_view content) const {
    return crypto_sign_verify_detached(Bytes(signature), Bytes(content), content.size(),
                                       key.key_.data()) == 0;
  }
};

absl::StatusOr<PublicKey> PublicKey::Parse(absl::string_view text) {
  std::optional<std::string> bytes;
  if (text.size() <= kMaxTextBytes) {
    bytes = absl::StartsWith(text, kComment) ? BytesBelowComment(text)
                                             : FromBase64(absl::StripAsciiWhitespace(text));
  }
  if (!bytes.has_value() || bytes->size() != 2 + kIdBytes + crypto_sign_PUBLICKEYBYTES ||
      !absl::StartsWith(*bytes, kLegacy)) {
    return absl::InvalidArgumentError(
        "want a public key of minisign: its file, or its line that begins with RW");
  }
  PublicKey key;
  Copy(absl::string_view(*bytes).substr(2), key.id_);
  Copy(absl::string_view(*bytes).substr(2 + kIdBytes), key.key_);
  return key;
}

std::string PublicKey::id() const { return IdText(View(id_)); }

std::string PublicKey::ToFile() const {
  return absl::StrCat(kComment, "minisign public key ", id(), "\n",
                      absl::Base64Escape(absl::StrCat(kLegacy, View(id_), View(key_))), "\n");
}

SecretKey SecretKey::Generate() {
  SecretKey secret;
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> unused;
  randombytes_buf(secret.id_.data(), secret.id_.size());
  crypto_sign_keypair(unused.data(), secret.key_.data());
  return secret;
}

SecretKey::~SecretKey() { sodium_memzero(key_.data(), key_.size()); }

std::array<unsigned char, kSumBytes> SecretKey::CheckSum() const {
  const std::string all = absl::StrCat(kLegacy, View(id_), View(key_));
  std::array<unsigned char, kSumBytes> sum = {};
  crypto_generichash(sum.data(), sum.size(), Bytes(all), all.size(), nullptr, 0);
  return sum;
}

bool SecretKey::IsPair() const {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> made = {};
  std::array<unsigned char, kKeyBytes> secret = {};
  crypto_sign_seed_keypair(made.data(), secret.data(), key_.data());
  const bool is_same = sodium_memcmp(secret.data(), key_.data(), secret.size()) == 0;
  sodium_memzero(secret.data(), secret.size());
  return is_same;
}

absl::StatusOr<SecretKey> SecretKey::Parse(absl::string_view file, absl::string_view password) {
  const std::optional<std::string> bytes = BytesBelowComment(file);
  if (!bytes.has_value() || bytes->size() != kHiddenAt + kHiddenBytes ||
      bytes->substr(0, 2) != kLegacy || bytes->substr(4, 2) != kBlake2b) {
    return absl::InvalidArgumentError("want the file of a secret key of minisign");
  }
  const absl::string_view all = *bytes;
  const absl::string_view kind = all.substr(2, 2);
  std::string hidden(all.substr(kHiddenAt));
  if (kind == kScrypt) {
    if (password.empty())
      return absl::FailedPreconditionError("the secret key is encrypted: want its password");
    const absl::string_view salt = all.substr(6, kSaltBytes);
    const absl::StatusOr<std::string> stream =
        Stream(password, salt, FromLittleEndian(all.substr(6 + kSaltBytes, 8)),
               FromLittleEndian(all.substr(6 + kSaltBytes + 8, 8)));
    if (!stream.ok()) return stream.status();
    Xor(*stream, hidden);
  } else if (kind != kUnencrypted) {
    return absl::InvalidArgumentError(
        "the secret key is encrypted in a way that is not minisign's");
  }
  SecretKey secret;
  const absl::string_view plain = hidden;
  Copy(plain, secret.id_);
  Copy(plain.substr(kIdBytes), secret.key_);
  const absl::string_view sum = plain.substr(kIdBytes + kKeyBytes);
  // minisign -G -W leaves out the check sum; that the halves of the key belong together tells too.
  const bool has_no_sum = kind == kUnencrypted && sum == std::string(kSumBytes, '\0');
  const bool is_whole = secret.IsPair() && (has_no_sum || sum == View(secret.CheckSum()));
  sodium_memzero(hidden.data(), hidden.size());
  if (!is_whole) {
    return absl::FailedPreconditionError(kind == kScrypt ? "wrong password for the secret key"
                                                         : "the secret key is damaged");
  }
  return secret;
}

PublicKey SecretKey::public_key() const {
  PublicKey key;
  key.id_ = id_;
  crypto_sign_ed25519_sk_to_pk(key.key_.data(), key_.data());
  return key;
}

absl::StatusOr<std::string> SecretKey::ToFile(absl::string_view password) const {
  std::string hidden = absl::StrCat(View(id_), View(key_), View(CheckSum()));
  std::string salt(kSaltBytes, '\0');
  std::uint64_t work = 0;
  std::uint64_t memory = 0;
  if (!password.empty()) {
    work = crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE;
    memory = crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE;
    randombytes_buf(salt.data(), salt.size());
    const absl::StatusOr<std::string> stream = Stream(password, salt, work, memory);
    if (!stream.ok()) return stream.status();
    Xor(*stream, hidden);
  }
  const std::string all = absl::StrCat(kLegacy, password.empty() ? kUnencrypted : kScrypt, kBlake2b,
                                       salt, LittleEndian(work), LittleEndian(memory), hidden);
  return absl::StrCat(kComment, password.empty() ? "minisign" : "minisign encrypted",
                      " secret key\n", absl::Base64Escape(all), "\n");
}

absl::StatusOr<std::string> SecretKey::Sign(absl::string_view content,
                                            absl::string_view comment) const {
  if (comment.find_first_of("\r\n") != absl::string_view::npos || comment.size() > 4096)
    return absl::InvalidArgumentError(
        "the comment of a signature is one line of at most 4,096 bytes");
  const std::string of_content = SignedBy(key_, Blake2b512(content));
  const std::string of_comment = SignedBy(key_, absl::StrCat(of_content, comment));
  return absl::StrCat(kComment, "signature from key ", IdText(View(id_)), "\n",
                      absl::Base64Escape(absl::StrCat(kPrehashed, View(id_), of_content)), "\n",
                      kTrusted, comment, "\n", absl::Base64Escape(of_comment), "\n");
}

absl::StatusOr<std::string> SignerOf(absl::string_view signature) {
  const absl::StatusOr<Signature> parsed = ParseSignature(signature);
  if (!parsed.ok()) return parsed.status();
  return IdText(parsed->key_id);
}

absl::StatusOr<Signed> Verify(absl::Span<const PublicKey> keys, absl::string_view content,
                              absl::string_view signature) {
  const absl::StatusOr<Signature> parsed = ParseSignature(signature);
  if (!parsed.ok()) return parsed.status();
  const std::string id = IdText(parsed->key_id);
  const auto key = std::find_if(keys.begin(), keys.end(), [&](const PublicKey& one) {
    return Checking{one}.IsNamedBy(*parsed);
  });
  if (key == keys.end()) {
    return absl::FailedPreconditionError(
        absl::StrCat("signed by key ", id, ", which is not trusted; trusted are ",
                     absl::StrJoin(keys, ", ", [](std::string* out, const PublicKey& one) {
                       absl::StrAppend(out, one.id());
                     })));
  }
  const Checking checking{*key};
  if (!checking.Made(parsed->of_content,
                     parsed->is_prehashed ? Blake2b512(content) : std::string(content))) {
    return absl::FailedPreconditionError(
        absl::StrCat("the signature of key ", id,
                     " is not that of these bytes: they were changed, or the "
                     "signature is of another file"));
  }
  if (!checking.Made(parsed->of_comment, absl::StrCat(parsed->of_content, parsed->comment))) {
    return absl::FailedPreconditionError(
        absl::StrCat("the trusted comment of the signature of key ", id, " was changed"));
  }
  return Signed{.key_id = id, .comment = parsed->comment};
}

}  // namespace izin::minisign
