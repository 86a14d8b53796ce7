// Who may call what, from one end to the other: certificates, tokens, HTTP, the command line.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/integration/ruleset_bundles.h"
#include "tests/integration/served.h"
#include "tests/testing/certificates.h"
#include "tests/testing/tokens.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class AccessProcess : public ::testing::Test {
 protected:
  AccessProcess() {
    std::filesystem::create_directories(keys());
    signer_.Publish(keys(), "sso");
    ::setenv("LANG", "id_ID.UTF-8", 1);
  }
  ~AccessProcess() override { ::unsetenv("LANG"); }

  std::string keys() const { return folder_ / "keys"; }
  std::vector<std::string> Flags(const std::vector<std::string>& more = {}) const {
    return With({"--jwt-keys", keys(), "--jwt-issuer", "https://sso.example.go.id",
                 "--jwt-audience", "izin"},
                more);
  }
  // A file with a token of `subject`.
  std::string TokenFile(const std::string& subject, const std::string& role) const {
    const std::string path = folder_ / (subject + ".token");
    std::ofstream(path) << signer_.SignAs("sso",
                                          ClaimsOf(subject, absl::Now(),
                                                   absl::StrCat(R"(,"roles":[")", role, R"("])")))
                        << "\n";
    return path;
  }
  std::string Roles(const std::string& text) const {
    const std::string path = folder_ / "roles.textproto";
    std::ofstream(path) << text;
    return path;
  }

  TempFolder folder_;
  const TokenSigner signer_ = TokenSigner::Rsa();
};

TEST_F(AccessProcess, KnowsPortalsByCertificateAndOfficersByToken) {
  const Authority authority(folder_.path(), "authority");
  authority.Sign("server");
  authority.Sign("portal");
  authority.Sign("stranger");
  const Served server(
      Flags({"--tls-cert", authority.CertificateOf("server"), "--tls-key",
             authority.KeyOf("server"), "--tls-client-ca", authority.certificate(), "--roles",
             Roles("identity { certificate: \"portal\" role: \"caller\" }\n")}));
  const auto ask = [&](const std::string& name, const std::vector<std::string>& more,
                       const std::vector<std::string>& words) {
    return RunIzin(
        With(With(words,
                  {"--server", server.address(), "--tls-ca", authority.certificate(), "--tls-cert",
                   authority.CertificateOf(name), "--tls-key", authority.KeyOf(name)}),
             more));
  };
  const std::vector<std::string> classify = {"classify", "--kbli",     "56101", "--scale",
                                             "micro",    "--location", "land"};
  EXPECT_EQ(ask("portal", {}, classify).exit_code, 0);
  const Ran stranger = ask("stranger", {}, classify);
  EXPECT_EQ(stranger.exit_code, 3);
  EXPECT_THAT(stranger.err, HasSubstr("tidak punya peran di server ini; perlu peran caller"));
  const std::vector<std::string> replay = {"decisions", "replay", "--ruleset", "pp28-2025"};
  EXPECT_THAT(ask("portal", {}, replay).err,
              HasSubstr("portal berperan caller; perlu peran officer, rule-admin"));
  // Beside a token the certificate gives nothing.
  const Ran officer = ask("stranger", {"--token-file", TokenFile("siti", "officer")}, replay);
  EXPECT_EQ(officer.exit_code, 0) << officer.err;
  EXPECT_THAT(server.err(), HasSubstr("event=audit who=\"jwt:siti\" from=\"ipv4:127.0.0.1:"));
  EXPECT_THAT(server.err(), HasSubstr("method=ReplayDecisions outcome=OK"));
}

TEST_F(AccessProcess, SpeaksToOfficersInTheirLanguage) {
  const Served server(Flags());
  const auto ask = [&](const std::vector<std::string>& more) {
    return RunIzin(With({"convert", "56101", "--server", server.address()}, more));
  };
  EXPECT_EQ(ask({"--token-file", TokenFile("siti", "viewer")}).exit_code, 0);
  const Ran nothing = ask({});
  EXPECT_EQ(nothing.exit_code, 3);
  EXPECT_EQ(nothing.err, "izin: perlu token (authorization: Bearer ...) atau sertifikat klien\n");
  std::ofstream(folder_ / "cut") << "eyJhbGciOi";
  EXPECT_THAT(ask({"--token-file", folder_ / "cut"}).err, HasSubstr("atau terpotong"));
  EXPECT_THAT(ask({"--token-file", folder_ / "none"}).err, HasSubstr("none: cannot be read"));
  std::ofstream(folder_ / "two") << "a b";
  EXPECT_THAT(ask({"--token-file", folder_ / "two"}).err, HasSubstr("holds no token"));
  const Ran away = RunIzin(
      {"convert", "56101", "--server", "192.0.2.1:1", "--token-file", TokenFile("siti", "viewer")});
  EXPECT_THAT(away.err, HasSubstr("want --tls-ca too"));
}

