#include "service/server/server_config.h"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/text_format.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A file of its own for each test.
class ServerConfigTest : public ::testing::Test {
 protected:
  ServerConfigTest()
      : path_(absl::StrCat(::testing::TempDir(), "/config-", ::getpid(), "-",
                           ::testing::UnitTest::GetInstance()->current_test_info()->name())) {}
  ~ServerConfigTest() override { std::remove(path_.c_str()); }

  absl::StatusOr<internal::ServerConfig> Read(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return ReadServerConfig(path_);
  }

  const std::string path_;
};

TEST_F(ServerConfigTest, DefaultsStandWhereNothingIsSaid) {
  const internal::ServerConfig config = WithDefaults({});
  EXPECT_EQ(config.listen(), "127.0.0.1:8980");
  EXPECT_EQ(config.log_level(), "info");
  EXPECT_EQ(config.shutdown_grace_ms(), 5000);
  EXPECT_EQ(config.rulesets(), "");
}

TEST_F(ServerConfigTest, WhatIsSaidStands) {
  const auto config =
      Read("listen: '[::1]:0'\nlog_level: 'debug' # talkative\nshutdown_grace_ms: 7\n");
  ASSERT_TRUE(config.ok()) << config.status();
  const internal::ServerConfig full = WithDefaults(*config);
  EXPECT_EQ(full.listen(), "[::1]:0");
  EXPECT_EQ(full.log_level(), "debug");
  EXPECT_EQ(full.shutdown_grace_ms(), 7);
}

TEST_F(ServerConfigTest, WantsTheFilesOfTlsTogether) {
  internal::ServerConfig config;
  config.set_tls_client_ca("ca.crt");
  EXPECT_THAT(std::string(CheckServerConfig(config).message()),
              HasSubstr("tls_client_ca: wants tls_cert and tls_key"));
  config.set_tls_key("server.key");
  EXPECT_THAT(std::string(CheckServerConfig(config).message()),
              HasSubstr("tls_cert and tls_key: want both or neither"));
  config.set_tls_cert("server.crt");
  EXPECT_TRUE(CheckServerConfig(config).ok());
}

TEST_F(ServerConfigTest, TakesNoSignedRulesetsBesideOverlays) {
  internal::ServerConfig config;
  config.add_overlay("overlays/medan");
  EXPECT_TRUE(CheckServerConfig(config).ok());
  config.add_ruleset_key("RWQ");
  EXPECT_THAT(std::string(CheckServerConfig(config).message()),
              HasSubstr("overlay and ruleset_key: not both"));
}

TEST_F(ServerConfigTest, DefaultsAndTheirNeighboursAreSound) {
  EXPECT_TRUE(CheckServerConfig({}).ok());
  EXPECT_TRUE(CheckServerConfig(WithDefaults({})).ok());
  for (const char* level : {"debug", "info", "warning", "error"}) {
    internal::ServerConfig config;
    config.set_log_level(level);
    config.set_answer_cache_mib(-1);
    config.set_decision_log("off");
    EXPECT_TRUE(CheckServerConfig(config).ok()) << level;
  }
}

struct UnsoundCase {
  std::string name;
  std::string text;
  std::string said;
};
class Unsound : public ServerConfigTest, public ::testing::WithParamInterface<UnsoundCase> {};

TEST_P(Unsound, SettingsAreRefusedByName) {
  google::protobuf::TextFormat::Parser parser;
  internal::ServerConfig config;
  ASSERT_TRUE(parser.ParseFromString(GetParam().text, &config));
  const absl::Status status = CheckServerConfig(config);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), GetParam().said);
}

