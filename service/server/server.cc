#include "service/server/server.h"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>

#include "service/server/descriptors.h"
#include "service/server/library_settings.h"
#include "service/server/listening_socket.h"
#include "service/server/version_text.h"
#include "service/transport/arrival.h"

namespace izin {
namespace {

// Streams that read the log, and comparisons of rulesets, at once. Each waits for its one thread,
// so that callers of the other methods do not wait for either.
constexpr int kMaxReplays = 32;
constexpr int kMaxComparisons = 16;
// Activations and rollbacks, of which one runs and the rest waits with its bundle in memory.
constexpr int kMaxActivations = 4;

// Of the end of a server. Answers are held until no call came for the first; the library tells its
// clients within the second; and a client that has its answer goes within the third, or it is only
// connected.
constexpr absl::Duration kQuiet = absl::Milliseconds(100);
constexpr absl::Duration kTelling = absl::Milliseconds(50);
constexpr absl::Duration kTaking = absl::Milliseconds(300);
// Clients that go on calling are held up no longer than that.
constexpr absl::Duration kMostQuiescing = absl::Seconds(1);
// After the grace, for the library to cancel what is left and end its connections.
constexpr absl::Duration kMostEnding = absl::Seconds(5);

absl::StatusOr<ListenAddress> AddressOf(const Server::Options& options) {
  const bool may_leave = options.allows_plain_network || !options.tls.certificate.empty();
  return ParseListenAddress(options.listen, may_leave ? Reach::kNetwork : Reach::kThisMachine);
}

Pipeline::Parts PartsOf(AnswerCache* memory, KeptData* kept) {
  Pipeline::Parts parts{.memory = memory};
  if (kept == nullptr) return parts;
  parts.store = &kept->store();
  parts.writer = &kept->answers();
  return parts;
}

AccessOptions AccessOf(const Server::Options& options) {
  AccessOptions access = options.access;
  access.tell = options.tell;
  const absl::StatusOr<ListenAddress> http = ParseListenAddress(options.http, Reach::kNetwork);
  access.is_http_local = http.ok() && IsOfThisMachine(*http);
  access.wants_persons = options.wants_two_persons;
  return access;
}

RulesetActivator::Options ActivatorOptions(const Server::Options& options,
                                           const KbliIndexes& indexes,
                                           std::function<void()> swapped) {
  RulesetActivator::Options out{.keys = options.ruleset_keys,
                                .folder = options.ruleset_dir,
                                .wants_two_persons = options.wants_two_persons};
  // Before the first search asks for it. Without it everything else is served all the same.
  out.prepare = [&indexes, tell = options.tell](const Ruleset& ruleset) {
    const absl::Status made = indexes.For(ruleset).status();
    if (!made.ok() && tell != nullptr)
      tell(absl::StrCat("event=no_search_index reason=\"", made.message(), "\""), true);
  };
  out.swapped = std::move(swapped);
  out.tell = options.tell;
  return out;
}

// Who tells of calls stands before who refuses some; who asks for names before who counts by them.
std::vector<CallGate*> GatesOf(CallLines* lines, AccessGate& access, std::vector<CallGate*> gates,
                               CallGate& last) {
  gates.insert(gates.begin(), &access);
  if (lines != nullptr) gates.insert(gates.begin(), lines);
  gates.push_back(&last);
  return gates;
}

}  // namespace

Server::Server(const Options& options, std::shared_ptr<const RulesetLibrary> library,
               const Clock& clock, Owned owned)
    : metrics_(options.http.empty() ? nullptr : std::make_unique<Metrics>(SoftwareVersion())),
      kept_(std::move(owned.kept)),
      access_(std::move(owned.access)),
      cache_(options.answer_cache_bytes == 0
                 ? nullptr
                 : std::make_unique<AnswerCache>(options.answer_cache_bytes)),
      call_lines_(CallLines::Make(options.call_lines, options.tell)),
      admission_(options.admission),
      calls_(metrics_.get(), GatesOf(call_lines_.get(), *access_, options.gates, admission_)),
      rulesets_(library),
      pipeline_(rulesets_, clock, options.joint_leave, PartsOf(cache_.get(), kept_.get())),
      columns_(pipeline_),
      kbli_handler_(rulesets_, clock),
      indexes_(options.indexes != nullptr ? options.indexes
                                          : std::make_shared<const KbliIndexes>()),
      search_handler_(rulesets_, *indexes_, clock),
      risk_handler_(rulesets_, clock),
      reference_handler_(rulesets_),
      activator_(
          ActivatorOptions(options, *indexes_,
                           [this] { calls_.SetReady(!rulesets_.Current()->versions().empty()); }),
          {.base = std::move(library),
           .store = kept_ == nullptr ? nullptr : &kept_->store(),
           .writable = kept_ == nullptr ? nullptr : &kept_->store(),
           .clock = clock,
           .holder = rulesets_}),
      ruleset_handler_(rulesets_, &activator_),
      decision_handler_(rulesets_, kept_ == nullptr ? nullptr : &kept_->store(),
                        pipeline_.redecide(), kept_ == nullptr ? nullptr : &kept_->log()),
      replays_({.threads = 1, .max_admitted = kMaxReplays}),
      comparisons_({.threads = 1, .max_admitted = kMaxComparisons}),
      activations_({.threads = 1, .max_admitted = kMaxActivations, .yields = true}),
      permit_service_(pipeline_, {.risk_handler = risk_handler_,
                                  .calls = calls_,
                                  .log = kept_ == nullptr ? nullptr : &kept_->log(),
                                  .unread_limit = options.limits.unread_stream}),
      oss_handler_(pipeline_),
      oss_service_(oss_handler_, calls_, kept_ == nullptr ? nullptr : &kept_->log()),
      kbli_service_(kbli_handler_, search_handler_, calls_),
      reference_service_(reference_handler_, calls_),
      ruleset_service_({.handler = ruleset_handler_,
                        .activator = activator_,
                        .comparisons = comparisons_,
                        .activations = activations_,
                        .calls = calls_}),
      decision_service_(
          decision_handler_,
          {.replays = replays_, .calls = calls_, .unread_limit = options.limits.unread_stream}),
      registry_service_(columns_, calls_),
      unserved_methods_(calls_) {}

Server::~Server() {
  if (!Stop(absl::ZeroDuration())) std::_Exit(EXIT_FAILURE);
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options,
                                                      std::shared_ptr<const RulesetLibrary> library,
                                                      const Clock& clock) {
  // Before a database is opened for nothing.
  if (absl::Status address = AddressOf(options).status(); !address.ok()) return address;
  absl::StatusOr<std::unique_ptr<AccessGate>> access = AccessGate::Create(AccessOf(options), clock);
  if (!access.ok()) return access.status();
  std::unique_ptr<KeptData> kept;
  if (!options.data_dir.empty()) {
    absl::StatusOr<std::unique_ptr<KeptData>> opened =
        KeptData::Open({.path = options.data_dir, .decision_log = options.decision_log}, clock);
    if (!opened.ok()) return opened.status();
    kept = *std::move(opened);
  }
  std::unique_ptr<Server> server(new Server(
      options, std::move(library), clock, {.kept = std::move(kept), .access = *std::move(access)}));
  if (absl::Status status = server->BeginRulesets(options.ruleset_dir); !status.ok()) return status;
  if (absl::Status status = server->Listen(options); !status.ok()) return status;
  if (absl::Status status = server->ListenHttp(options); !status.ok()) return status;
  return server;
}

absl::Status Server::BeginRulesets(const std::string& folder) {
  if (absl::Status restored = activator_.Restore(); !restored.ok()) return restored;
  calls_.SetReady(activator_.has_active());
  if (folder.empty()) return absl::OkStatus();
  absl::StatusOr<std::unique_ptr<RulesetFolder>> watched = RulesetFolder::Watch(
      {.path = folder,
       .offer =
           [this](const std::string& path, const std::string& bundle,
                  const std::string& signature) {
             return activator_.Offer(path, bundle, signature);
           },
       .refuse = [this](const std::string& path,
                        const absl::Status& why) { activator_.RefuseFile(path, why); }});
  if (!watched.ok()) return watched.status();
  folder_ = *std::move(watched);
  return absl::OkStatus();
}

absl::Status Server::Listen(const Options& options) {
  absl::StatusOr<ListenAddress> address = AddressOf(options);
  if (!address.ok()) return address.status();
  if (!options.tls.certificate.empty()) {
    absl::StatusOr<std::unique_ptr<TlsIdentity>> tls = TlsIdentity::Load(options.tls, absl::Now());
    if (!tls.ok()) return tls.status();
    tls_ = *std::move(tls);
  }
  is_plain_to_network_ = tls_ == nullptr && !IsOfThisMachine(*address);
  absl::StatusOr<ListeningSocket> socket = ListeningSocket::Open(*address);
  if (!socket.ok()) return socket.status();
  if (!BuildServices(options)) return absl::UnavailableError("the gRPC library does not start");
  address_ = socket->address();
  Connections::Options taking{.max_open =
                                  std::min(options.limits.connections, ConnectionsThatFit())};
  taking.take = [this](int listener, int connection) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters taken;
    taken.listener_fd = listener;
    taken.fd = connection;
    acceptor_->HandleNewConnection(&taken);
  };
  connections_ = std::make_unique<Connections>(*std::move(socket), std::move(taking));
  return absl::OkStatus();
}

