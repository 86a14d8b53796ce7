// izind over TLS: who is let in, and certificates that are replaced while it serves.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "tests/integration/process.h"
#include "tests/integration/served.h"
#include "tests/testing/certificates.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class TlsProcess : public ::testing::Test {
 protected:
  TlsProcess() { authority_.Sign("server"); }

  std::vector<std::string> Flags(std::vector<std::string> more = {}) const {
    more.insert(more.end(),
                {"--listen", "127.0.0.1:0", "--tls-cert", authority_.CertificateOf("server"),
                 "--tls-key", authority_.KeyOf("server")});
    return more;
  }
  // Of a client that believes `authority`, with the certificate NAME of ours; "" = with none.
  grpc::Status Ask(const std::string& address, const Authority& authority,
                   const std::string& name = "") const {
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = FileText(authority.certificate());
    if (!name.empty()) {
      tls.pem_cert_chain = FileText(authority_.CertificateOf(name));
      tls.pem_private_key = FileText(authority_.KeyOf(name));
    }
    grpc::ChannelArguments alone;
    alone.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return AskOver(grpc::CreateCustomChannel(address, grpc::SslCredentials(tls), alone));
  }
  static grpc::Status AskOver(const std::shared_ptr<grpc::Channel>& channel) {
    v1::GetKbliEntryRequest request;
    request.set_code("56101");
    v1::GetKbliEntryResponse response;
    return v1::KbliService::NewStub(channel)->GetKbliEntry(Within(20).get(), request, &response);
  }
  // What openssl's client sees.
  static std::string Handshake(const std::string& address, const std::string& more) {
    const std::string command =
        absl::StrCat("openssl s_client -connect ", address, " ", more, " </dev/null 2>&1");
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(::popen(command.c_str(), "r"), ::pclose);
    std::string text;
    char part[4096];
    while (std::fgets(part, sizeof part, out.get()) != nullptr) text += part;
    return text;
  }
  // Puts another certificate with its key in the place of the server's, one after the other.
  void Become(const std::string& name) const {
    for (const auto& [from, to] :
         {std::pair{authority_.KeyOf(name), authority_.KeyOf("server")},
          std::pair{authority_.CertificateOf(name), authority_.CertificateOf("server")}}) {
      std::filesystem::copy_file(from, to + ".new",
                                 std::filesystem::copy_options::overwrite_existing);
      std::filesystem::rename(to + ".new", to);
    }
  }

  TempFolder folder_;
  const Authority authority_{folder_.path(), "authority"};
};

