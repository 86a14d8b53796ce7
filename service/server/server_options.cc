#include "service/server/server_options.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace izin {
namespace {

DecisionLogOptions LogOptionsOf(const internal::ServerConfig& config) {
  DecisionLogOptions options;
  options.mode = config.decision_log() == "off"    ? DecisionLogMode::kOff
                 : config.decision_log() == "sync" ? DecisionLogMode::kSync
                                                   : DecisionLogMode::kAsync;
  options.when_full =
      config.decision_log_on_full() == "block" ? WhenLogFull::kBlock : WhenLogFull::kShed;
  return options;
}

ServerLimits LimitsOf(const internal::ServerConfig& config) {
  ServerLimits limits;
  if (config.max_connections() > 0) limits.connections = config.max_connections();
  if (config.max_streams_per_connection() > 0)
    limits.streams_per_connection = config.max_streams_per_connection();
  if (config.max_buffers_mib() > 0) limits.buffers_mib = config.max_buffers_mib();
  if (config.connection_idle_seconds() > 0)
    limits.idle = absl::Seconds(config.connection_idle_seconds());
  if (config.connection_age_seconds() > 0)
    limits.age = absl::Seconds(config.connection_age_seconds());
  if (config.unread_stream_seconds() > 0)
    limits.unread_stream = absl::Seconds(config.unread_stream_seconds());
  return limits;
}

AccessOptions AccessOf(const internal::ServerConfig& config) {
  AccessOptions access;
  access.roles = config.roles();
  access.jwt_keys = config.jwt_keys();
  access.allows_secrets = config.jwt_shared_secrets();
  access.audit_log = config.audit_log();
  access.token.issuer = config.jwt_issuer();
  access.token.audience = config.jwt_audience();
  if (!config.jwt_role_claim().empty()) access.token.role_claim = config.jwt_role_claim();
  if (config.jwt_clock_skew_seconds() != 0)
    access.token.clock_skew = absl::Seconds(std::max(config.jwt_clock_skew_seconds(), 0));
  return access;
}

}  // namespace

Server::Options ServerOptionsOf(const internal::ServerConfig& config) {
  Server::Options options{.listen = config.listen()};
  options.joint_leave =
      config.cuti_bersama() == "count" ? JointLeave::kCounted : JointLeave::kSkipped;
  options.answer_cache_bytes = static_cast<std::size_t>(std::max(config.answer_cache_mib(), 0))
                               << 20;
  options.data_dir = config.data_dir();
  options.decision_log = LogOptionsOf(config);
  options.limits = LimitsOf(config);
  options.tls = {.certificate = config.tls_cert(),
                 .key = config.tls_key(),
                 .client_ca = config.tls_client_ca()};
  options.allows_plain_network = config.insecure_listen();
  options.has_reflection = config.reflection() != "off";
  options.http = config.http();
  options.cors_origins.assign(config.cors_origin().begin(), config.cors_origin().end());
  options.ruleset_dir = config.ruleset_dir();
  options.wants_two_persons = config.two_person_activation();
  options.access = AccessOf(config);
  options.admission.callers = {.rate = config.caller_rate(), .calls = config.caller_calls()};
  options.admission.load.target = absl::Milliseconds(std::max(config.shed_after_ms(), 0));
  if (config.log_calls() != "off")
    options.call_lines =
        config.log_calls() == "faults" ? CallLines::Told::kFaults : CallLines::Told::kSampled;
  return options;
}

absl::StatusOr<std::vector<minisign::PublicKey>> ReadRulesetKeys(
    const internal::ServerConfig& config) {
  std::vector<minisign::PublicKey> keys;
  for (const std::string& named : config.ruleset_key()) {
    absl::StatusOr<minisign::PublicKey> key = minisign::PublicKey::Parse(named);
    if (!key.ok()) {
      std::ifstream in(named, std::ios::binary);
      std::string text(minisign::kMaxTextBytes, '\0');
      in.read(text.data(), static_cast<std::streamsize>(text.size()));
      text.resize(static_cast<std::size_t>(in.gcount()));
      key = minisign::PublicKey::Parse(text);
    }
    if (!key.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ruleset_key \"", named, "\": ", key.status().message()));
    }
    keys.push_back(*std::move(key));
  }
  return keys;
}

}  // namespace izin