INSTANTIATE_TEST_SUITE_P(
    OfEveryKind, Unsound,
    ::testing::Values(
        UnsoundCase{"LogLevel", "log_level: 'loud'",
                    "log_level \"loud\": want one of debug info warning error"},
        UnsoundCase{"LogLevelOfTheLibrary", "log_level: 'off'",
                    "log_level \"off\": want one of debug info warning error"},
        UnsoundCase{"KeyWithoutStore", "ruleset_key: 'RW'",
                    "ruleset_key: want data_dir too, where activated rulesets are kept"},
        UnsoundCase{"FolderWithoutKey", "ruleset_dir: '/rules'",
                    "ruleset_dir: want ruleset_key too: nothing unsigned is taken"},
        UnsoundCase{"SignedOnlyWithoutKey", "signed_rulesets_only: true",
                    "signed_rulesets_only: want ruleset_key too: nothing would ever answer"},
        UnsoundCase{"SignedOnlyWithAFolder",
                    "signed_rulesets_only: true rulesets: 'data' ruleset_key: 'RW' data_dir: 'd'",
                    "signed_rulesets_only: want no rulesets, which are not signed"},
        UnsoundCase{"KeysWithoutIssuer", "jwt_keys: 'k' jwt_audience: 'a'",
                    "jwt_keys: want jwt_issuer and jwt_audience too: whose tokens are taken, and "
                    "for whom"},
        UnsoundCase{"RestWithoutKeys", "jwt_issuer: 'i'",
                    "jwt_*: want jwt_keys too: without keys no token is looked at"},
        UnsoundCase{"Skew",
                    "jwt_keys: 'k' jwt_issuer: 'i' jwt_audience: 'a' "
                    "jwt_clock_skew_seconds: -2",
                    "jwt_clock_skew_seconds -2: want -1 or more"},
        UnsoundCase{"TwoPersonsWithoutNames",
                    "two_person_activation: true ruleset_key: 'RW' data_dir: 'd'",
                    "two_person_activation: want jwt_keys, or roles and tls_client_ca: without "
                    "them nobody has a name"},
        UnsoundCase{"TwoPersonsBesideAFolder",
                    "two_person_activation: true ruleset_key: 'RW' data_dir: 'd' ruleset_dir: 'r' "
                    "jwt_keys: 'k' jwt_issuer: 'i' jwt_audience: 'a'",
                    "two_person_activation: want no ruleset_dir: who writes into it activates "
                    "alone"},
        UnsoundCase{"Leave", "cuti_bersama: 'never'",
                    "cuti_bersama \"never\": want one of skip count"},
        UnsoundCase{"Log", "decision_log: 'ASYNC'",
                    "decision_log \"ASYNC\": want one of off async sync"},
        UnsoundCase{"WhenFull", "decision_log_on_full: 'x'",
                    "decision_log_on_full \"x\": want one of shed block"},
        UnsoundCase{"Cache", "answer_cache_mib: -2", "answer_cache_mib -2: want -1 or more"},
        UnsoundCase{"Grace", "shutdown_grace_ms: -1", "shutdown_grace_ms -1: want 0 or more"},
        UnsoundCase{"Connections", "max_connections: -5", "max_connections -5: want 0 or more"},
        UnsoundCase{"Streams", "max_streams_per_connection: -1",
                    "max_streams_per_connection -1: want 0 or more"},
        UnsoundCase{"Buffers", "max_buffers_mib: -1", "max_buffers_mib -1: want 0 or more"},
        UnsoundCase{"Idle", "connection_idle_seconds: -1",
                    "connection_idle_seconds -1: want 0 or more"},
        UnsoundCase{"Age", "connection_age_seconds: -1",
                    "connection_age_seconds -1: want 0 or more"},
        UnsoundCase{"Unread", "unread_stream_seconds: -1",
                    "unread_stream_seconds -1: want 0 or more"},
        UnsoundCase{"Several", "log_level: 'loud' max_connections: -5",
                    "log_level \"loud\": want one of debug info warning error\n"
                    "max_connections -5: want 0 or more"}),
    [](const auto& test) { return test.param.name; });

// The configuration of the package, line by line.
std::vector<std::string> LinesOfThePackage() {
  std::ostringstream text;
  text << std::ifstream("deploy/debian/izind.textproto").rdbuf();
  return absl::StrSplit(text.str(), '\n');
}

TEST_F(ServerConfigTest, OfThePackageLoadsWithEveryFieldThatItShows) {
  std::string text;
  std::string others = " ";  // what others rule out
  for (const std::string& line : LinesOfThePackage()) {
    absl::string_view shown = line;
    if (absl::ConsumePrefix(&shown, "#| ")) {
      absl::StrAppend(&others, shown, " ");
    } else if (shown.empty() || !absl::StartsWith(shown, "# ")) {
      absl::ConsumePrefix(&shown, "#");
      absl::StrAppend(&text, shown, "\n");
    }
  }
  const auto config = Read(text);
  ASSERT_TRUE(config.ok()) << config.status() << "\n" << text;
  EXPECT_TRUE(CheckServerConfig(*config).ok()) << CheckServerConfig(*config);
  const google::protobuf::Descriptor& fields = *internal::ServerConfig::descriptor();
  for (int i = 0; i < fields.field_count(); ++i) {
    const std::string wanted = fields.field(i)->name() + ": ";
    const bool is_shown = absl::StartsWith(text, wanted) || absl::StrContains(text, "\n" + wanted);
    const bool is_ruled_out = wanted != "ruleset_key: " && absl::StrContains(others, " " + wanted);
    EXPECT_NE(is_shown, is_ruled_out) << wanted;
  }
}

TEST_F(ServerConfigTest, OfThePackageLoadsWithWhatOthersRuleOut) {
  std::string shipped;
  std::vector<std::string> others;
  for (const std::string& line : LinesOfThePackage()) {
    absl::string_view shown = line;
    if (absl::ConsumePrefix(&shown, "#| ")) others.emplace_back(shown);
    if (!absl::StartsWith(shown, "#")) absl::StrAppend(&shipped, line, "\n");
  }
  EXPECT_EQ(others.size(), 4U);
  others.emplace_back();  // as it is
  for (const std::string& line : others) {
    const auto config = Read(absl::StrCat(shipped, line, "\n"));
    ASSERT_TRUE(config.ok()) << config.status() << "\n" << line;
    EXPECT_TRUE(CheckServerConfig(*config).ok()) << line << CheckServerConfig(*config);
    EXPECT_EQ(config->data_dir(), "/var/lib/izin/data") << line;
  }
}

TEST_F(ServerConfigTest, AnEmptyFileIsAllDefaults) {
  const auto config = Read("");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->ByteSizeLong(), 0U);
}

TEST_F(ServerConfigTest, AnUnknownFieldIsNamedWithItsPlace) {
  const absl::Status status = Read("listen: '127.0.0.1:0'\n  port: 1\n").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(absl::StrCat(path_, ":2:")));
  EXPECT_THAT(std::string(status.message()), HasSubstr("port"));
}

TEST_F(ServerConfigTest, AWrongTypeIsNamedWithItsPlace) {
  const absl::Status status = Read("shutdown_grace_ms: 'soon'\n").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(absl::StrCat(path_, ":1:")));
}

TEST_F(ServerConfigTest, AMissingFileIsNamed) {
  const absl::Status status = ReadServerConfig(path_ + "-none").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), StartsWith(path_ + "-none: "));
}

}  // namespace
}  // namespace izin
