#include "service/server/server.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>

namespace izin {
namespace {

// 127.0.0.0/8, ::1, localhost or a unix socket: plaintext stays on this machine.
bool IsLocal(absl::string_view listen) {
  // Digits and dots alone: a name such as 127.example.org may lead anywhere.
  const absl::string_view host = listen.substr(0, listen.rfind(':'));
  const bool is_loopback_v4 = absl::StartsWith(host, "127.") &&
                              host.find_first_not_of("0123456789.") == absl::string_view::npos;
  return absl::StartsWith(listen, "unix:") || is_loopback_v4 ||
         absl::StartsWith(listen, "[::1]:") || absl::StartsWith(listen, "localhost:");
}

// Streams that read the log, and comparisons of rulesets, at once. Each waits for its one thread,
// so that callers of the other methods do not wait for either.
constexpr int kMaxReplays = 32;
constexpr int kMaxComparisons = 16;

Pipeline::Parts PartsOf(AnswerCache* memory, KeptData* kept) {
  Pipeline::Parts parts{.memory = memory};
  if (kept == nullptr) return parts;
  parts.store = &kept->store();
  parts.writer = &kept->answers();
  return parts;
}

}  // namespace

Server::Server(const Options& options, std::shared_ptr<const RulesetLibrary> library,
               const Clock& clock, std::unique_ptr<KeptData> kept)
    : kept_(std::move(kept)),
      cache_(options.answer_cache_bytes == 0
                 ? nullptr
                 : std::make_unique<AnswerCache>(options.answer_cache_bytes)),
      rulesets_(std::move(library)),
      pipeline_(rulesets_, clock, options.joint_leave, PartsOf(cache_.get(), kept_.get())),
      kbli_handler_(rulesets_, clock),
      risk_handler_(rulesets_, clock),
      reference_handler_(rulesets_),
      ruleset_handler_(rulesets_),
      decision_handler_(rulesets_, kept_ == nullptr ? nullptr : &kept_->store(),
                        pipeline_.redecide()),
      replays_({.threads = 1, .max_admitted = kMaxReplays}),
      comparisons_({.threads = 1, .max_admitted = kMaxComparisons}),
      permit_service_(pipeline_, risk_handler_, kept_ == nullptr ? nullptr : &kept_->log()),
      kbli_service_(kbli_handler_),
      reference_service_(reference_handler_),
      ruleset_service_(ruleset_handler_, comparisons_),
      decision_service_(decision_handler_, replays_) {}

Server::~Server() { Stop(absl::ZeroDuration()); }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options,
                                                      std::shared_ptr<const RulesetLibrary> library,
                                                      const Clock& clock) {
  if (!IsLocal(options.listen)) {
    return absl::InvalidArgumentError(
        absl::StrCat("listen \"", options.listen,
                     "\": want 127.0.0.1:PORT, [::1]:PORT or unix:PATH; put a TLS edge in front "
                     "for other hosts"));
  }
  std::unique_ptr<KeptData> kept;
  if (!options.data_dir.empty()) {
    absl::StatusOr<std::unique_ptr<KeptData>> opened =
        KeptData::Open({.path = options.data_dir, .decision_log = options.decision_log}, clock);
    if (!opened.ok()) return opened.status();
    kept = *std::move(opened);
  }
  std::unique_ptr<Server> server(new Server(options, std::move(library), clock, std::move(kept)));
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  // Two servers must not share a port by accident.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // What nobody reads or asks for here costs every call: the library's own statistics of calls, and
  // a filter that would compress answers. Compressed requests are read all the same.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 0);
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_COMPRESSION, 0);
  int port = 0;
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&server->permit_service_);
  builder.RegisterService(&server->kbli_service_);
  builder.RegisterService(&server->reference_service_);
  builder.RegisterService(&server->ruleset_service_);
  builder.RegisterService(&server->decision_service_);
  builder.RegisterCallbackGenericService(&server->unserved_methods_);
  server->server_ = builder.BuildAndStart();
  const bool is_socket = absl::StartsWith(options.listen, "unix:");
  if (server->server_ == nullptr || (port == 0 && !is_socket)) {
    return absl::UnavailableError(
        absl::StrCat("listen \"", options.listen, "\": cannot be bound; is it in use?"));
  }
  server->address_ =
      is_socket ? options.listen
                : absl::StrCat(options.listen.substr(0, options.listen.rfind(':')), ":", port);
  return server;
}

void Server::Stop(absl::Duration grace) {
  if (server_ == nullptr) return;
  if (grpc::HealthCheckServiceInterface* health = server_->GetHealthCheckService();
      health != nullptr) {
    health->SetServingStatus(false);
  }
  server_->Shutdown(absl::ToChronoTime(absl::Now() + grace));
  server_->Wait();
  server_.reset();
  if (kept_ != nullptr) kept_->Stop();
}

ServerCounters Server::counters() const {
  ServerCounters out;
  if (cache_ != nullptr) {
    const AnswerCache::Counters memory = cache_->counters();
    out.cache_hits = memory.hits;
    out.cache_misses = memory.misses;
    out.cache_evictions = memory.evictions;
  }
  if (kept_ == nullptr) return out;
  const Store::Counters store = kept_->store().counters();
  out.store_read_errors = store.read_errors;
  out.store_rebuilds = store.rebuilds;
  const DecisionLog::Counters log = kept_->log().counters();
  out.records_written = log.written;
  out.records_dropped = log.dropped;
  const BackgroundWriter::Counters writer = kept_->writer().counters();
  out.writes = writer.writes;
  out.failed_writes = writer.failed_writes;
  out.last_failure = kept_->writer().last_failure();
  return out;
}

}  // namespace izin
