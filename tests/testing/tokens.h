// Keys and tokens of a test's own making.

#ifndef IZIN_TESTS_TESTING_TOKENS_H_
#define IZIN_TESTS_TESTING_TOKENS_H_

#include <cstddef>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace izin::testing {

// Signs tokens as an identity provider does.
class TokenSigner {
 public:
  static TokenSigner Rsa(unsigned bits = 2048) { return TokenSigner(EVP_RSA_gen(bits), "RS256"); }
  static TokenSigner Ec(const char* curve = "P-256") {
    return TokenSigner(EVP_EC_gen(curve), "ES256");
  }

  const std::string& algorithm() const { return algorithm_; }

  std::string PublicPem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
    EXPECT_EQ(PEM_write_bio_PUBKEY(out.get(), key_.get()), 1);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return std::string(bytes, static_cast<std::size_t>(size));
  }
  // Into FOLDER/KID.pem.
  void Publish(const std::string& folder, const std::string& kid) const {
    std::ofstream(absl::StrCat(folder, "/", kid, ".pem")) << PublicPem();
  }

  // `header` and `claims` are JSON.
  std::string Sign(const std::string& header, const std::string& claims) const {
    const std::string text = Signed(header, claims);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(),
                                                                         &EVP_MD_CTX_free);
    EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    std::string signature(1024, '\0');
    std::size_t size = signature.size();
    auto* const bytes = reinterpret_cast<unsigned char*>(signature.data());
    EXPECT_EQ(EVP_DigestSign(digest.get(), bytes, &size,
                             reinterpret_cast<const unsigned char*>(text.data()), text.size()),
              1);
    signature.resize(size);
    return absl::StrCat(
        text, ".", absl::WebSafeBase64Escape(algorithm_ == "ES256" ? Raw(signature) : signature));
  }
  // With the header that such tokens have.
  std::string SignAs(const std::string& kid, const std::string& claims) const {
    return Sign(absl::StrCat(R"({"alg":")", algorithm_, R"(","typ":"JWT","kid":")", kid, R"("})"),
                claims);
  }

  // Signed by a secret that both sides know.
  static std::string SignBySecret(const std::string& secret, const std::string& header,
                                  const std::string& claims) {
    const std::string text = Signed(header, claims);
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &size);
    return absl::StrCat(text, ".",
                        absl::WebSafeBase64Escape(std::string(reinterpret_cast<char*>(mac), size)));
  }
  static std::string Signed(const std::string& header, const std::string& claims) {
    return absl::StrCat(absl::WebSafeBase64Escape(header), ".", absl::WebSafeBase64Escape(claims));
  }

 private:
  TokenSigner(EVP_PKEY* key, std::string algorithm)
      : key_(key, &EVP_PKEY_free), algorithm_(std::move(algorithm)) {}

  // The two numbers one after the other, as a token has them.
  static std::string Raw(const std::string& der) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* const pair = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
    std::string raw(64, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + 32, 32);
    ECDSA_SIG_free(pair);
    return raw;
  }

  std::shared_ptr<EVP_PKEY> key_;
  std::string algorithm_;
};

// Claims of `subject`, good from an hour before `now` to an hour after it; `more` are members
// behind them: `,"roles":["officer"]`.
inline std::string ClaimsOf(const std::string& subject, absl::Time now,
                            const std::string& more = "") {
  return absl::StrCat(R"({"iss":"https://sso.example.go.id","aud":"izin","sub":")", subject,
                      R"(","nbf":)", absl::ToUnixSeconds(now) - 3600, R"(,"exp":)",
                      absl::ToUnixSeconds(now) + 3600, more, "}");
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_TESTING_TOKENS_H_
