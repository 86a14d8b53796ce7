// Signed rulesets from one end to the other: built and signed by izin, taken by a running izind.

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/integration/ruleset_bundles.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RulesBundle : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { bundles_ = new RulesetBundles(); }
  static void TearDownTestSuite() {
    delete bundles_;
    bundles_ = nullptr;
  }
  static RulesetBundles& bundles() { return *bundles_; }

  std::vector<std::string> Flags(const std::vector<std::string>& more = {}) const {
    return With({"--data-dir", data_.path() + "/db", "--ruleset-key", bundles().public_key()},
                more);
  }
  static Ran Ask(const Served& server, std::vector<std::string> words) {
    return RunIzin(With(std::move(words), {"--server", server.address()}));
  }
  // The fingerprint that answers now.
  static std::string Answering(const Served& server) {
    v1::ClassifyActivityResponse response;
    std::string id;
    const grpc::Status status = server.Classify(Asking("56101"), response, id);
    if (!status.ok()) return status.error_message();
    const std::string& ruleset = response.classification().ruleset();
    return ruleset.substr(ruleset.find('@') + 1);
  }

  static RulesetBundles* bundles_;
  TempFolder data_;
};

RulesetBundles* RulesBundle::bundles_ = nullptr;

TEST_F(RulesBundle, TheSameSourcesGiveTheSameFileWhereverTheyLie) {
  const std::string again = data_ / "again.bundle";
  ASSERT_EQ(RunIzin({"rules", "build", "--data", bundles().folder(2), "--ruleset", "pp28-2025",
                     "--output", again})
                .exit_code,
            0);
  EXPECT_EQ(FileText(again), FileText(bundles().bundle(2)));
}

TEST_F(RulesBundle, IsVerifiedAndShownWithItsFaults) {
  const std::string bundle = bundles().bundle(2);
  const Ran good = RunIzin({"rules", "verify", bundle, "--pubkey", bundles().public_key()});
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("sha256:"));
  const Ran shown = RunIzin({"rules", "show", bundle});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("rulesets/pp28-2025"),
                               HasSubstr("rulesets/pp28-2025/land.textproto")));
  const std::string damaged = data_ / "damaged.bundle";
  std::ofstream(damaged, std::ios::binary) << FileText(bundle) << "x";
  fs::copy_file(bundle + ".minisig", damaged + ".minisig");
  const Ran bad = RunIzin({"rules", "verify", damaged, "--pubkey", bundles().public_key()});
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_THAT(bad.err, HasSubstr("not that of these bytes"));
  EXPECT_EQ(RunIzin({"rules", "show", "/dev/null"}).exit_code, 3);
  EXPECT_EQ(RunIzin({"rules", "sign", bundle, "--key", data_ / "none.key"}).exit_code, 3);
}

TEST_F(RulesBundle, DebiansMinisignAcceptsIt) {
  EXPECT_EQ(std::system(absl::StrCat("minisign -Vq -p ", bundles().public_key(), " -m ",
                                     bundles().bundle(2))
                            .c_str()),
            0);
}

TEST_F(RulesBundle, RulesWithFaultsMakeNoFile) {
  const std::string folder = data_ / "faulty";
  fs::copy(bundles().folder(2), folder, fs::copy_options::recursive);
  ReplaceIn(folder + "/rulesets/pp28-2025/reporting.textproto", "scale: \"MICRO\"",
            "scale: \"SMALL\"");
  const std::string output = data_ / "faulty.bundle";
  const Ran ran =
      RunIzin({"rules", "build", "--data", folder, "--ruleset", "pp28-2025", "--output", output});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.out, HasSubstr("rulesets/pp28-2025/reporting.textproto:"));
  EXPECT_FALSE(fs::exists(output));
}

