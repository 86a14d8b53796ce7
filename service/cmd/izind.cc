// izind: the server. See `izind --help`.

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <initializer_list>
#include <iostream>
#include <memory>
#include <string>

#include "absl/synchronization/mutex.h"
#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "service/rulesets/ruleset_library.h"
#include "service/server/descriptors.h"
#include "service/server/server.h"
#include "service/server/server_config.h"

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

izin::DecisionLogOptions LogOptions(const izin::internal::ServerConfig& config) {
  izin::DecisionLogOptions options;
  options.mode = config.decision_log() == "off"    ? izin::DecisionLogMode::kOff
                 : config.decision_log() == "sync" ? izin::DecisionLogMode::kSync
                                                   : izin::DecisionLogMode::kAsync;
  options.when_full = config.decision_log_on_full() == "block" ? izin::WhenLogFull::kBlock
                                                               : izin::WhenLogFull::kShed;
  return options;
}

// False, with a word on stderr, where a setting has none of its values.
bool IsOneOf(const std::string& name, const std::string& value,
             std::initializer_list<const char*> values) {
  for (const char* known : values) {
    if (value == known) return true;
  }
  std::cerr << "izind: " << name << " \"" << value << "\": want one of";
  for (const char* known : values) std::cerr << " " << known;
  std::cerr << "\n";
  return false;
}

// Waits for a signal to stop, and says meanwhile where the store begins to fail and where it ends.
int WaitForStop(const sigset_t& signals, izin::Server& server) {
  constexpr timespec kBetweenLooks = {.tv_sec = 1, .tv_nsec = 0};
  izin::FaultWatch watch;
  int signal = -1;
  while (signal < 0) {
    signal = sigtimedwait(&signals, nullptr, &kBetweenLooks);
    server.ReportHealth();
    for (const std::string& line : watch.Look(server.counters())) spdlog::warn(line);
  }
  return signal;
}

izin::ServerLimits Limits(const izin::internal::ServerConfig& config) {
  izin::ServerLimits limits;
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

int Serve(const izin::internal::ServerConfig& config) {
  const sigset_t signals = BlockStopSignals();
  const auto library = config.rulesets().empty()
                           ? izin::RulesetLibrary::Embedded()
                           : izin::RulesetLibrary::FromFolder(config.rulesets());
  if (!library.ok()) {
    std::cerr << library.status().message() << "\n";
    return kFailure;
  }
  for (const auto& ruleset : (*library)->rulesets()) {
    spdlog::info("event=ruleset_loaded ruleset={} rows={}", ruleset->versioned_name(),
                 ruleset->row_count());
  }
  const izin::RealClock clock;
  const auto joint_leave =
      config.cuti_bersama() == "count" ? izin::JointLeave::kCounted : izin::JointLeave::kSkipped;
  izin::Server::Options options{.listen = config.listen(), .joint_leave = joint_leave};
  options.data_dir = config.data_dir();
  options.answer_cache_bytes = static_cast<std::size_t>(std::max(config.answer_cache_mib(), 0))
                               << 20;
  options.decision_log = LogOptions(config);
  options.limits = Limits(config);
  auto server = izin::Server::Start(options, *library, clock);
  if (!server.ok()) {
    std::cerr << server.status().message() << "\n";
    return absl::IsInvalidArgument(server.status()) ? kUsage : kFailure;
  }
  std::cout << "izind listening on " << (*server)->address() << std::endl;
  const int signal = WaitForStop(signals, **server);
  spdlog::info("event=stopping signal={} grace_ms={}", signal, config.shutdown_grace_ms());
  const bool has_ended = (*server)->Stop(absl::Milliseconds(config.shutdown_grace_ms()));
  spdlog::info("event=stopped {}", izin::CountersLine((*server)->counters()));
  if (has_ended) return 0;
  spdlog::error("event=stuck calls or connections do not end: the process ends without them");
  std::_Exit(kFailure);
}

}  // namespace

int main(int argc, char** argv) {
  izin::FillStandardStreams();
  izin::RaiseDescriptorLimit();
  // Debian's Abseil looks for deadlocks at every lock, of gRPC too.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  CLI::App app(
      "izind: classifies business activities by Indonesia's OSS licensing rules, over gRPC.\n"
      "Example: izind --listen 127.0.0.1:8980");
  std::string config_file;
  izin::internal::ServerConfig flags;
  app.add_option("--config", config_file,
                 "configuration file in text format (ServerConfig); flags win over it");
  const auto flag = [&](const std::string& name, std::string* value, const std::string& help) {
    app.add_option(name, *value, help);
  };
  flag("--listen", flags.mutable_listen(),
       "ADDR:PORT on loopback or unix:PATH; port 0 prints the port [127.0.0.1:8980]");
  flag("--rulesets", flags.mutable_rulesets(),
       "data folder to compile and prove at start, instead of the embedded rulesets");
  flag("--data-dir", flags.mutable_data_dir(),
       "folder of the database: answers for others and the next start, and the log of decisions");
  flag("--decision-log", flags.mutable_decision_log(),
       "off, async or sync: whether an answer waits for its record [async]");
  flag("--decision-log-on-full", flags.mutable_decision_log_on_full(),
       "shed or block: what happens where records come faster than the disk [shed]");
  std::int32_t cache_mib = 0;
  app.add_option("--answer-cache-mib", cache_mib, "answers kept in memory, MiB; -1 for none [128]");
  flag("--cuti-bersama", flags.mutable_cuti_bersama(),
       "due dates skip days of joint leave, or count them [skip]");
  flag("--log-level", flags.mutable_log_level(), "debug, info, warning or error [info]");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  izin::internal::ServerConfig config;
  if (!config_file.empty()) {
    const absl::StatusOr<izin::internal::ServerConfig> file = izin::ReadServerConfig(config_file);
    if (!file.ok()) {
      std::cerr << file.status().message() << "\n";
      return kUsage;
    }
    config = *file;
  }
  flags.set_answer_cache_mib(cache_mib);
  config.MergeFrom(flags);
  config = izin::WithDefaults(config);
  const bool is_sound =
      IsOneOf("cuti_bersama", config.cuti_bersama(), {"skip", "count"}) &&
      IsOneOf("decision_log", config.decision_log(), {"off", "async", "sync"}) &&
      IsOneOf("decision_log_on_full", config.decision_log_on_full(), {"shed", "block"});
  if (!is_sound) return kUsage;
  // Data to stdout, talk to stderr.
  spdlog::set_default_logger(spdlog::stderr_color_mt("izind"));
  spdlog::set_level(spdlog::level::from_str(config.log_level()));
  return Serve(config);
}
