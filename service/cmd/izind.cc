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
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <spdlog/version.h>

#include "service/cmd/izind_flags.h"
#include "service/lookup/kbli_indexes.h"
#include "service/rulesets/overlaid_rulesets.h"
#include "service/rulesets/ruleset_library.h"
#include "service/server/descriptors.h"
#include "service/server/json_log.h"
#include "service/server/server.h"
#include "service/server/server_options.h"
#include "service/server/service_manager.h"
#include "service/server/version_text.h"

#ifdef IZIN_JEMALLOC
#include <jemalloc/jemalloc.h>

// Read by jemalloc at the start. Few heaps, however many threads; what is freed goes back to the
// system within a second, by a thread of jemalloc's own. A thread looks through what it keeps for
// itself once for each MiB that it takes, and not for each 64 KiB: a dozen calls.
const char* malloc_conf =
    "narenas:2,background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0,"
    "tcache_gc_incr_bytes:1048576";
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

// From its first call to the signal that ends it, and its calls with it. The exit code.
int ServeUntilTold(izin::Server& server, const izin::internal::ServerConfig& config,
                   const sigset_t& signals) {
  std::cout << "izind listening on " << server.address() << std::endl;
  if (!config.http().empty()) std::cout << "izind http " << server.http_address() << std::endl;
  if (server.is_plain_to_network())
    spdlog::warn("event=insecure_listen address={} anyone on the way reads and changes answers",
                 server.address());
  izin::TellManagerReady(server.address());
  const int signal = WaitForStop(signals, server);
  izin::TellManagerStopping();
  spdlog::info("event=stopping signal={} grace_ms={}", signal, config.shutdown_grace_ms());
  const bool has_ended = server.Stop(absl::Milliseconds(config.shutdown_grace_ms()));
  spdlog::info("event=stopped {}", izin::CountersLine(server.counters()));
  if (has_ended) return 0;
  spdlog::error("event=stuck calls or connections do not end: the process ends without them");
  std::_Exit(kFailure);
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
  return ServeUntilTold(**server, config, signals);
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
  app.set_version_flag("--version", VersionOfIzind);
  izin::Flags flags;
  izin::AddFlags(app, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  const absl::StatusOr<izin::internal::ServerConfig> config = izin::ConfigOf(std::move(flags));
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
