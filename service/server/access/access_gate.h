// Who may call what.

#ifndef IZIN_SERVICE_SERVER_ACCESS_ACCESS_GATE_H_
#define IZIN_SERVICE_SERVER_ACCESS_ACCESS_GATE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include <grpcpp/grpcpp.h>

#include "service/base/clock.h"
#include "service/server/access/audit_log.h"
#include "service/server/access/role_table.h"
#include "service/server/access/token_check.h"
#include "service/server/access/token_keys.h"
#include "service/server/access/token_memory.h"
#include "service/transport/call_gate.h"
#include "service/transport/http_message.h"

namespace izin {

struct AccessOptions {
  std::string roles;     // file of a RoleTable; empty: that of the program
  std::string jwt_keys;  // folder of keys; empty: no token is looked at
  TokenRules token;
  bool allows_secrets = false;  // for HS256
  std::string audit_log;        // file; empty: the server's log alone
  bool is_http_local = true;    // HTTP comes from this machine, as who shows nothing must
  bool wants_persons = false;   // ActivateRuleset is for callers of whom it is known who they are
  // Gets lines of key=value. May be empty.
  std::function<void(const std::string& line, bool is_fault)> tell;

  // Without it whoever reaches the server may call everything.
  bool is_enforced() const { return !roles.empty() || !jwt_keys.empty(); }
};

// Finds out who calls: by a token (`authorization: Bearer`), else by the client's certificate, else
// nobody in particular on this machine; and refuses what the roles of the table do not give them:
// UNAUTHENTICATED where a token is not believed or nothing is shown at all, PERMISSION_DENIED, with
// the roles that would do, for the rest. A token counts by itself: beside it the certificate gives
// nothing.
//
// A person is known by the "sub" of a token, or by a certificate that the table says is of the same
// person: both have one name then, "jwt:SUB". The name of any other certificate is nobody's, and
// two of them may well be of one person: who wants persons takes no such name for one.
//
// Keeps account of the calls that the table says are an admin's, whoever may call them: an entry
// when they begin and one when they end. One that cannot be begun so is UNAVAILABLE.
//
// Thread-safe.
class AccessGate final : public CallGate {
 public:
  struct Counters {
    std::uint64_t unauthenticated = 0;
    std::uint64_t denied = 0;
    std::uint64_t failed_audits = 0;
    TokenKeys::Counters keys;
  };

  // InvalidArgument or NotFound for a file of roles, keys or an audit log that will not do; and
  // where persons are wanted and there cannot be two.
  static absl::StatusOr<std::unique_ptr<AccessGate>> Create(const AccessOptions& options,
                                                            const Clock& clock);

  std::optional<grpc::Status> Refuses(const ArrivingCall& call, CallPass& pass) override;
  void Ended(const EndedCall& call, const CallPass& pass) override;

  // Whether Refuses is going to say nothing of a call over HTTP, before its message is made of the
  // body. Counts and writes nothing: who is refused here is refused by that too, with an account of
  // it.
  bool WouldAdmit(absl::string_view method, const HttpRequest& request);

  // Reads the keys again. Called now and then.
  void Look();

  Counters counters() const;

 private:
  struct Known;    // a Caller and what it may
  struct Account;  // what is kept of an admin call from its beginning to its end

  using KnownCaller = std::shared_ptr<const Known>;
  // What a call shows of who makes it.
  struct Shown {
    std::size_t headers = 0;                               // named authorization
    absl::string_view authorization;                       // the first of them
    const grpc::CallbackServerContext* context = nullptr;  // null: over HTTP
  };

  AccessGate(const AccessOptions& options, RoleTable table, const Clock& clock);

  // Null with why.
  KnownCaller WhoCalls(const Shown& shown, grpc::Status& refusal);
  KnownCaller ByToken(absl::string_view header, grpc::Status& refusal);
  // Null where the connection shows no certificate.
  KnownCaller ByCertificate(const grpc::CallbackServerContext& context) const;
  KnownCaller KnownBy(std::string name, const std::vector<std::string>& roles) const;
  KnownCaller KnownBy(const TokenClaims& claims) const;
  KnownCaller KnownByCertificate(std::string certificate,
                                 const std::vector<std::string>& roles) const;
  bool May(const Known& caller, int method) const;
  // Persons who may activate by a certificate.
  std::size_t CountPersons() const;
  grpc::Status Denied(const Known& caller, const ArrivingCall& call);
  grpc::Status NoPerson(const Known& caller, const ArrivingCall& call);
  grpc::Status Deny(const Known& caller, const ArrivingCall& call, grpc::Status status);
  grpc::Status Unauthenticated(grpc::Status refusal);
  // Writes that it begins, so that its end is written too; what it is answered where it cannot.
  std::optional<grpc::Status> Begin(const ArrivingCall& call, CallPass& pass);
  void Keep(const AuditEntry& entry);

  const bool is_enforced_;
  const bool is_http_local_;
  const bool wants_persons_;
  const RoleTable table_;
  const int activation_;  // the method for which they are wanted
  const TokenRules rules_;
  const Clock& clock_;
  std::unique_ptr<TokenKeys> keys_;  // null: tokens are not looked at
  std::unique_ptr<AuditLog> audit_;
  TokenMemory memory_;
  absl::flat_hash_map<std::string, KnownCaller> certificates_;  // those that the table names
  KnownCaller anonymous_;                                       // null: nobody calls without a name
  std::atomic<std::uint64_t> unauthenticated_ = 0;
  std::atomic<std::uint64_t> denied_ = 0;
  std::atomic<std::uint64_t> failed_audits_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_ACCESS_GATE_H_
