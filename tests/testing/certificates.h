// Certificates of a test's own making, by the openssl program.

#ifndef IZIN_TESTS_TESTING_CERTIFICATES_H_
#define IZIN_TESTS_TESTING_CERTIFICATES_H_

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include <gtest/gtest.h>

namespace izin::testing {

// An authority in `folder`, which signs for others.
class Authority {
 public:
  Authority(std::string folder, std::string name)
      : folder_(std::move(folder)), name_(std::move(name)) {
    Run(absl::StrCat("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2",
                     " -subj /CN=", name_, " -keyout ", KeyOf(name_), " -out ",
                     CertificateOf(name_)));
  }

  std::string certificate() const { return CertificateOf(name_); }
  std::string CertificateOf(const std::string& name) const { return folder_ + "/" + name + ".crt"; }
  std::string KeyOf(const std::string& name) const { return folder_ + "/" + name + ".key"; }

  // NAME.crt and NAME.key, for localhost. `days` below 0: expired since.
  void Sign(const std::string& name, int days = 2) const {
    const std::string request = folder_ + "/" + name + ".csr";
    Run(absl::StrCat("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=",
                     name, " -keyout ", KeyOf(name), " -out ", request));
    const std::string names = folder_ + "/" + name + ".ext";
    Run(absl::StrCat("echo subjectAltName=DNS:localhost,IP:127.0.0.1 >", names));
    Run(absl::StrCat("openssl x509 -req -in ", request, " -CA ", certificate(), " -CAkey ",
                     KeyOf(name_), " -CAcreateserial -extfile ", names, " -days ", days, " -out ",
                     CertificateOf(name)));
  }

 private:
  static void Run(const std::string& command) {
    EXPECT_EQ(std::system((command + " 2>/dev/null").c_str()), 0) << command;
  }

  const std::string folder_;
  const std::string name_;
};

}  // namespace izin::testing

#endif  // IZIN_TESTS_TESTING_CERTIFICATES_H_