TEST_F(AccessProcess, AsksOverHttpAndCountsIt) {
  const Served server(Flags({"--http", "127.0.0.1:0"}));
  const std::string out = server.out();
  const std::string http = out.substr(out.find("izind http ") + 11);
  const std::string address = http.substr(0, http.find('\n'));
  const auto curl = [&](const std::string& more) {
    const std::string file = folder_ / "curl";
    const std::string command = absl::StrCat("curl -s -i ", more, " http://", address);
    EXPECT_EQ(std::system(absl::StrCat(command, " >", file).c_str()), 0) << command;
    return FileText(file);
  };
  const std::string call = absl::StrCat(
      "--json '{\"code\":\"56101\"}' --request-target /izin.v1.KbliService/GetKbliEntry ");
  EXPECT_THAT(curl(call), AllOf(HasSubstr("401"), HasSubstr("WWW-Authenticate: Bearer")));
  const std::string token = TokenFile("siti", "viewer");
  EXPECT_THAT(curl(absl::StrCat(call, "-H \"Authorization: Bearer $(cat ", token, ")\"")),
              AllOf(HasSubstr("200 OK"), HasSubstr("56101")));
  // A key that cannot be read leaves the old ones, and is counted.
  std::ofstream(keys() + "/sso.pem", std::ios::trunc) << "rubbish";
  std::string metrics;
  for (int tries = 0; tries < 100; ++tries) {
    metrics = curl("--request-target /metrics");
    if (metrics.find("izin_jwt_key_reload_failures_total 1") != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_THAT(metrics, AllOf(HasSubstr("izin_jwt_key_reload_failures_total 1"),
                             HasSubstr("izin_calls_unauthenticated_total 1")));
  EXPECT_THAT(server.err(), HasSubstr("event=jwt_keys_reload_failed"));
  EXPECT_THAT(curl(absl::StrCat(call, "-H \"Authorization: Bearer $(cat ", token, ")\"")),
              HasSubstr("200 OK"));
}

TEST_F(AccessProcess, ActivatesWhatTwoPersonsWant) {
  RulesetBundles bundles;
  const std::string audit = folder_ / "audit.jsonl";
  const Served server(Flags({"--data-dir", folder_ / "db", "--ruleset-key", bundles.public_key(),
                             "--two-person-activation", "--audit-log", audit}));
  const auto activate = [&](const std::string& subject) {
    return RunIzin({"rules", "activate", bundles.bundle(2), "--server", server.address(),
                    "--token-file", TokenFile(subject, "rule-admin")});
  };
  const auto status = [&] {
    return RunIzin({"rules", "status", "--server", server.address(), "--token-file",
                    TokenFile("tamu", "viewer")})
        .out;
  };
  const Ran first = activate("siti");
  EXPECT_EQ(first.exit_code, 1);
  EXPECT_THAT(first.err, HasSubstr("diusulkan oleh jwt:siti dan belum aktif"));
  EXPECT_THAT(status(), AllOf(HasSubstr("Menunggu orang kedua: rulesets/pp28-2025@"),
                              HasSubstr("diusulkan oleh jwt:siti pada ")));
  EXPECT_THAT(activate("siti").err, HasSubstr("orang lain yang harus mengaktifkannya"));
  const Ran second = activate("budi");
  EXPECT_EQ(second.exit_code, 0) << second.err;
  EXPECT_THAT(status(),
              AllOf(HasSubstr(bundles.fingerprint(2)), Not(HasSubstr("Menunggu orang kedua"))));
  const std::string text = FileText(audit);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6) << text;
  EXPECT_THAT(text, HasSubstr(absl::StrCat("\"fingerprint\":\"", bundles.fingerprint(2), "\"")));
  EXPECT_THAT(text, HasSubstr(R"("who":"jwt:budi")"));
}

TEST_F(AccessProcess, CountsTheCertificateAndTheTokenOfOnePersonAsOne) {
  RulesetBundles bundles;
  const Authority authority(folder_.path(), "authority");
  for (const char* name : {"server", "siti-laptop", "siti-desktop", "budi-laptop", "pipeline"})
    authority.Sign(name);
  const std::string audit = folder_ / "audit.jsonl";
  const Served server(Flags(
      {"--data-dir", folder_ / "db", "--ruleset-key", bundles.public_key(),
       "--two-person-activation", "--audit-log", audit, "--tls-cert",
       authority.CertificateOf("server"), "--tls-key", authority.KeyOf("server"), "--tls-client-ca",
       authority.certificate(), "--roles",
       Roles("identity { certificate: \"siti-laptop\" person: \"siti\" role: \"rule-admin\" }\n"
             "identity { certificate: \"siti-desktop\" person: \"siti\" role: \"rule-admin\" }\n"
             "identity { certificate: \"budi-laptop\" person: \"budi\" role: \"rule-admin\" }\n"
             "identity { certificate: \"pipeline\" role: \"rule-admin\" }\n")}));
  const auto activate = [&](const std::string& certificate, const std::string& token) {
    std::vector<std::string> words = {"rules",
                                      "activate",
                                      bundles.bundle(2),
                                      "--server",
                                      server.address(),
                                      "--tls-ca",
                                      authority.certificate(),
                                      "--tls-cert",
                                      authority.CertificateOf(certificate),
                                      "--tls-key",
                                      authority.KeyOf(certificate)};
    words = With(words, {"--timeout", "300"});  // each proves the rules anew
    if (!token.empty()) words = With(words, {"--token-file", TokenFile(token, "rule-admin")});
    return RunIzin(words);
  };
  // A certificate that is nobody's proposes nothing.
  const Ran nobody = activate("pipeline", "");
  EXPECT_EQ(nobody.exit_code, 3);
  EXPECT_THAT(nobody.err, HasSubstr("\"pipeline\" tidak diketahui siapa orangnya: perlu token"));
  EXPECT_THAT(activate("siti-laptop", "").err,
              HasSubstr("diusulkan oleh jwt:siti dan belum aktif"));
  for (const Ran& again : {activate("siti-desktop", ""), activate("pipeline", "siti"),
                           activate("budi-laptop", "siti")}) {
    EXPECT_EQ(again.exit_code, 1);
    EXPECT_THAT(again.err, HasSubstr("orang lain yang harus mengaktifkannya"));
  }
  EXPECT_EQ(activate("pipeline", "").exit_code, 3);
  const Ran second = activate("budi-laptop", "");
  EXPECT_EQ(second.exit_code, 0) << second.err;
  const std::string text = FileText(audit);
  EXPECT_THAT(text, HasSubstr(R"("outcome":"BEGUN","certificate":"siti-desktop"})"));
  EXPECT_THAT(text, HasSubstr(R"("outcome":"OK","certificate":"budi-laptop","digest":")"));
  EXPECT_THAT(text, HasSubstr(R"("who":"jwt:budi")"));
  EXPECT_THAT(text, HasSubstr(R"("method":"ActivateRuleset","outcome":"PERMISSION_DENIED")"));
}

TEST_F(AccessProcess, DoesNotStartWhereTwoPersonsCannotBe) {
  RulesetBundles bundles;
  const Authority authority(folder_.path(), "authority");
  authority.Sign("server");
  const auto said = [&](const std::string& roles) {
    Process izind("izind",
                  {"--listen", "127.0.0.1:0", "--data-dir", folder_ / "db", "--ruleset-key",
                   bundles.public_key(), "--two-person-activation", "--tls-cert",
                   authority.CertificateOf("server"), "--tls-key", authority.KeyOf("server"),
                   "--tls-client-ca", authority.certificate(), "--roles", Roles(roles)});
    EXPECT_EQ(izind.Wait(), 2) << izind.err();
    return izind.err();
  };
  EXPECT_THAT(said("identity { certificate: \"a\" role: \"rule-admin\" }\n"
                   "identity { certificate: \"b\" role: \"rule-admin\" }\n"),
              HasSubstr("two_person_activation: by roles 0 persons may activate a ruleset"));
  EXPECT_THAT(said("identity { certificate: \"a\" person: \"siti\" role: \"rule-admin\" }\n"
                   "identity { certificate: \"b\" person: \"siti\" role: \"rule-admin\" }\n"
                   "identity { certificate: \"c\" person: \"budi\" role: \"officer\" }\n"),
              HasSubstr("by roles 1 person may activate a ruleset: want 2 or more"));
}

TEST_F(AccessProcess, DoesNotStartWithAccessThatWillNotDo) {
  const auto said = [](std::vector<std::string> flags) {
    Process izind("izind", With(std::move(flags), {"--listen", "127.0.0.1:0"}));
    EXPECT_EQ(izind.Wait(), 2) << izind.err();
    return izind.err();
  };
  EXPECT_THAT(said({"--roles", Roles("anonymous { role: \"king\" }\nidentity { }\n")}),
              AllOf(HasSubstr("roles.textproto:1:13: error: role \"king\""),
                    HasSubstr("roles.textproto:2:1: error: want one of certificate")));
  EXPECT_THAT(said({"--jwt-keys", keys()}), HasSubstr("want jwt_issuer and jwt_audience too"));
  EXPECT_THAT(said({"--audit-log", "/no/such/folder/audit"}), HasSubstr("cannot be opened"));
  std::ofstream(keys() + "/other.pem") << "rubbish";
  EXPECT_THAT(said(Flags()), HasSubstr("other.pem: want a public key in PEM"));
}

}  // namespace
}  // namespace izin::testing
