// Whose tokens are believed: a folder of keys, which may change while the server serves.

#ifndef IZIN_SERVICE_SERVER_ACCESS_TOKEN_KEYS_H_
#define IZIN_SERVICE_SERVER_ACCESS_TOKEN_KEYS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace izin {

// A key is good for one algorithm, which the key itself says: a token never chooses.
enum class TokenAlgorithm : std::uint8_t { kRs256, kEs256, kHs256 };

struct TokenKey {
  TokenAlgorithm algorithm;
  std::string bytes;  // PEM of the public key, or the secret

  friend bool operator==(const TokenKey& a, const TokenKey& b) {
    return a.algorithm == b.algorithm && a.bytes == b.bytes;
  }
};

// By key id ("kid"). Ids are looked up here and never become the name of a file.
using TokenKeySet = std::map<std::string, TokenKey, std::less<>>;

// KID.pem is a public key: RSA of 2048 bits or more (RS256), or EC on P-256 (ES256). KID.secret is
// a secret of 32 bytes or more (HS256), where those are allowed. Names that begin with a dot are
// passed over. InvalidArgument, naming the file, for anything else, and for a folder without a key.
absl::StatusOr<TokenKeySet> ReadTokenKeys(const std::string& folder, bool allows_secrets);

// Thread-safe.
class TokenKeys {
 public:
  struct Counters {
    std::uint64_t reloads = 0;
    std::uint64_t failed_reloads = 0;  // faults that stood at two looks; the same is counted once
    std::string last_failure;
  };

  // As ReadTokenKeys.
  static absl::StatusOr<std::unique_ptr<TokenKeys>> Load(std::string folder, bool allows_secrets);

  // Reads the folder again; true if other keys are believed from here on. What is not sound changes
  // nothing: the keys before stand.
  bool Look();

  std::shared_ptr<const TokenKeySet> keys() const {
    absl::MutexLock lock(&mutex_);
    return keys_;
  }
  Counters counters() const {
    absl::MutexLock lock(&mutex_);
    return counters_;
  }

 private:
  TokenKeys(std::string folder, bool allows_secrets, TokenKeySet keys);

  const std::string folder_;
  const bool allows_secrets_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const TokenKeySet> keys_ ABSL_GUARDED_BY(mutex_);
  Counters counters_ ABSL_GUARDED_BY(mutex_);
  std::string seen_failure_ ABSL_GUARDED_BY(mutex_);  // at the last look
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_TOKEN_KEYS_H_
