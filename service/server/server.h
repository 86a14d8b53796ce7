// The server: services, health and reflection over gRPC on one address, the same calls over HTTP on
// another.

#ifndef IZIN_SERVICE_SERVER_SERVER_H_
#define IZIN_SERVICE_SERVER_SERVER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

#include "service/answer/answer_cache.h"
#include "service/answer/columns.h"
#include "service/answer/oss/oss_handler.h"
#include "service/answer/pipeline.h"
#include "service/base/clock.h"
#include "service/base/worker_pool.h"
#include "service/decisions/decision_handler.h"
#include "service/lifecycle/minisign.h"
#include "service/lifecycle/ruleset_activator.h"
#include "service/lifecycle/ruleset_folder.h"
#include "service/lifecycle/ruleset_handler.h"
#include "service/lookup/kbli_handler.h"
#include "service/lookup/kbli_indexes.h"
#include "service/lookup/reference_handler.h"
#include "service/lookup/risk_handler.h"
#include "service/lookup/search_handler.h"
#include "service/rulesets/ruleset_holder.h"
#include "service/server/access/access_gate.h"
#include "service/server/admission/admission_gate.h"
#include "service/server/call_lines.h"
#include "service/server/connections.h"
#include "service/server/http_limits.h"
#include "service/server/http_server.h"
#include "service/server/http_site.h"
#include "service/server/kept_data.h"
#include "service/server/listen_address.h"
#include "service/server/metrics.h"
#include "service/server/server_faults.h"
#include "service/server/server_limits.h"
#include "service/server/tls_identity.h"
#include "service/transport/call_gate.h"
#include "service/transport/calls.h"
#include "service/transport/connect_handler.h"
#include "service/transport/decision_service.h"
#include "service/transport/kbli_service.h"
#include "service/transport/oss_payload_service.h"
#include "service/transport/permit_classification_service.h"
#include "service/transport/reference_service.h"
#include "service/transport/registry_service.h"
#include "service/transport/ruleset_service.h"
#include "service/transport/unserved_methods.h"

namespace izin {

// Serves from `Start` until `Stop`. Thread-safe.
class Server {
 public:
  struct Options {
    std::string listen;  // ADDR:PORT, or unix:PATH; port 0 picks one; in plain text on loopback
    JointLeave joint_leave = JointLeave::kSkipped;            // of due dates
    std::size_t answer_cache_bytes = std::size_t{128} << 20;  // 0 = answers are not kept in memory
    std::string data_dir;  // of the store; empty = nothing is kept and nothing is logged
    DecisionLogOptions decision_log;
    ServerLimits limits;
    TlsFiles tls;                       // of `listen`; without a certificate it is plain text
    bool has_reflection = true;         // tells clients which calls there are
    bool allows_plain_network = false;  // lets plain text beyond this machine
    std::string http;                   // as `listen`; empty = no HTTP
    std::vector<std::string> cors_origins;
    HttpLimits http_limits;
    std::shared_ptr<const KbliIndexes> indexes;     // of the search; null = the embedded one
    std::vector<minisign::PublicKey> ruleset_keys;  // whose signed rulesets are taken
    std::string ruleset_dir;                        // watched for them; empty = none
    bool wants_two_persons = false;                 // to activate one by a call
    AccessOptions access;                           // who may call what; `tell` is the server's
    Admission::Options admission;
    std::optional<CallLines::Told> call_lines;  // by `tell`; empty = none
    std::vector<CallGate*> gates;               // asked after access, in this order; outlive it
    // Gets lines of key=value about rulesets that come and go, and about calls. May be empty.
    std::function<void(const std::string& line, bool is_fault)> tell;
  };

  // `library` answers where no signed ruleset takes its place; what was active at the end before
  // answers again. Health is SERVING from here on, of the server and of each service by its name,
  // or from the first signed ruleset on where `library` has none. As ParseListenAddress for the
  // address, as ListeningSocket if it cannot be bound, as Store::Open for a data folder that cannot
  // be used, as RulesetActivator::Restore and RulesetFolder::Watch. InvalidArgument for
  // certificates that are not sound (TlsMaterial), and as AccessGate::Create.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const Options& options, std::shared_ptr<const RulesetLibrary> library, const Clock& clock);