bool Server::BuildServices(const Options& options) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  SetLimits(options.limits, builder);
  builder.SetContextAllocator(NoteArrivals());
  if (!options.has_reflection) LeaveOutReflection(builder);
  // What nobody reads or asks for here costs every call: the library's own statistics of calls, and
  // a filter that would compress answers.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 0);
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_COMPRESSION, 0);
  acceptor_ = builder.experimental().AddExternalConnectionAcceptor(
      grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
      tls_ == nullptr ? grpc::InsecureServerCredentials() : tls_->credentials());
  builder.RegisterService(&permit_service_);
  builder.RegisterService(&oss_service_);
  builder.RegisterService(&kbli_service_);
  builder.RegisterService(&reference_service_);
  builder.RegisterService(&ruleset_service_);
  builder.RegisterService(&decision_service_);
  builder.RegisterService(&registry_service_);
  builder.RegisterCallbackGenericService(&unserved_methods_);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) return false;
  // Health is asked of a service by its name too; what is said of the server holds of each.
  if (grpc::HealthCheckServiceInterface* health = server_->GetHealthCheckService();
      health != nullptr) {
    for (const char* name :
         {v1::PermitClassificationService::service_full_name(),
          v1::OssPayloadService::service_full_name(), v1::KbliService::service_full_name(),
          v1::ReferenceService::service_full_name(), v1::RulesetService::service_full_name(),
          v1::DecisionService::service_full_name(), v1::RegistryService::service_full_name()}) {
      health->SetServingStatus(name, true);
    }
    health->SetServingStatus(is_ready());
  }
  return true;
}