TEST_F(RulesBundle, IsActivatedRolledBackAndKeptOverRestarts) {
  std::string embedded;
  {
    Served server(Flags());
    embedded = Answering(server);
    const Ran checked = Ask(server, {"rules", "activate", bundles().bundle(2), "--validate-only"});
    EXPECT_EQ(checked.exit_code, 0) << checked.err;
    EXPECT_EQ(Answering(server), embedded);
    const Ran ran = Ask(server, {"rules", "activate", bundles().bundle(2)});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(Answering(server), bundles().fingerprint(2));
    EXPECT_THAT(server.err(), HasSubstr("event=ruleset_activated"));
    const Ran older = Ask(server, {"rules", "activate", bundles().bundle(1)});
    EXPECT_EQ(older.exit_code, 1);
    EXPECT_THAT(older.err, HasSubstr("is older than version 2"));
    EXPECT_THAT(server.err(), HasSubstr("event=ruleset_refused"));
    server.Kill();
  }
  {
    Served server(Flags());
    EXPECT_EQ(Answering(server), bundles().fingerprint(2));
    const Ran status = Ask(server, {"rules", "status"});
    EXPECT_EQ(status.exit_code, 0) << status.err;
    EXPECT_THAT(status.out, AllOf(HasSubstr(bundles().fingerprint(2)), HasSubstr("2026-09-30"),
                                  HasSubstr("is older than version 2")));
    const Ran back = Ask(server, {"rules", "rollback", "pp28-2025"});
    EXPECT_EQ(back.exit_code, 0) << back.err;
    EXPECT_EQ(Answering(server), embedded);
    EXPECT_EQ(Ask(server, {"rules", "rollback", "pp28-2025"}).exit_code, 1);
    server.Stop();
  }
  Served server(Flags());
  EXPECT_EQ(Answering(server), embedded);
  server.Stop();
  const Ran offline = RunIzin({"rules", "status", "--data-dir", data_.path() + "/db"});
  EXPECT_EQ(offline.exit_code, 0) << offline.err;
  EXPECT_THAT(offline.out, HasSubstr("rulesets/pp28-2025@"));
  const auto in = [&](const char* language) {
    return RunIzin({"rules", "status", "--data-dir", data_.path() + "/db", "--lang", language}).out;
  };
  EXPECT_THAT(in("en"), HasSubstr("Last success: "));
  EXPECT_THAT(in("id"), HasSubstr("Terakhir berhasil: "));
}

TEST_F(RulesBundle, AServerWithoutKeysTakesNothing) {
  Served server({"--data-dir", data_.path() + "/db"});
  const Ran ran = Ask(server, {"rules", "activate", bundles().bundle(2)});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.err, HasSubstr("--ruleset-key"));
  server.Stop();
}

TEST_F(RulesBundle, AWatchedFolderActivatesWhatIsMovedIntoIt) {
  const std::string folder = data_ / "rules";
  fs::create_directory(folder);
  Served server(Flags({"--ruleset-dir", folder, "--signed-rulesets-only"}));
  EXPECT_THAT(Answering(server), HasSubstr("no ruleset is loaded"));
  const auto put = [&](const std::string& name, const std::string& content) {
    std::ofstream(data_ / "aside", std::ios::binary) << content;
    fs::rename(data_ / "aside", absl::StrCat(folder, "/", name));
  };
  put("pp28.bundle.minisig", FileText(bundles().bundle(2) + ".minisig"));
  put("pp28.bundle", FileText(bundles().bundle(2)).substr(0, 1000000));  // half-written
  for (int i = 0; i < 3000 && server.err().find("event=ruleset_refused") == std::string::npos; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_THAT(Answering(server), HasSubstr("no ruleset is loaded"));
  put("pp28.bundle", FileText(bundles().bundle(2)));
  for (int i = 0; i < 3000 && Answering(server) != bundles().fingerprint(2); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(Answering(server), bundles().fingerprint(2));
  // A bad one in its place: the last good one serves, after a restart too.
  put("pp28.bundle", "no bundle");
  for (int i = 0;
       i < 3000 &&
       Ask(server, {"rules", "status"}).out.find("not that of these bytes") == std::string::npos;
       ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(Answering(server), bundles().fingerprint(2));
  server.Stop();
  Served again(Flags({"--ruleset-dir", folder, "--signed-rulesets-only"}));
  EXPECT_EQ(Answering(again), bundles().fingerprint(2));
  again.Stop();
}

TEST_F(RulesBundle, ADayOfAnOldDecisionIsReplayedUnderItsOwnRuleset) {
  Served server(Flags({"--decision-log", "sync"}));
  ASSERT_EQ(Ask(server, {"rules", "activate", bundles().bundle(2)}).exit_code, 0);
  v1::ClassifyActivityRequest pinned = Asking("56101");
  const std::string id = server.IdOf(pinned);
  ASSERT_EQ(Ask(server, {"rules", "activate", bundles().bundle(3)}).exit_code, 0);
  v1::GetDecisionRequest request;
  request.set_id(id);
  v1::GetDecisionResponse decision;
  ASSERT_TRUE(server.decisions().GetDecision(Within(60).get(), request, &decision).ok());
  EXPECT_THAT(decision.decision().ruleset(), HasSubstr(bundles().fingerprint(2)));
  pinned.set_ruleset(decision.decision().ruleset());
  v1::ClassifyActivityResponse response;
  std::string unused;
  ASSERT_TRUE(server.Classify(pinned, response, unused).ok());
  EXPECT_EQ(response.classification().ruleset(), decision.decision().ruleset());
  EXPECT_EQ(Answering(server), bundles().fingerprint(3));
  server.Stop();
}

}  // namespace
}  // namespace izin::testing
