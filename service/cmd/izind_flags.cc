#include "service/cmd/izind_flags.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "service/server/server_config.h"

namespace izin {
namespace {

void Add(CLI::App& app, const char* name, std::string* value, const char* help) {
  app.add_option(name, *value, help);
}

// Where it listens, and how.
void AddListenFlags(CLI::App& app, Flags& flags) {
  internal::ServerConfig& config = flags.config;
  Add(app, "--listen", config.mutable_listen(),
      "ADDR:PORT or unix:PATH, beyond loopback with TLS only; port 0 prints the port "
      "[127.0.0.1:8980]");
  Add(app, "--tls-cert", config.mutable_tls_cert(),
      "PEM file with the server's certificate and those up to its authority [plain text]");
  Add(app, "--tls-key", config.mutable_tls_key(), "PEM file with its key, without a password");
  Add(app, "--tls-client-ca", config.mutable_tls_client_ca(),
      "PEM file: clients need a certificate of these authorities [none is asked for]");
  app.add_flag("--insecure-listen", flags.is_plain_allowed,
               "serve plain text beyond loopback all the same: warns");
  Add(app, "--http", config.mutable_http(),
      "ADDR:PORT on loopback or unix:PATH: the same calls as JSON, /openapi.json, /docs/, "
      "/healthz, /readyz, /metrics [none]");
  app.add_option("--cors-origin", flags.cors_origins,
                 "origin whose pages may call over HTTP, * for any; may be given again [none]");
  Add(app, "--reflection", config.mutable_reflection(),
      "on, or off: clients cannot ask which calls there are [on]");
}

// By what it answers.
void AddRulesetFlags(CLI::App& app, Flags& flags) {
  internal::ServerConfig& config = flags.config;
  Add(app, "--rulesets", config.mutable_rulesets(),
      "folder of rules to compile and prove at start, instead of the embedded rulesets");
  app.add_option("--ruleset-key", flags.ruleset_keys,
                 "public key of minisign, or its file: rulesets that it signed are taken while the "
                 "server runs; may be given again [none are taken]");
  Add(app, "--ruleset-dir", config.mutable_ruleset_dir(),
      "folder watched for NAME.bundle beside NAME.bundle.minisig [none]");
  app.add_flag_callback(
      "--signed-rulesets-only", [&config] { config.set_signed_rulesets_only(true); },
      "the embedded rulesets do not answer; not ready until a signed one is active");
  app.add_option("--overlay", flags.overlays,
                 "folder with what a region adds to answers within its borders; may be given again "
                 "[none]")
      ->expected(1)
      ->take_all();
  Add(app, "--cuti-bersama", config.mutable_cuti_bersama(),
      "due dates skip days of joint leave, or count them [skip]");
}

// What it keeps.
void AddDataFlags(CLI::App& app, Flags& flags) {
  internal::ServerConfig& config = flags.config;
  Add(app, "--data-dir", config.mutable_data_dir(),
      "folder of the database: answers for others and the next start, and the log of decisions");
  Add(app, "--decision-log", config.mutable_decision_log(),
      "off, async or sync: whether an answer waits for its record [async]");
  Add(app, "--decision-log-on-full", config.mutable_decision_log_on_full(),
      "shed or block: what happens where records come faster than the disk [shed]");
  app.add_option("--answer-cache-mib", flags.cache_mib,
                 "answers kept in memory, MiB; -1 for none [128]");
}

// Who may call what.
void AddAccessFlags(CLI::App& app, Flags& flags) {
  internal::ServerConfig& config = flags.config;
  Add(app, "--roles", config.mutable_roles(),
      "file of roles, the methods that they may call, and who has them; everything else is refused "
      "[all may call everything, or with --jwt-keys the roles of the program]");
  Add(app, "--jwt-keys", config.mutable_jwt_keys(),
      "folder of public keys, KID.pem, whose tokens are believed; read again when they change "
      "[none]");
  Add(app, "--jwt-issuer", config.mutable_jwt_issuer(), "iss that a token must have");
  Add(app, "--jwt-audience", config.mutable_jwt_audience(), "what aud of a token must name");
  Add(app, "--jwt-role-claim", config.mutable_jwt_role_claim(),
      "claim of a token with the roles of its holder [roles]");
  app.add_option("--jwt-clock-skew", flags.clock_skew_seconds,
                 "seconds by which clocks may differ; -1 for none [60]");
  app.add_flag_callback(
      "--jwt-shared-secrets", [&config] { config.set_jwt_shared_secrets(true); },
      "take KID.secret in that folder too, for HS256");
  Add(app, "--audit-log", config.mutable_audit_log(),
      "file that gets a line of JSON when an admin call begins and when it ends [the log alone]");
  app.add_flag_callback(
      "--two-person-activation", [&config] { config.set_two_person_activation(true); },
      "a ruleset is activated once a second person sends the same bytes");
}

// How much callers may ask.
void AddLimitFlags(CLI::App& app, Flags& flags) {
  app.add_option("--caller-rate", flags.caller_rate,
                 "calls of one caller in a second; batches count as many; 0 for any [0]");
  app.add_option("--caller-calls", flags.caller_calls,
                 "calls of one caller under way at once; 0 for any [0]");
  app.add_option("--shed-after-ms", flags.shed_after_ms,
                 "where most calls wait longer for their start some are refused; -1 for none [10]");
}

// What it tells.
void AddLogFlags(CLI::App& app, Flags& flags) {
  internal::ServerConfig& config = flags.config;
  Add(app, "--log-level", config.mutable_log_level(), "debug, info, warning or error [info]");
  Add(app, "--log-format", config.mutable_log_format(), "text, or json: one object a line [text]");
  Add(app, "--log-calls", config.mutable_log_calls(),
      "sampled, faults or off: of which calls the log has a line; sampled: those that failed, and "
      "those that their caller records (traceparent) [sampled]");
}

}  // namespace

void AddFlags(CLI::App& app, Flags& flags) {
  app.add_option("--config", flags.config_file,
                 "configuration file in text format (ServerConfig); flags win over it");
  AddListenFlags(app, flags);
  AddRulesetFlags(app, flags);
  AddDataFlags(app, flags);
  AddAccessFlags(app, flags);
  AddLimitFlags(app, flags);
  AddLogFlags(app, flags);
}

absl::StatusOr<internal::ServerConfig> ConfigOf(Flags flags) {
  internal::ServerConfig config;
  if (!flags.config_file.empty()) {
    absl::StatusOr<internal::ServerConfig> file = ReadServerConfig(flags.config_file);
    if (!file.ok()) return file.status();
    config = *std::move(file);
  }
  flags.config.set_answer_cache_mib(flags.cache_mib);
  flags.config.set_jwt_clock_skew_seconds(flags.clock_skew_seconds);
  flags.config.set_caller_rate(flags.caller_rate);
  flags.config.set_caller_calls(flags.caller_calls);
  flags.config.set_shed_after_ms(flags.shed_after_ms);
  flags.config.set_insecure_listen(flags.is_plain_allowed);
  if (!flags.cors_origins.empty()) config.clear_cors_origin();
  for (const std::string& origin : flags.cors_origins) config.add_cors_origin(origin);
  if (!flags.ruleset_keys.empty()) config.clear_ruleset_key();
  for (const std::string& key : flags.ruleset_keys) config.add_ruleset_key(key);
  if (!flags.overlays.empty()) config.clear_overlay();
  for (const std::string& overlay : flags.overlays) config.add_overlay(overlay);
  config.MergeFrom(flags.config);
  if (const absl::Status sound = CheckServerConfig(config); !sound.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("izind: ", absl::StrReplaceAll(sound.message(), {{"\n", "\nizind: "}})));
  }
  return WithDefaults(std::move(config));
}

}  // namespace izin