  ~Server();

  // The address that clients use, with the real port.
  const std::string& address() const { return address_; }
  bool is_plain_to_network() const { return is_plain_to_network_; }
  // The same of HTTP; empty if there is none.
  std::string http_address() const { return http_ == nullptr ? "" : http_->address(); }

  // Says that it serves no more, takes no new connections, answers what was sent until clients
  // know, and lets calls under way finish; what is not done after `grace` is cancelled. Waits for
  // nobody who is only connected. What was to be logged is written. False if the library does not
  // end even so: then nothing is left but to end the process at once, and the destructor does.
  bool Stop(absl::Duration grace);

  // Says by grpc.health.v1 whether calls can be served now: not while each would fail for want of a
  // record on disk or of a ruleset. Called now and then, until Stop.
  void ReportHealth();

  // Reads the files of TLS and the keys of tokens again. Called now and then, by the thread that
  // asks for the counters.
  void LookAtCertificates();

  ServerCounters counters() const;

 private:
  // What is made before it.
  struct Owned {
    std::unique_ptr<KeptData> kept;  // null: nothing is kept
    std::unique_ptr<AccessGate> access;
  };

  Server(const Options& options, std::shared_ptr<const RulesetLibrary> library, const Clock& clock,
         Owned owned);

  absl::Status Listen(const Options& options);
  // The library with all services, which no connection reaches yet; false if it does not start.
  bool BuildServices(const Options& options);
  // HTTP in front of the gRPC server.
  absl::Status ListenHttp(const Options& options);
  absl::Status BeginRulesets(const std::string& folder);
  bool is_ready() const {
    return !is_stopping_ && calls_.is_ready() && (kept_ == nullptr || !kept_->is_failing());
  }
  // Answers what clients sent before they could know of the end.
  void Quiesce(absl::Time deadline);
  // Waits for calls, then for their clients to take the answers.
  void AwaitCalls(absl::Time deadline);

  ServerState state() const;

  const std::unique_ptr<Metrics> metrics_;       // null: nobody reads them
  const std::unique_ptr<KeptData> kept_;         // null: nothing is kept and nothing is logged
  const std::unique_ptr<AccessGate> access_;     // never null
  const std::unique_ptr<AnswerCache> cache_;     // null: not in memory
  const std::unique_ptr<CallLines> call_lines_;  // null: of no call
  AdmissionGate admission_;
  Calls calls_;  // outlives those who end them
  RulesetHolder rulesets_;
  const Pipeline pipeline_;
  Columns columns_;
  const KbliHandler kbli_handler_;
  const std::shared_ptr<const KbliIndexes> indexes_;
  const SearchHandler search_handler_;
  const RiskHandler risk_handler_;
  const ReferenceHandler reference_handler_;
  RulesetActivator activator_;
  const RulesetHandler ruleset_handler_;
  const DecisionHandler decision_handler_;
  WorkerPool replays_;
  WorkerPool comparisons_;
  WorkerPool activations_;
  PermitClassificationServiceImpl permit_service_;
  const OssHandler oss_handler_;
  OssPayloadServiceImpl oss_service_;
  KbliServiceImpl kbli_service_;
  ReferenceServiceImpl reference_service_;
  RulesetServiceImpl ruleset_service_;
  DecisionServiceImpl decision_service_;
  RegistryServiceImpl registry_service_;
  UnservedMethods unserved_methods_;
  std::string address_;
  bool is_plain_to_network_ = false;
  std::unique_ptr<TlsIdentity> tls_;  // null: plain text
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor_;
  std::unique_ptr<Connections> connections_;
  std::unique_ptr<ConnectHandler> connect_handler_;  // null: no HTTP
  std::unique_ptr<HttpSite> site_;
  std::unique_ptr<HttpServer> http_;
  std::unique_ptr<RulesetFolder> folder_;  // null: none is watched
  std::atomic<bool> is_stopping_ = false;
  absl::Notification is_shut_down_;
  std::thread shutdown_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_SERVER_H_