TEST_F(TlsProcess, AnswersClientsThatBelieveItsAuthority) {
  Process izind("izind", Flags());
  const std::string address = izind.ListeningAddress();
  ASSERT_NE(address, "") << izind.err();
  EXPECT_TRUE(Ask(address, authority_).ok());
  const Authority stranger(folder_.path(), "stranger");
  EXPECT_EQ(Ask(address, stranger).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(AskOver(ChannelTo(address)).error_code(), grpc::StatusCode::UNAVAILABLE);  // plain text
}

TEST_F(TlsProcess, SpeaksNothingOlderThanTls12) {
  Process izind("izind", Flags());
  const std::string address = izind.ListeningAddress();
  EXPECT_THAT(Handshake(address, "-alpn h2 -tls1_2"), HasSubstr("Protocol  : TLSv1.2"));
  EXPECT_THAT(Handshake(address, "-alpn h2 -tls1_3"), HasSubstr("TLSv1.3"));
  const std::string old = Handshake(address, "-alpn h2 -tls1_1 -cipher DEFAULT@SECLEVEL=0");
  EXPECT_THAT(old, HasSubstr("no peer certificate available"));
}

TEST_F(TlsProcess, LetsInWhomItsAuthoritySigned) {
  const Authority clients(folder_.path(), "clients");
  Process izind("izind", Flags({"--tls-client-ca", authority_.certificate()}));
  const std::string address = izind.ListeningAddress();
  authority_.Sign("portal");
  authority_.Sign("late", -1);
  EXPECT_TRUE(Ask(address, authority_, "portal").ok());
  EXPECT_EQ(Ask(address, authority_).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Ask(address, authority_, "late").error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Ask(address, authority_, "clients").error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsProcess, TakesNewCertificatesWhileItServes) {
  Process izind("izind", Flags());
  const std::string address = izind.ListeningAddress();
  authority_.Sign("renewed");
  Become("renewed");
  std::string seen;
  for (int tries = 0; tries < 100 && seen.find("CN = renewed") == std::string::npos; ++tries) {
    EXPECT_TRUE(Ask(address, authority_).ok());
    seen = Handshake(address, "-alpn h2");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_THAT(seen, HasSubstr("CN = renewed"));
  EXPECT_THAT(izind.err(), HasSubstr("event=tls_reloaded"));
}

TEST_F(TlsProcess, KeepsTheOldOneWhereTheNewOneIsWrong) {
  Process izind("izind", Flags());
  const std::string address = izind.ListeningAddress();
  std::ofstream(authority_.KeyOf("server"), std::ios::trunc) << "rubbish";
  for (int tries = 0; tries < 100 && izind.err().find("tls_reload_failed") == std::string::npos;
       ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_THAT(izind.err(), HasSubstr("event=tls_reload_failed failed_tls_reloads=1"));
  EXPECT_THAT(izind.err(), HasSubstr("server.key: want a private key"));
  std::this_thread::sleep_for(std::chrono::seconds(2));  // until the library has looked again
  EXPECT_TRUE(Ask(address, authority_).ok());
}

TEST_F(TlsProcess, LeavesThisMachineOnlyWithTls) {
  Process plain("izind", {"--listen", "0.0.0.0:0"});
  EXPECT_EQ(plain.Wait(), 2);
  EXPECT_THAT(plain.err(), HasSubstr("plain text stays on this machine"));
  Process encrypted("izind", [&] {
    std::vector<std::string> flags = Flags();
    flags[1] = "0.0.0.0:0";
    return flags;
  }());
  const std::string address = encrypted.ListeningAddress();
  ASSERT_NE(address, "") << encrypted.err();
  absl::string_view port = address;
  ASSERT_TRUE(absl::ConsumePrefix(&port, "0.0.0.0:"));
  EXPECT_TRUE(Ask(absl::StrCat("127.0.0.1:", port), authority_).ok());
  EXPECT_THAT(encrypted.err(), Not(HasSubstr("insecure_listen")));
}

TEST_F(TlsProcess, WarnsOfPlainTextBeyondThisMachine) {
  Process izind("izind", {"--listen", "0.0.0.0:0", "--insecure-listen"});
  ASSERT_NE(izind.ListeningAddress(), "") << izind.err();
  EXPECT_THAT(izind.err(), HasSubstr("event=insecure_listen"));
}

TEST_F(TlsProcess, RefusesFilesThatDoNotFit) {
  authority_.Sign("other");
  Process izind("izind",
                {"--listen", "127.0.0.1:0", "--tls-cert", authority_.CertificateOf("server"),
                 "--tls-key", authority_.KeyOf("other")});
  EXPECT_EQ(izind.Wait(), 2);
  EXPECT_THAT(izind.err(), HasSubstr("is not the key of"));
  Process half("izind", {"--tls-cert", authority_.CertificateOf("server")});
  EXPECT_EQ(half.Wait(), 2);
  EXPECT_THAT(half.err(), HasSubstr("tls_cert and tls_key: want both or neither"));
}

TEST_F(TlsProcess, IsAskedByTheCommandLine) {
  authority_.Sign("officer");
  Process izind("izind", Flags({"--tls-client-ca", authority_.certificate()}));
  const std::string address = izind.ListeningAddress();
  const std::vector<std::string> question = {"convert", "56101", "--server", address};
  const auto run = [&](std::vector<std::string> more) {
    more.insert(more.begin(), question.begin(), question.end());
    Process izin("izin", std::move(more));
    const int code = izin.Wait();
    return absl::StrCat(code, " ", izin.out(), izin.err());
  };
  EXPECT_THAT(run({"--tls-ca", authority_.certificate(), "--tls-cert",
                   authority_.CertificateOf("officer"), "--tls-key", authority_.KeyOf("officer")}),
              HasSubstr("0 56101"));
  EXPECT_THAT(run({"--tls-ca", authority_.certificate()}), HasSubstr("3 "));
  EXPECT_THAT(run({"--tls-ca", folder_ / "none"}), HasSubstr("none: cannot be read"));
}

}  // namespace
}  // namespace izin::testing
