#include "service/server/access/token_keys.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace izin {
namespace {

constexpr std::size_t kMostKeyBytes = 16 << 10;
constexpr std::size_t kLeastSecretBytes = 32;
constexpr int kLeastRsaBits = 2048;
constexpr std::size_t kMostKeys = 1000;

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

absl::Status Fault(const std::string& path, absl::string_view what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

absl::StatusOr<std::string> ReadKeyFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) return Fault(path, absl::StrCat("cannot be read: ", std::strerror(errno)));
  std::string text(kMostKeyBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) return Fault(path, "cannot be read");
  if (text.empty()) return Fault(path, "is empty");
  if (text.size() > kMostKeyBytes) return Fault(path, "is no key: it has more than 16 KiB");
  return text;
}

absl::StatusOr<TokenAlgorithm> AlgorithmOf(const std::string& path, const std::string& pem) {
  const std::unique_ptr<BIO, Free> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::unique_ptr<EVP_PKEY, Free> key(
      PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr));
  if (key == nullptr) return Fault(path, "want a public key in PEM");
  if (EVP_PKEY_is_a(key.get(), "RSA") == 1) {
    const int bits = EVP_PKEY_get_bits(key.get());
    if (bits >= kLeastRsaBits) return TokenAlgorithm::kRs256;
    return Fault(path, absl::StrCat("RSA of ", bits, " bits: want 2048 or more"));
  }
  char curve[64] = "";
  std::size_t length = 0;
  if (EVP_PKEY_is_a(key.get(), "EC") == 1 &&
      EVP_PKEY_get_group_name(key.get(), curve, sizeof(curve), &length) == 1 &&
      std::strcmp(curve, "prime256v1") == 0)
    return TokenAlgorithm::kEs256;
  return Fault(path, "want a key of RSA (RS256), or of EC on P-256 (ES256)");
}

absl::StatusOr<TokenKey> ReadKey(const std::filesystem::path& file, bool allows_secrets) {
  const std::string path = file.string();
  const bool is_secret = file.extension() == ".secret";
  if (!is_secret && file.extension() != ".pem") return Fault(path, "want KID.pem, a public key");
  if (is_secret && !allows_secrets)
    return Fault(path, "shared secrets are taken with jwt_shared_secrets only");
  absl::StatusOr<std::string> bytes = ReadKeyFile(path);
  if (!bytes.ok()) return bytes.status();
  if (is_secret) {
    // What an editor puts behind it is no part of a secret.
    const std::string secret(absl::StripTrailingAsciiWhitespace(*bytes));
    if (secret.size() >= kLeastSecretBytes) return TokenKey{TokenAlgorithm::kHs256, secret};
    return Fault(path, absl::StrCat("a secret of ", secret.size(), " bytes: want 32 or more"));
  }
  const absl::StatusOr<TokenAlgorithm> algorithm = AlgorithmOf(path, *bytes);
  if (!algorithm.ok()) return algorithm.status();
  return TokenKey{*algorithm, *std::move(bytes)};
}

}  // namespace

absl::StatusOr<TokenKeySet> ReadTokenKeys(const std::string& folder, bool allows_secrets) {
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  if (error) return Fault(folder, absl::StrCat("cannot be read: ", error.message()));
  TokenKeySet keys;
  for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
    const std::filesystem::path& file = files->path();
    const std::string kid = file.stem().string();
    if (kid.empty() || file.filename().string().front() == '.') continue;
    absl::StatusOr<TokenKey> key = ReadKey(file, allows_secrets);
    if (!key.ok()) return key.status();
    if (!keys.emplace(kid, *std::move(key)).second)
      return Fault(file.string(), absl::StrCat("a second key of the id ", kid));
    if (keys.size() > kMostKeys) return Fault(folder, "more than 1000 keys");
  }
  if (error) return Fault(folder, absl::StrCat("cannot be read: ", error.message()));
  if (keys.empty()) return Fault(folder, "holds no key: want KID.pem, a public key");
  return keys;
}

TokenKeys::TokenKeys(std::string folder, bool allows_secrets, TokenKeySet keys)
    : folder_(std::move(folder)),
      allows_secrets_(allows_secrets),
      keys_(std::make_shared<const TokenKeySet>(std::move(keys))) {}

absl::StatusOr<std::unique_ptr<TokenKeys>> TokenKeys::Load(std::string folder,
                                                           bool allows_secrets) {
  absl::StatusOr<TokenKeySet> keys = ReadTokenKeys(folder, allows_secrets);
  if (!keys.ok()) return keys.status();
  return std::unique_ptr<TokenKeys>(
      new TokenKeys(std::move(folder), allows_secrets, *std::move(keys)));
}

bool TokenKeys::Look() {
  absl::StatusOr<TokenKeySet> read = ReadTokenKeys(folder_, allows_secrets_);
  absl::MutexLock lock(&mutex_);
  if (!read.ok()) {
    const std::string failure(read.status().message());
    // While a file is replaced there is nothing wrong yet.
    if (failure == seen_failure_ && failure != counters_.last_failure) {
      ++counters_.failed_reloads;
      counters_.last_failure = failure;
    }
    seen_failure_ = failure;
    return false;
  }
  seen_failure_.clear();
  counters_.last_failure.clear();
  if (*read == *keys_) return false;
  keys_ = std::make_shared<const TokenKeySet>(*std::move(read));
  ++counters_.reloads;
  return true;
}

}  // namespace izin
