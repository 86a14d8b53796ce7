// Certificates of the server, replaced while it serves.

#include "service/server/tls_identity.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/time/clock.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/testing/certificates.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class TlsIdentityTest : public ::testing::Test {
 protected:
  TlsIdentityTest() {
    authority_.Sign("server");
    authority_.Sign("other");
  }

  TlsFiles Files(const std::string& name = "server") const {
    return {.certificate = authority_.CertificateOf(name), .key = authority_.KeyOf(name)};
  }
  std::string FaultOf(const TlsFiles& files, absl::Time now = absl::Now()) const {
    const absl::Status status = TlsIdentity::Load(files, now).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    return std::string(status.message());
  }
  static void Write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  }

  TempFolder folder_;
  const Authority authority_{folder_.path(), "authority"};
};

TEST_F(TlsIdentityTest, IsReadFromFilesThatFit) {
  TlsFiles files = Files();
  files.client_ca = authority_.certificate();
  const auto identity = TlsIdentity::Load(files, absl::Now());
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_NE((*identity)->credentials(), nullptr);
  EXPECT_GT((*identity)->expires(), absl::Now() + absl::Hours(24));
  EXPECT_LT((*identity)->expires(), absl::Now() + absl::Hours(72));
}

TEST_F(TlsIdentityTest, NamesTheFileThatIsWrong) {
  TlsFiles files = Files();
  files.key = folder_ / "none.key";
  EXPECT_THAT(FaultOf(files), AllOf(HasSubstr("none.key"), HasSubstr("cannot be read")));
  files.key = authority_.KeyOf("other");
  EXPECT_THAT(FaultOf(files), AllOf(HasSubstr("other.key"), HasSubstr("is not the key of")));
  files.key = authority_.CertificateOf("server");
  EXPECT_THAT(FaultOf(files), HasSubstr("want a private key in PEM"));
  files = Files();
  files.certificate = folder_ / "empty.crt";
  Write(files.certificate, "");
  EXPECT_THAT(FaultOf(files), HasSubstr("empty.crt: is empty"));
  Write(files.certificate, "not a certificate\n");
  EXPECT_THAT(FaultOf(files), HasSubstr("empty.crt: want certificates in PEM"));
  files = Files();
  files.client_ca = authority_.KeyOf("server");
  EXPECT_THAT(FaultOf(files), HasSubstr("server.key: want certificates in PEM"));
}

TEST_F(TlsIdentityTest, AsksForNoPassword) {
  const std::string locked = folder_ / "locked.key";
  ASSERT_EQ(std::system(("openssl ec -aes128 -passout pass:secret -in " +
                         authority_.KeyOf("server") + " -out " + locked + " 2>/dev/null")
                            .c_str()),
            0);
  TlsFiles files = Files();
  files.key = locked;
  EXPECT_THAT(FaultOf(files), HasSubstr("without a password"));
}

TEST_F(TlsIdentityTest, IsNoneOfAnExpiredCertificate) {
  EXPECT_THAT(FaultOf(Files(), absl::Now() + absl::Hours(24 * 10)),
              AllOf(HasSubstr("server.crt"), HasSubstr("expired on 20")));
}

TEST_F(TlsIdentityTest, TakesWhatReplacesTheFiles) {
  const auto identity = *TlsIdentity::Load(Files(), absl::Now());
  identity->Look(absl::Now());
  EXPECT_EQ(identity->counters().reloads, 0U);
  Write(Files().certificate, FileText(Files("other").certificate));
  identity->Look(absl::Now());  // the key is still the old one
  EXPECT_EQ(identity->counters().reloads, 0U);
  EXPECT_EQ(identity->counters().failed_reloads, 0U);
  Write(Files().key, FileText(Files("other").key));
  identity->Look(absl::Now());
  EXPECT_EQ(identity->counters().reloads, 1U);
  EXPECT_EQ(identity->counters().failed_reloads, 0U);
}

TEST_F(TlsIdentityTest, CountsAFaultThatStandsOnce) {
  const auto identity = *TlsIdentity::Load(Files(), absl::Now());
  std::filesystem::remove(Files().key);
  for (int looks = 0; looks < 5; ++looks) identity->Look(absl::Now());
  EXPECT_EQ(identity->counters().failed_reloads, 1U);
  EXPECT_THAT(identity->counters().last_failure, HasSubstr("server.key: cannot be read"));
  Write(Files().key, "rubbish");
  for (int looks = 0; looks < 5; ++looks) identity->Look(absl::Now());
  EXPECT_EQ(identity->counters().failed_reloads, 2U);
  EXPECT_EQ(identity->counters().reloads, 0U);
}

}  // namespace
}  // namespace izin::testing