absl::Status Server::ListenHttp(const Options& options) {
  if (options.http.empty()) return absl::OkStatus();
  if (absl::Status fault = CheckCorsOrigins(options.cors_origins); !fault.ok()) return fault;
  grpc::ChannelArguments unbounded;  // the server bounds what comes and goes
  unbounded.SetMaxReceiveMessageSize(-1);
  unbounded.SetInt(GRPC_ARG_ENABLE_CHANNELZ, 0);
  connect_handler_ = std::make_unique<ConnectHandler>(
      server_->InProcessChannel(unbounded), options.http_limits.body_bytes,
      [this](const google::protobuf::MethodDescriptor& method, const HttpRequest& request) {
        return access_->WouldAdmit(method.name(), request);
      });
  site_ = std::make_unique<HttpSite>(
      *connect_handler_,
      HttpSite::Options{.cors_origins = options.cors_origins,
                        .is_ready = [this] { return is_ready(); },
                        .metrics =
                            [this] {
                              return metrics_->Text({.counters = [this] { return counters(); },
                                                     .state = [this] { return state(); }});
                            }});
  HttpServer::Options serving{.listen = options.http, .limits = options.http_limits};
  serving.reach = options.allows_plain_network ? Reach::kNetwork : Reach::kThisMachine;
  serving.answer = [this](const HttpRequest& request, absl::FunctionRef<bool()> is_gone) {
    return site_->Serve(request, is_gone);
  };
  absl::StatusOr<std::unique_ptr<HttpServer>> started = HttpServer::Start(std::move(serving));
  if (!started.ok()) return started.status();
  http_ = *std::move(started);
  return absl::OkStatus();
}

void Server::ReportHealth() {
  if (auto* health = server_->GetHealthCheckService()) health->SetServingStatus(is_ready());
}

void Server::LookAtCertificates() {
  access_->Look();
  if (tls_ != nullptr) tls_->Look(absl::Now());
}

bool Server::Stop(absl::Duration grace) {
  if (server_ == nullptr) return true;
  const absl::Time deadline = absl::Now() + grace;
  is_stopping_ = true;
  if (folder_ != nullptr) folder_->Stop();
  if (grpc::HealthCheckServiceInterface* health = server_->GetHealthCheckService();
      health != nullptr) {
    health->SetServingStatus(false);
  }
  // Its calls are calls of the gRPC server: half of the grace is theirs before that one ends, and
  // what is left of them then goes on beside the others.
  if (http_ != nullptr) http_->Drain(deadline - grace / 2);
  if (connections_ != nullptr) {
    connections_->StopAccepting();
    Quiesce(deadline);
  }
  if (!shutdown_.joinable()) {
    shutdown_ = std::thread([this, deadline] {
      server_->Shutdown(absl::ToChronoTime(deadline));
      server_->Wait();
      is_shut_down_.Notify();
    });
  }
  if (connections_ != nullptr) AwaitCalls(deadline);
  if (http_ != nullptr) {
    http_->Drain(deadline);
    http_.reset();  // calls left are cancelled
    site_.reset();
    connect_handler_.reset();
  }
  const bool has_ended =
      is_shut_down_.WaitForNotificationWithTimeout(deadline - absl::Now() + kMostEnding);
  if (has_ended) {
    shutdown_.join();
    server_.reset();
  }
  if (kept_ != nullptr) kept_->Stop();
  return has_ended;
}

void Server::Quiesce(absl::Time deadline) {
  if (connections_->CountOpen() == 0) return;
  const absl::Time now = absl::Now();
  calls_.HoldUntilQuiet(kQuiet, std::min(now + kMostQuiescing, now + (deadline - now) / 2));
}

void Server::AwaitCalls(absl::Time deadline) {
  connections_->AwaitNone(std::min(deadline, absl::Now() + kTelling));
  calls_.Release();
  while (absl::Now() < deadline && !connections_->AwaitNone(absl::Now() + kTaking)) {
    if (calls_.under_way() == 0) connections_->EndQuiet(kTaking);
  }
}

}  // namespace izin
