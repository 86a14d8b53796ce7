// Who the server is over TLS, and whose clients it believes: files that may be replaced while it
// serves.

#ifndef IZIN_SERVICE_SERVER_TLS_IDENTITY_H_
#define IZIN_SERVICE_SERVER_TLS_IDENTITY_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <grpcpp/security/server_credentials.h>

#include "service/server/listening_socket.h"

namespace izin {

// PEM files.
struct TlsFiles {
  std::string certificate;  // of the server, then those up to the authority; empty = no TLS
  std::string key;          // of the first of them
  std::string client_ca;    // whose clients are let in; empty = no client certificate is asked for
};

// What the files hold, read and found to fit together.
struct TlsMaterial {
  std::string certificate;
  std::string key;
  std::string client_ca;
  absl::Time expires;  // of the certificate, or of an authority if that is sooner

  // INVALID_ARGUMENT, naming the file, for one that cannot be read or holds nothing of the kind, a
  // key of another certificate, and a certificate that has expired at `now`.
  static absl::StatusOr<TlsMaterial> Read(const TlsFiles& files, absl::Time now);
};

// TLS 1.2 and 1.3. The library watches files by their names and drops what it has once they do not
// fit together, as they do not while one of two is replaced. So it watches copies in memory, which
// change when both are sound; until then the old ones stand.
//
// Thread-safe.
class TlsIdentity {
 public:
  struct Counters {
    std::uint64_t reloads = 0;
    // Faults that stood at two looks: between the first and the second of two files that are
    // replaced there is nothing wrong. The same fault is counted once.
    std::uint64_t failed_reloads = 0;
    std::string last_failure;
  };

  // As TlsMaterial::Read.
  static absl::StatusOr<std::unique_ptr<TlsIdentity>> Load(TlsFiles files, absl::Time now);

  // Usable as long as this object lives. Handshakes that begin more than two seconds after a `Look`
  // go by what it found.
  const std::shared_ptr<grpc::ServerCredentials>& credentials() const { return credentials_; }

  // Reads the files again, and takes them if they changed and are sound.
  void Look(absl::Time now);

  Counters counters() const {
    absl::MutexLock lock(&mutex_);
    return counters_;
  }
  absl::Time expires() const {
    absl::MutexLock lock(&mutex_);
    return material_.expires;
  }

 private:
  // The copies that the library reads, by /proc/self/fd.
  struct Copies {
    Descriptor certificate, key, client_ca;
  };

  TlsIdentity(TlsFiles files, TlsMaterial material);
  absl::Status Publish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // That read the copies.
  std::shared_ptr<grpc::ServerCredentials> MakeCredentials() const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void NoteFailure(absl::string_view failure) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const TlsFiles files_;
  mutable absl::Mutex mutex_;
  TlsMaterial material_ ABSL_GUARDED_BY(mutex_);
  Copies copies_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<grpc::ServerCredentials> credentials_;  // does not change after Load
  Counters counters_ ABSL_GUARDED_BY(mutex_);
  std::string seen_failure_ ABSL_GUARDED_BY(mutex_);  // at the last look
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_TLS_IDENTITY_H_
