// izind: the server. See `izind --help`.

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <spdlog/version.h>

#include "service/lookup/kbli_indexes.h"
#include "service/rulesets/overlaid_rulesets.h"
#include "service/rulesets/ruleset_library.h"
#include "service/server/descriptors.h"
#include "service/server/json_log.h"
#include "service/server/server.h"
#include "service/server/server_config.h"
#include "service/server/server_options.h"
#include "service/server/service_manager.h"
#include "service/server/version_text.h"

#ifdef IZIN_JEMALLOC
#include <jemalloc/jemalloc.h>

// Read by jemalloc at the start. Few heaps, however many threads; what is freed goes back to the
// system within a second, by a thread of jemalloc's own.
const char* malloc_conf = "narenas:2,background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0";
#endif

namespace {

constexpr int kUsage = 2;
constexpr int kFailure = 3;

// SIGTERM and SIGINT are waited for by the main thread alone; threads made later inherit the mask.
// A terminal that hangs up and a log that nobody reads any more end no server.
sigset_t BlockStopSignals() {
  std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// Waits for a signal to stop, and says meanwhile where the store begins to fail and where it ends.
int WaitForStop(const sigset_t& signals, izin::Server& server) {
  constexpr timespec kBetweenLooks = {.tv_sec = 1, .tv_nsec = 0};
  izin::FaultWatch watch;
  int signal = -1;
  while (signal < 0) {
    signal = sigtimedwait(&signals, nullptr, &kBetweenLooks);
    server.ReportHealth();
    server.LookAtCertificates();
    izin::TellManagerAlive();
    for (const std::string& line : watch.Look(server.counters())) spdlog::warn(line);
  }
  return signal;
}

// Of --version: with the embedded rulesets, whatever --rulesets says.
std::string VersionOfIzind() {
  const auto library = izin::RulesetLibrary::Embedded();
  if (!library.ok()) return std::string(library.status().message());
  std::vector<std::string> more = {
      absl::StrCat("CLI11 ", CLI11_VERSION),
      absl::StrCat("spdlog ", SPDLOG_VER_MAJOR, ".", SPDLOG_VER_MINOR, ".", SPDLOG_VER_PATCH)};
#ifdef IZIN_JEMALLOC
  const absl::string_view jemalloc = JEMALLOC_VERSION;  // with a commit behind the number
  more.push_back(absl::StrCat("jemalloc ", jemalloc.substr(0, jemalloc.find('-'))));
#endif
  return izin::VersionText("izind", **library, more);
}

using Library = std::shared_ptr<const izin::RulesetLibrary>;

// What answers where no signed ruleset does.
absl::StatusOr<Library> LibraryOf(const izin::internal::ServerConfig& config) {
  if (config.signed_rulesets_only())
    return std::make_shared<const izin::RulesetLibrary>(
        std::vector<std::shared_ptr<const izin::Ruleset>>());
  const std::vector<std::string> overlays(config.overlay().begin(), config.overlay().end());
  return izin::LibraryWithOverlays(config.rulesets(), overlays);
}

// The search indexes, that of the library's latest ruleset made.
absl::StatusOr<std::shared_ptr<const izin::KbliIndexes>> IndexesOf(
    const izin::internal::ServerConfig& config, const izin::RulesetLibrary& library) {
  if (library.rulesets().empty()) return std::make_shared<const izin::KbliIndexes>();
  auto indexes = izin::KbliIndexesOf(config.rulesets(), library.latest());
  if (!indexes.ok()) return indexes;
  // Before the first search asks for it. Without it everything else is served all the same.
  if (const auto index = (*indexes)->For(library.latest()); !index.ok())
    spdlog::warn("event=no_search_index reason=\"{}\"", std::string(index.status().message()));
  return indexes;
}

void Tell(const std::string& line, bool is_fault) {
  spdlog::log(is_fault ? spdlog::level::warn : spdlog::level::info, line);
}

int Serve(const izin::internal::ServerConfig& config) {
  const sigset_t signals = BlockStopSignals();
  const absl::StatusOr<std::vector<izin::minisign::PublicKey>> keys = izin::ReadRulesetKeys(config);
  if (!keys.ok()) {
    std::cerr << "izind: " << keys.status().message() << "\n";
    return kUsage;
  }
  const absl::StatusOr<Library> library = LibraryOf(config);
  if (!library.ok()) {
    std::cerr << library.status().message() << "\n";
    return kFailure;
  }
  for (const auto& ruleset : (*library)->rulesets()) {
    spdlog::info("event=ruleset_loaded ruleset={} rows={}", ruleset->versioned_name(),
                 ruleset->row_count());
  }
  const izin::RealClock clock;
  const auto indexes = IndexesOf(config, **library);
  if (!indexes.ok()) {
    std::cerr << indexes.status().message() << "\n";
    return kFailure;
  }
  izin::Server::Options options = izin::ServerOptionsOf(config);
  options.indexes = *indexes;
  options.ruleset_keys = *keys;
  options.tell = Tell;
  auto server = izin::Server::Start(options, *library, clock);
  if (!server.ok()) {
    std::cerr << server.status().message() << "\n";
    return absl::IsInvalidArgument(server.status()) ? kUsage : kFailure;
  }
  std::cout << "izind listening on " << (*server)->address() << std::endl;
  if (!config.http().empty()) std::cout << "izind http " << (*server)->http_address() << std::endl;
  if ((*server)->is_plain_to_network())
    spdlog::warn("event=insecure_listen address={} anyone on the way reads and changes answers",
                 (*server)->address());
  izin::TellManagerReady((*server)->address());
  const int signal = WaitForStop(signals, **server);
  izin::TellManagerStopping();
  spdlog::info("event=stopping signal={} grace_ms={}", signal, config.shutdown_grace_ms());
  const bool has_ended = (*server)->Stop(absl::Milliseconds(config.shutdown_grace_ms()));
  spdlog::info("event=stopped {}", izin::CountersLine((*server)->counters()));
  if (has_ended) return 0;
  spdlog::error("event=stuck calls or connections do not end: the process ends without them");
  std::_Exit(kFailure);
}

// The command line.
struct Flags {
  std::string config_file;
  izin::internal::ServerConfig config;
  std::int32_t cache_mib = 0;
  std::int32_t clock_skew_seconds = 0;
  double caller_rate = 0;
  std::int32_t caller_calls = 0;
  std::int32_t shed_after_ms = 0;
  std::vector<std::string> cors_origins;
  bool is_plain_allowed = false;
  std::vector<std::string> ruleset_keys;
  std::vector<std::string> overlays;
};

// Who may call what.
void AddAccessFlags(CLI::App& app, Flags& flags) {
  izin::internal::ServerConfig& config = flags.config;
  const auto flag = [&](const char* name, std::string* value, const char* help) {
    app.add_option(name, *value, help);
  };
  flag(
      "--roles", config.mutable_roles(),
      "file of roles, the methods that they may call, and who has them; everything else is refused "
      "[all may call everything, or with --jwt-keys the roles of the program]");
  flag("--jwt-keys", config.mutable_jwt_keys(),
       "folder of public keys, KID.pem, whose tokens are believed; read again when they change "
       "[none]");
  flag("--jwt-issuer", config.mutable_jwt_issuer(), "iss that a token must have");
  flag("--jwt-audience", config.mutable_jwt_audience(), "what aud of a token must name");
  flag("--jwt-role-claim", config.mutable_jwt_role_claim(),
       "claim of a token with the roles of its holder [roles]");
  app.add_option("--jwt-clock-skew", flags.clock_skew_seconds,
                 "seconds by which clocks may differ; -1 for none [60]");
  app.add_flag_callback(
      "--jwt-shared-secrets", [&config] { config.set_jwt_shared_secrets(true); },
      "take KID.secret in that folder too, for HS256");
  flag("--audit-log", config.mutable_audit_log(),
       "file that gets a line of JSON when an admin call begins and when it ends [the log alone]");
  app.add_flag_callback(
      "--two-person-activation", [&config] { config.set_two_person_activation(true); },
      "a ruleset is activated once a second person sends the same bytes");
}

void AddFlags(CLI::App& app, Flags& flags) {
  app.set_version_flag("--version", VersionOfIzind);
  app.add_option("--config", flags.config_file,
                 "configuration file in text format (ServerConfig); flags win over it");
  const auto flag = [&](const std::string& name, std::string* value, const std::string& help) {
    app.add_option(name, *value, help);
  };
  izin::internal::ServerConfig& config = flags.config;
  flag("--listen", config.mutable_listen(),
       "ADDR:PORT or unix:PATH, beyond loopback with TLS only; port 0 prints the port "
       "[127.0.0.1:8980]");
  flag("--tls-cert", config.mutable_tls_cert(),
       "PEM file with the server's certificate and those up to its authority [plain text]");
  flag("--tls-key", config.mutable_tls_key(), "PEM file with its key, without a password");
  flag("--tls-client-ca", config.mutable_tls_client_ca(),
       "PEM file: clients need a certificate of these authorities [none is asked for]");
  app.add_flag("--insecure-listen", flags.is_plain_allowed,
               "serve plain text beyond loopback all the same: warns");
  flag("--http", config.mutable_http(),
       "ADDR:PORT on loopback or unix:PATH: the same calls as JSON, /openapi.json, /docs/, "
       "/healthz, /readyz, /metrics [none]");
  app.add_option("--cors-origin", flags.cors_origins,
                 "origin whose pages may call over HTTP, * for any; may be given again [none]");
  flag("--rulesets", config.mutable_rulesets(),
       "folder of rules to compile and prove at start, instead of the embedded rulesets");
  app.add_option("--ruleset-key", flags.ruleset_keys,
                 "public key of minisign, or its file: rulesets that it signed are taken while the "
                 "server runs; may be given again [none are taken]");
  flag("--ruleset-dir", config.mutable_ruleset_dir(),
       "folder watched for NAME.bundle beside NAME.bundle.minisig [none]");
  app.add_flag_callback(
      "--signed-rulesets-only", [&config] { config.set_signed_rulesets_only(true); },
      "the embedded rulesets do not answer; not ready until a signed one is active");
  app.add_option("--overlay", flags.overlays,
                 "folder with what a region adds to answers within its borders; may be given again "
                 "[none]")
      ->expected(1)
      ->take_all();
  flag("--data-dir", config.mutable_data_dir(),
       "folder of the database: answers for others and the next start, and the log of decisions");
  flag("--decision-log", config.mutable_decision_log(),
       "off, async or sync: whether an answer waits for its record [async]");
  flag("--decision-log-on-full", config.mutable_decision_log_on_full(),
       "shed or block: what happens where records come faster than the disk [shed]");
  app.add_option("--answer-cache-mib", flags.cache_mib,
                 "answers kept in memory, MiB; -1 for none [128]");
  AddAccessFlags(app, flags);
  flag("--cuti-bersama", config.mutable_cuti_bersama(),
       "due dates skip days of joint leave, or count them [skip]");
  flag("--log-level", config.mutable_log_level(), "debug, info, warning or error [info]");
  flag("--log-format", config.mutable_log_format(), "text, or json: one object a line [text]");
  flag("--log-calls", config.mutable_log_calls(),
       "sampled, faults or off: of which calls the log has a line; sampled: those that failed, and "
       "those that their caller records (traceparent) [sampled]");
  app.add_option("--caller-rate", flags.caller_rate,
                 "calls of one caller in a second; batches count as many; 0 for any [0]");
  app.add_option("--caller-calls", flags.caller_calls,
                 "calls of one caller under way at once; 0 for any [0]");
  app.add_option("--shed-after-ms", flags.shed_after_ms,
                 "where most calls wait longer for their start some are refused; -1 for none [10]");
  flag("--reflection", config.mutable_reflection(),
       "on, or off: clients cannot ask which calls there are [on]");
}

// Flags over the file over defaults. Not OK, with what to say, where one of them cannot be.
absl::StatusOr<izin::internal::ServerConfig> ConfigOf(Flags flags) {
  izin::internal::ServerConfig config;
  if (!flags.config_file.empty()) {
    absl::StatusOr<izin::internal::ServerConfig> file = izin::ReadServerConfig(flags.config_file);
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
  if (const absl::Status sound = izin::CheckServerConfig(config); !sound.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("izind: ", absl::StrReplaceAll(sound.message(), {{"\n", "\nizind: "}})));
  }
  return izin::WithDefaults(std::move(config));
}

}  // namespace

int main(int argc, char** argv) {
  izin::FillStandardStreams();
  izin::RaiseDescriptorLimit();
  // What is kept holds what businesses asked.
  ::umask(S_IRWXG | S_IRWXO);
  // Debian's Abseil looks for deadlocks at every lock, of gRPC too.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  CLI::App app(
      "izind: classifies business activities by Indonesia's OSS licensing rules, over gRPC.\n"
      "Example: izind --listen 127.0.0.1:8980");
  Flags flags;
  AddFlags(app, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  const absl::StatusOr<izin::internal::ServerConfig> config = ConfigOf(std::move(flags));
  if (!config.ok()) {
    std::cerr << config.status().message() << "\n";
    return kUsage;
  }
  // Data to stdout, talk to stderr.
  spdlog::set_default_logger(spdlog::stderr_color_mt("izind"));
  if (config->log_format() == "json")
    spdlog::set_formatter(std::make_unique<izin::JsonLogFormatter>());
  spdlog::set_level(spdlog::level::from_str(config->log_level()));
  return Serve(*config);
}
