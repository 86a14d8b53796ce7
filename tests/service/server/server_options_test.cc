#include "service/server/server_options.h"

#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "service/server/server_config.h"
#include "tests/integration/process.h"

namespace izin {
namespace {

TEST(ServerOptionsTest, DefaultsAreThoseOfTheServer) {
  const Server::Options options = ServerOptionsOf(WithDefaults({}));
  EXPECT_EQ(options.listen, "127.0.0.1:8980");
  EXPECT_EQ(options.data_dir, "");
  EXPECT_EQ(options.joint_leave, JointLeave::kSkipped);
  EXPECT_EQ(options.answer_cache_bytes, std::size_t{128} << 20);
  EXPECT_EQ(options.decision_log.mode, DecisionLogMode::kAsync);
  EXPECT_EQ(options.decision_log.when_full, WhenLogFull::kShed);
  EXPECT_EQ(options.limits.connections, ServerLimits().connections);
  EXPECT_EQ(options.limits.idle, ServerLimits().idle);
  EXPECT_EQ(options.admission.callers.rate, 0);
  EXPECT_EQ(options.admission.callers.calls, 0);
  EXPECT_EQ(options.admission.load.target, absl::Milliseconds(10));
  EXPECT_EQ(options.call_lines, CallLines::Told::kSampled);
}

TEST(ServerOptionsTest, WhatIsSetOfAccessReachesTheServer) {
  EXPECT_FALSE(ServerOptionsOf(WithDefaults({})).access.is_enforced());
  internal::ServerConfig config;
  config.set_roles("roles.textproto");
  config.set_jwt_keys("keys");
  config.set_jwt_issuer("https://sso.example.go.id");
  config.set_jwt_audience("izin");
  config.set_audit_log("audit.jsonl");
  config.set_two_person_activation(true);
  const Server::Options options = ServerOptionsOf(WithDefaults(config));
  EXPECT_TRUE(options.access.is_enforced());
  EXPECT_EQ(options.access.roles, "roles.textproto");
  EXPECT_EQ(options.access.jwt_keys, "keys");
  EXPECT_EQ(options.access.token.issuer, "https://sso.example.go.id");
  EXPECT_EQ(options.access.token.audience, "izin");
  EXPECT_EQ(options.access.token.role_claim, "roles");
  EXPECT_EQ(options.access.token.clock_skew, absl::Seconds(60));
  EXPECT_FALSE(options.access.allows_secrets);
  EXPECT_EQ(options.access.audit_log, "audit.jsonl");
  EXPECT_TRUE(options.wants_two_persons);
  config.set_jwt_clock_skew_seconds(-1);
  config.set_jwt_role_claim("groups");
  config.set_jwt_shared_secrets(true);
  const AccessOptions other = ServerOptionsOf(WithDefaults(config)).access;
  EXPECT_EQ(other.token.clock_skew, absl::ZeroDuration());
  EXPECT_EQ(other.token.role_claim, "groups");
  EXPECT_TRUE(other.allows_secrets);
}

TEST(ServerOptionsTest, WhatIsSetReachesTheServer) {
  internal::ServerConfig config;
  config.set_listen("unix:/run/izin");
  config.set_data_dir("/var/lib/izin");
  config.set_cuti_bersama("count");
  config.set_answer_cache_mib(-1);
  config.set_decision_log("sync");
  config.set_decision_log_on_full("block");
  config.set_max_connections(1);
  config.set_max_streams_per_connection(2);
  config.set_max_buffers_mib(3);
  config.set_connection_idle_seconds(4);
  config.set_connection_age_seconds(5);
  config.set_unread_stream_seconds(6);
  config.set_caller_rate(7.5);
  config.set_caller_calls(8);
  config.set_shed_after_ms(-1);
  config.set_log_calls("faults");
  config.set_http("127.0.0.1:1");
  config.add_cors_origin("https://a.id");
  const Server::Options options = ServerOptionsOf(WithDefaults(config));
  EXPECT_EQ(options.listen, "unix:/run/izin");
  EXPECT_EQ(options.data_dir, "/var/lib/izin");
  EXPECT_EQ(options.joint_leave, JointLeave::kCounted);
  EXPECT_EQ(options.answer_cache_bytes, 0U);
  EXPECT_EQ(options.decision_log.mode, DecisionLogMode::kSync);
  EXPECT_EQ(options.decision_log.when_full, WhenLogFull::kBlock);
  EXPECT_EQ(options.limits.connections, 1);
  EXPECT_EQ(options.limits.streams_per_connection, 2);
  EXPECT_EQ(options.limits.buffers_mib, 3);
  EXPECT_EQ(options.limits.idle, absl::Seconds(4));
  EXPECT_EQ(options.limits.age, absl::Seconds(5));
  EXPECT_EQ(options.limits.unread_stream, absl::Seconds(6));
  EXPECT_EQ(options.admission.callers.rate, 7.5);
  EXPECT_EQ(options.admission.callers.calls, 8);
  EXPECT_EQ(options.admission.load.target, absl::ZeroDuration());
  EXPECT_EQ(options.call_lines, CallLines::Told::kFaults);
  EXPECT_EQ(options.http, "127.0.0.1:1");
  EXPECT_EQ(options.cors_origins, std::vector<std::string>{"https://a.id"});
  config.set_decision_log("off");
  EXPECT_EQ(ServerOptionsOf(WithDefaults(config)).decision_log.mode, DecisionLogMode::kOff);
}

TEST(ReadRulesetKeysTest, AKeyIsItsLineOrItsFile) {
  const minisign::PublicKey key = minisign::SecretKey::Generate().public_key();
  const testing::TempFolder folder;
  std::ofstream(folder / "office.pub") << key.ToFile();
  internal::ServerConfig config;
  config.add_ruleset_key(folder / "office.pub");
  const std::string file = key.ToFile();
  config.add_ruleset_key(file.substr(file.find('\n') + 1));
  const auto keys = ReadRulesetKeys(config);
  ASSERT_TRUE(keys.ok()) << keys.status();
  ASSERT_EQ(keys->size(), 2U);
  EXPECT_EQ((*keys)[0].id(), key.id());
  EXPECT_EQ((*keys)[1].id(), key.id());
  config.add_ruleset_key("/none.pub");
  EXPECT_EQ(ReadRulesetKeys(config).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace izin
