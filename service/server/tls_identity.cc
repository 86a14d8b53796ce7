#include "service/server/tls_identity.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace izin {
namespace {

constexpr unsigned kSecondsBetweenLooks = 1;  // of the library, at the copies

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <typename Value>
using Owned = std::unique_ptr<Value, Free>;

absl::Status Fault(const std::string& file, absl::string_view what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(absl::StrCat(file, ": ", what));
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (in.is_open() && !text.str().empty()) return text.str();
  return Fault(path,
               in.is_open() ? "is empty" : absl::StrCat("cannot be read: ", std::strerror(errno)));
}

Owned<BIO> Reader(const std::string& pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// A password is asked of nobody.
int NoPassword(char* /*buffer*/, int /*size*/, int /*is_writing*/, void* /*data*/) { return -1; }

std::vector<Owned<X509>> CertificatesIn(const std::string& pem) {
  std::vector<Owned<X509>> all;
  const Owned<BIO> in = Reader(pem);
  while (X509* next = PEM_read_bio_X509(in.get(), nullptr, NoPassword, nullptr))
    all.emplace_back(next);
  ERR_clear_error();
  return all;
}

absl::Time ExpiryOf(const X509& certificate) {
  std::tm utc = {};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(&certificate), &utc) != 1) return absl::InfinitePast();
  return absl::FromTM(utc, absl::UTCTimeZone());
}

// Reads certificates, and lowers `expires` to the first end among them.
absl::Status CheckCertificates(const std::string& file, const std::vector<Owned<X509>>& all,
                               absl::Time now, absl::Time& expires) {
  if (all.empty()) return Fault(file, "want certificates in PEM");
  for (const Owned<X509>& certificate : all) {
    const absl::Time end = ExpiryOf(*certificate);
    if (end <= now) {
      return Fault(file, absl::StrCat("a certificate in it expired on ",
                                      absl::FormatTime("%Y-%m-%d", end, absl::UTCTimeZone())));
    }
    expires = std::min(expires, end);
  }
  return absl::OkStatus();
}

// A file in memory alone.
Descriptor Copy(const char* name, const std::string& text) {
  Descriptor copy(::memfd_create(name, MFD_CLOEXEC));
  std::size_t written = 0;
  while (copy.get() >= 0 && written < text.size()) {
    const ssize_t more = ::write(copy.get(), text.data() + written, text.size() - written);
    if (more <= 0) return Descriptor();
    written += static_cast<std::size_t>(more);
  }
  return copy;
}

// The other file behind the same number: who opens it by its name reads one or the other whole.
bool Replace(Descriptor& old, Descriptor fresh) {
  if (fresh.get() < 0) return false;
  if (old.get() >= 0) return ::dup3(fresh.get(), old.get(), O_CLOEXEC) >= 0;
  old = std::move(fresh);
  return true;
}

std::string PathOf(const Descriptor& copy) {
  return copy.get() < 0 ? "" : absl::StrCat("/proc/self/fd/", copy.get());
}

}  // namespace

absl::StatusOr<TlsMaterial> TlsMaterial::Read(const TlsFiles& files, absl::Time now) {
  TlsMaterial material{.expires = absl::InfiniteFuture()};
  for (const auto& [file, text] :
       {std::pair{&files.certificate, &material.certificate}, std::pair{&files.key, &material.key},
        std::pair{&files.client_ca, &material.client_ca}}) {
    if (file == &files.client_ca && file->empty()) continue;
    absl::StatusOr<std::string> read = ReadFile(*file);
    if (!read.ok()) return read.status();
    *text = *std::move(read);
  }
  const std::vector<Owned<X509>> chain = CertificatesIn(material.certificate);
  absl::Status sound = CheckCertificates(files.certificate, chain, now, material.expires);
  if (!sound.ok()) return sound;
  if (!files.client_ca.empty()) {
    sound = CheckCertificates(files.client_ca, CertificatesIn(material.client_ca), now,
                              material.expires);
    if (!sound.ok()) return sound;
  }
  const Owned<EVP_PKEY> key(
      PEM_read_bio_PrivateKey(Reader(material.key).get(), nullptr, NoPassword, nullptr));
  if (key == nullptr) return Fault(files.key, "want a private key in PEM, without a password");
  if (X509_check_private_key(chain.front().get(), key.get()) != 1) {
    return Fault(files.key, absl::StrCat("is not the key of ", files.certificate));
  }
  return material;
}

TlsIdentity::TlsIdentity(TlsFiles files, TlsMaterial material)
    : files_(std::move(files)), material_(std::move(material)) {}

absl::StatusOr<std::unique_ptr<TlsIdentity>> TlsIdentity::Load(TlsFiles files, absl::Time now) {
  absl::StatusOr<TlsMaterial> material = TlsMaterial::Read(files, now);
  if (!material.ok()) return material.status();
  std::unique_ptr<TlsIdentity> identity(new TlsIdentity(std::move(files), *std::move(material)));
  absl::MutexLock lock(&identity->mutex_);
  if (absl::Status published = identity->Publish(); !published.ok()) return published;
  identity->credentials_ = identity->MakeCredentials();
  return identity;
}

std::shared_ptr<grpc::ServerCredentials> TlsIdentity::MakeCredentials() const {
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          PathOf(copies_.key), PathOf(copies_.certificate), PathOf(copies_.client_ca),
          kSecondsBetweenLooks));
  options.watch_identity_key_cert_pairs();
  if (!files_.client_ca.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(options);
}

absl::Status TlsIdentity::Publish() {
  Descriptor certificate = Copy("izin-certificate", material_.certificate);
  Descriptor key = Copy("izin-key", material_.key);
  Descriptor client_ca = Copy("izin-client-ca", material_.client_ca);
  const bool has_replaced =
      certificate.get() >= 0 && key.get() >= 0 && client_ca.get() >= 0 &&
      Replace(copies_.certificate, std::move(certificate)) &&
      Replace(copies_.key, std::move(key)) &&
      (files_.client_ca.empty() || Replace(copies_.client_ca, std::move(client_ca)));
  if (has_replaced) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("certificates cannot be held in memory: ", std::strerror(errno)));
}

void TlsIdentity::Look(absl::Time now) {
  absl::StatusOr<TlsMaterial> read = TlsMaterial::Read(files_, now);
  absl::MutexLock lock(&mutex_);
  if (!read.ok()) return NoteFailure(read.status().message());
  seen_failure_.clear();
  counters_.last_failure.clear();
  if (read->certificate == material_.certificate && read->key == material_.key &&
      read->client_ca == material_.client_ca)
    return;
  std::swap(material_, *read);
  if (absl::Status published = Publish(); !published.ok()) {
    std::swap(material_, *read);
    return NoteFailure(published.message());
  }
  ++counters_.reloads;
}

void TlsIdentity::NoteFailure(absl::string_view failure) {
  if (failure == seen_failure_ && failure != counters_.last_failure) {
    ++counters_.failed_reloads;
    counters_.last_failure = std::string(failure);
  }
  seen_failure_ = std::string(failure);
}

}  // namespace izin
