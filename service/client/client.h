// The client of izind for C++ programs.

#ifndef IZIN_SERVICE_CLIENT_CLIENT_H_
#define IZIN_SERVICE_CLIENT_CLIENT_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/security/credentials.h>

#include "izin/v1/decision.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/oss_payload.pb.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "izin/v1/reference.pb.h"
#include "izin/v1/ruleset.pb.h"
#include "service/client/call_status.h"

namespace izin {

struct ClientOptions {
  // "127.0.0.1:8980", "unix:PATH", "dns:///izin.example.go.id:8980", or several addresses at once:
  // "ipv4:10.0.0.1:8980,10.0.0.2:8980".
  std::string target;
  absl::Duration timeout = absl::Seconds(10);  // of each call that says no other
  // Attempts of a call without side effects, 1 to 5.
  int attempts = 4;
  std::shared_ptr<grpc::ChannelCredentials> credentials = nullptr;  // null: neither TLS nor names
  // Gives the bearer token of each call as it begins; null, or what gives "", sends none.
  // Thread-safe. It is sent over plain text too: whoever is on the way reads it there.
  std::function<std::string()> token = nullptr;
  // The span that makes calls which name no other; empty: each call begins a trace of its own, that
  // nobody is asked to record, so that the server's lines about it can be told from others.
  std::string traceparent;
  std::string tracestate;
};

// Of one call.
struct CallOptions {
  // What came with the end of the call, as izin-decision-id: its names and values.
  using Trailers = std::multimap<std::string, std::string>;

  std::optional<absl::Duration> timeout = std::nullopt;  // else that of the client
  std::string traceparent = {};  // the span that calls (W3C Trace Context); else that of the client
  std::string tracestate;        // goes with it
  std::function<void(const Trailers&)> on_trailers = nullptr;
};

// Calls a server, or several that are alike. Thread-safe.
//
// Every call has a deadline. Calls go to all addresses that the target resolves to in turn; one
// that cannot be reached is passed over until it is back. A call without side effects that ends
// with UNAVAILABLE is sent again within its deadline; ClassifyActivity, BatchClassifyActivities and
// ReplayDecisions are not, for a server may have noted a decision before its answer was lost.
// (What never left this process is sent anyhow.)
//
// A `traceparent` goes out as it is given: who calls by a malformed one is answered all the same,
// and the server begins a trace of its own.
//
// Errors: the status of the service, whose faults FaultsOf tells; UNAVAILABLE where no server can
// be reached, DEADLINE_EXCEEDED where none answered in time.
//
//   ASSIGN_OR_RETURN(const izin::Client client, izin::Client::Create({.target =
//   "127.0.0.1:8980"})); const auto response = client.ClassifyActivity(request);
class Client {
 public:
  // Nothing is connected before the first call. InvalidArgument for an empty target, a timeout that
  // is not above zero, and attempts out of range.
  static absl::StatusOr<Client> Create(const ClientOptions& options);
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  absl::StatusOr<v1::ClassifyActivityResponse> ClassifyActivity(
      const v1::ClassifyActivityRequest& request, const CallOptions& call = {}) const;
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> BatchClassifyActivities(
      const v1::BatchClassifyActivitiesRequest& request, const CallOptions& call = {}) const;
  absl::StatusOr<v1::GetClassificationResponse> GetClassification(
      const v1::GetClassificationRequest& request, const CallOptions& call = {}) const;
  absl::StatusOr<v1::AssessRiskResponse> AssessRisk(const v1::AssessRiskRequest& request,
                                                    const CallOptions& call = {}) const;

  absl::StatusOr<v1::GetKbliEntryResponse> GetKbliEntry(const v1::GetKbliEntryRequest& request,
                                                        const CallOptions& call = {}) const;
  absl::StatusOr<v1::SearchKbliEntriesResponse> SearchKbliEntries(
      const v1::SearchKbliEntriesRequest& request, const CallOptions& call = {}) const;
  absl::StatusOr<v1::ConvertKbliCodeResponse> ConvertKbliCode(
      const v1::ConvertKbliCodeRequest& request, const CallOptions& call = {}) const;

  absl::StatusOr<v1::ClassifyOssPayloadResponse> ClassifyOssPayload(
      const v1::ClassifyOssPayloadRequest& request, const CallOptions& call = {}) const;

  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request, const CallOptions& call = {}) const;

  absl::StatusOr<v1::ListRulesetsResponse> ListRulesets(const v1::ListRulesetsRequest& request,
                                                        const CallOptions& call = {}) const;
  absl::StatusOr<v1::GetRulesetResponse> GetRuleset(const v1::GetRulesetRequest& request,
                                                    const CallOptions& call = {}) const;
  absl::StatusOr<v1::DiffRulesetsResponse> DiffRulesets(const v1::DiffRulesetsRequest& request,
                                                        const CallOptions& call = {}) const;

  absl::StatusOr<v1::ActivateRulesetResponse> ActivateRuleset(
      const v1::ActivateRulesetRequest& request, const CallOptions& call = {}) const;
  absl::StatusOr<v1::RollbackRulesetResponse> RollbackRuleset(
      const v1::RollbackRulesetRequest& request, const CallOptions& call = {}) const;

  absl::StatusOr<v1::GetDecisionResponse> GetDecision(const v1::GetDecisionRequest& request,
                                                      const CallOptions& call = {}) const;
  absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(const v1::ListDecisionsRequest& request,
                                                          const CallOptions& call = {}) const;
  // Calls `take` with each response as it comes; false ends the call, which is OK then.
  absl::Status ReplayDecisions(const v1::ReplayDecisionsRequest& request,
                               const std::function<bool(const v1::ReplayDecisionsResponse&)>& take,
                               const CallOptions& call = {}) const;

  // For calls that are not listed here; they have no deadline and no trace of their own.
  std::shared_ptr<grpc::Channel> channel() const;
  // Into the metadata of such a call, the trace that the others have.
  void AddTrace(grpc::ClientContext& context) const;

 private:
  struct Stubs;

  explicit Client(std::unique_ptr<const Stubs> stubs);

  std::unique_ptr<const Stubs> stubs_;  // never null, but after a move
};

}  // namespace izin

#endif  // IZIN_SERVICE_CLIENT_CLIENT_H_
