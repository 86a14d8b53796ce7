#include "service/server/server.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>

#include "service/answer/answers_revision.h"

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

}  // namespace

Server::Server(const Options& options, std::shared_ptr<const RulesetLibrary> library,
               const Clock& clock, std::unique_ptr<Store> store)
    : store_(std::move(store)),
      log_(store_ == nullptr ? nullptr
                             : std::make_unique<DecisionLog>(*store_, options.decision_log, clock)),
      cache_(options.answer_cache_bytes == 0
                 ? nullptr
                 : std::make_unique<AnswerCache>(options.answer_cache_bytes)),
      classify_handler_(library, clock, options.joint_leave),
      kbli_handler_(library, clock),
      risk_handler_(library, clock),
      reference_handler_(library),
      ruleset_handler_(library),
      desk_(classify_handler_, cache_.get(), store_.get(), log_.get()),
      decision_handler_(std::move(library), store_.get(),
                        [this](const v1::ClassifyActivityRequest& request,
                               const std::string& ruleset, v1::KbliEdition edition) {
                          return classify_handler_.DecideAgain(request, ruleset, edition);
                        }),
      permit_service_(risk_handler_, desk_),
      kbli_service_(kbli_handler_),
      reference_service_(reference_handler_),
      ruleset_service_(ruleset_handler_),
      decision_service_(decision_handler_) {}

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
  std::unique_ptr<Store> store;
  if (!options.data_dir.empty()) {
    Store::Options kept;
    kept.path = options.data_dir;
    kept.answers_revision = std::string(AnswersRevision());
    absl::StatusOr<std::unique_ptr<Store>> opened = Store::Open(kept);
    if (!opened.ok()) return opened.status();
    store = *std::move(opened);
  }
  std::unique_ptr<Server> server(new Server(options, std::move(library), clock, std::move(store)));
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
  if (log_ != nullptr) log_->Stop();
}

ServerCounters Server::counters() const {
  ServerCounters out;
  if (cache_ != nullptr) {
    const AnswerCache::Counters memory = cache_->counters();
    out.cache_hits = memory.hits;
    out.cache_misses = memory.misses;
    out.cache_evictions = memory.evictions;
  }
  if (store_ != nullptr) {
    const Store::Counters store = store_->counters();
    out.store_read_errors = store.read_errors;
    out.store_rebuilds = store.rebuilds;
  }
  if (log_ != nullptr) {
    const DecisionLog::Counters log = log_->counters();
    out.records_written = log.written;
    out.records_dropped = log.dropped;
    out.writes = log.writes;
    out.failed_writes = log.failed_writes;
    out.last_failure = log_->last_failure();
  }
  return out;
}

}  // namespace izin
