#include "service/server/access/access_gate.h"

#include <cstring>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "service/base/excerpt.h"
#include "service/server/access/refusal.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

constexpr std::size_t kMostShownName = 300;
constexpr char kTokenPrefix[] = "jwt:";  // of the names of those who come with one
constexpr char kScheme[] = "bearer ";

absl::string_view View(const grpc::string_ref& text) { return {text.data(), text.size()}; }

// The server's own channel, by which HTTP comes, has no address. Every connection has one that says
// of which kind it is, "ipv4:", "ipv6:" or "unix:", whatever its client calls itself; one that has
// none any more when it is taken is closed by the library.
constexpr absl::string_view kInProcess = "unknown";

bool IsInProcess(absl::string_view peer) {
  return peer == kInProcess || absl::StartsWith(peer, "inproc");
}

bool IsOfThisMachine(absl::string_view peer) {
  return absl::StartsWith(peer, "unix:") || absl::StartsWith(peer, "ipv4:127.") ||
         absl::StartsWith(peer, "ipv6:[::1]") || absl::StartsWith(peer, "ipv6:%5B::1%5D");
}

std::string FromOf(const std::string& peer) { return IsInProcess(peer) ? "http" : peer; }

// Of what an entry tells, the certificate of a person who is named otherwise.
std::vector<std::pair<std::string, std::string>> WhatOf(const std::string& certificate) {
  if (certificate.empty()) return {};
  return {{"certificate", certificate}};
}

grpc::Status NothingShown() {
  return Refusal(grpc::StatusCode::UNAUTHENTICATED, "TOKEN_MISSING",
                 {"want a token (authorization: Bearer ...) or a client certificate",
                  "perlu token (authorization: Bearer ...) atau sertifikat klien"});
}

}  // namespace

struct AccessGate::Known : Caller {
  Rights rights;
  bool is_person = false;
  std::string certificate;  // by which a person came; empty: the name says it
};

struct AccessGate::Account : CallNotes {
  std::string who;
  std::string from;
  std::string certificate;
};

AccessGate::AccessGate(const AccessOptions& options, RoleTable table, const Clock& clock)
    : is_enforced_(options.is_enforced()),
      is_http_local_(options.is_http_local),
      wants_persons_(options.wants_persons),
      table_(std::move(table)),
      activation_(MethodNamed("ActivateRuleset").number),
      rules_(options.token),
      clock_(clock) {
  for (const std::string& name : table_.certificates())
    certificates_.emplace(name, KnownByCertificate(name, *table_.OfCertificate(name)));
  if (!table_.anonymous().empty()) anonymous_ = KnownBy("", table_.anonymous());
}

absl::StatusOr<std::unique_ptr<AccessGate>> AccessGate::Create(const AccessOptions& options,
                                                               const Clock& clock) {
  absl::StatusOr<RoleTable> table =
      options.roles.empty() ? RoleTable::Embedded() : RoleTable::Read(options.roles);
  if (!table.ok()) return table.status();
  std::unique_ptr<AccessGate> gate(new AccessGate(options, *std::move(table), clock));
  if (!options.jwt_keys.empty()) {
    absl::StatusOr<std::unique_ptr<TokenKeys>> keys =
        TokenKeys::Load(options.jwt_keys, options.allows_secrets);
    if (!keys.ok()) return keys.status();
    gate->keys_ = *std::move(keys);
  } else if (const std::size_t persons = gate->CountPersons();
             options.wants_persons && persons < 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        "two_person_activation: by roles ", persons, persons == 1 ? " person" : " persons",
        " may activate a ruleset: want 2 or more (identity { certificate: \"...\" person: \"...\" "
        "role: \"rule-admin\" }), or jwt_keys"));
  }
  absl::StatusOr<std::unique_ptr<AuditLog>> audit =
      AuditLog::Open({.path = options.audit_log, .tell = options.tell}, clock);
  if (!audit.ok()) return audit.status();
  gate->audit_ = *std::move(audit);
  return gate;
}

std::optional<grpc::Status> AccessGate::Refuses(const ArrivingCall& call, CallPass& pass) {
  const int method = call.method.number;
  if (is_enforced_) {
    grpc::Status refusal;
    Shown shown{.context = &call.context};
    const auto [first, last] = call.context.client_metadata().equal_range("authorization");
    for (auto at = first; at != last; ++at) {
      if (shown.headers++ == 0) shown.authorization = View(at->second);
    }
    const KnownCaller caller = WhoCalls(shown, refusal);
    if (caller == nullptr) return Unauthenticated(std::move(refusal));
    if (!May(*caller, method)) return Denied(*caller, call);
    if (wants_persons_ && method == activation_ && !caller->is_person)
      return NoPerson(*caller, call);
    pass.caller = caller;
  }
  if (method < 0 || !table_.IsAdmin(method)) return std::nullopt;
  return Begin(call, pass);
}

bool AccessGate::WouldAdmit(absl::string_view method, const HttpRequest& request) {
  const int index = MethodNamed(method).number;
  if (!is_enforced_ || index < 0) return true;
  const Shown shown{.headers = request.headers.count("authorization"),
                    .authorization = request.Header("authorization")};
  grpc::Status refusal;
  const KnownCaller caller = WhoCalls(shown, refusal);
  return caller != nullptr && May(*caller, index) &&
         (!wants_persons_ || index != activation_ || caller->is_person);
}

bool AccessGate::May(const Known& caller, int method) const {
  // What the contract does not have is nothing to keep from who may call at all.
  if (method < 0) return !caller.rights.roles.empty();
  return caller.rights.methods[static_cast<std::size_t>(method)];
}

AccessGate::KnownCaller AccessGate::WhoCalls(const Shown& shown, grpc::Status& refusal) {
  if (keys_ != nullptr && shown.headers > 1) {
    refusal = Refusal(grpc::StatusCode::UNAUTHENTICATED, "TOKEN_MALFORMED",
                      {"authorization: more than one: want one token",
                       "authorization: lebih dari satu; hanya boleh satu token"});
    return nullptr;
  }
  if (keys_ != nullptr && shown.headers == 1) return ByToken(shown.authorization, refusal);
  if (shown.context != nullptr) {
    if (KnownCaller caller = ByCertificate(*shown.context); caller != nullptr) return caller;
  }
  if (anonymous_ != nullptr) {
    const std::string peer =
        shown.context == nullptr ? std::string(kInProcess) : shown.context->peer();
    if (IsOfThisMachine(peer) || (is_http_local_ && IsInProcess(peer))) return anonymous_;
  }
  refusal = NothingShown();
  return nullptr;
}

AccessGate::KnownCaller AccessGate::ByToken(absl::string_view header, grpc::Status& refusal) {
  absl::string_view token = header;
  if (!absl::StartsWithIgnoreCase(token, kScheme)) {
    refusal = Refusal(
        grpc::StatusCode::UNAUTHENTICATED, "TOKEN_MALFORMED",
        {"authorization: want Bearer and a token", "authorization: harus berisi Bearer dan token"});
    return nullptr;
  }
  token = absl::StripLeadingAsciiWhitespace(token.substr(std::strlen(kScheme)));
  const absl::Time now = clock_.Now();
  // It keeps what this gate gave it.
  if (const auto caller = memory_.Find(token, now); caller != nullptr)
    return std::static_pointer_cast<const Known>(caller);
  const std::shared_ptr<const TokenKeySet> keys = keys_->keys();
  const CheckedToken checked = CheckToken(token, rules_, *keys, now);
  if (checked.fault.has_value()) {
    refusal =
        Refusal(grpc::StatusCode::UNAUTHENTICATED, checked.fault->reason, checked.fault->text);
    return nullptr;
  }
  KnownCaller caller = KnownBy(checked.claims);
  memory_.Keep(token, caller, checked.claims.expires);
  if (keys_->keys() != keys) memory_.Clear();  // they changed meanwhile
  return caller;
}

AccessGate::KnownCaller AccessGate::ByCertificate(
    const grpc::CallbackServerContext& context) const {
  const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
  if (auth == nullptr || !auth->IsPeerAuthenticated()) return nullptr;
  std::string first;
  for (const char* property : {GRPC_X509_SAN_PROPERTY_NAME, GRPC_X509_CN_PROPERTY_NAME}) {
    for (const grpc::string_ref& value : auth->FindPropertyValues(property)) {
      if (const auto known = certificates_.find(View(value)); known != certificates_.end())
        return known->second;
      if (first.empty()) first = std::string(View(value));
    }
  }
  return KnownByCertificate(std::move(first), {});
}

AccessGate::KnownCaller AccessGate::KnownBy(std::string name,
                                            const std::vector<std::string>& roles) const {
  auto known = std::make_shared<Known>();
  known->name = std::move(name);
  known->rights = table_.RightsOf(roles);
  known->reads_all_decisions = known->rights.decisions == DecisionScope::kAll;
  return known;
}

AccessGate::KnownCaller AccessGate::KnownByCertificate(
    std::string certificate, const std::vector<std::string>& roles) const {
  const absl::string_view person = table_.PersonOf(certificate);
  // No name that an authority signs is taken for that of a token.
  const bool looks_like_token = absl::StartsWith(certificate, kTokenPrefix);
  auto known = std::make_shared<Known>(
      *KnownBy(!person.empty() ? absl::StrCat(kTokenPrefix, person)
                               : absl::StrCat(looks_like_token ? "certificate:" : "", certificate),
               roles));
  known->is_person = !person.empty();
  if (known->is_person) known->certificate = std::move(certificate);
  return known;
}

std::size_t AccessGate::CountPersons() const {
  std::set<absl::string_view> names;
  for (const auto& [certificate, known] : certificates_) {
    if (known->is_person && May(*known, activation_)) names.insert(known->name);
  }
  return names.size();
}

AccessGate::KnownCaller AccessGate::KnownBy(const TokenClaims& claims) const {
  std::vector<std::string> roles;
  for (const std::string& value : claims.roles) {
    const std::vector<std::string> given = table_.OfClaim(value);
    roles.insert(roles.end(), given.begin(), given.end());
  }
  if (const std::vector<std::string>* given = table_.OfSubject(claims.subject); given != nullptr)
    roles.insert(roles.end(), given->begin(), given->end());
  auto known = std::make_shared<Known>(*KnownBy(absl::StrCat(kTokenPrefix, claims.subject), roles));
  known->is_person = true;
  return known;
}

grpc::Status AccessGate::Unauthenticated(grpc::Status refusal) {
  unauthenticated_.fetch_add(1, std::memory_order_relaxed);
  return refusal;
}

grpc::Status AccessGate::Denied(const Known& caller, const ArrivingCall& call) {
  const int method = call.method.number;
  const std::string who =
      caller.name.empty() ? "a caller without a name" : Excerpt(caller.name, kMostShownName);
  const std::string siapa =
      caller.name.empty() ? "pemanggil tanpa nama" : Excerpt(caller.name, kMostShownName);
  const std::string has = absl::StrJoin(caller.rights.roles, ", ");
  const std::string path = method < 0 ? "calls" : table_.PathOf(method);
  const std::string want = method < 0 ? "" : absl::StrJoin(table_.RolesFor(method), ", ");
  const FaultText text = {
      absl::StrCat(path, ": ", who, has.empty() ? " has no role here" : " has role ", has,
                   "; want ", want.empty() ? "a role of this server" : want),
      absl::StrCat(path, ": ", siapa,
                   has.empty() ? " tidak punya peran di server ini" : " berperan ", has,
                   "; perlu peran ", want.empty() ? "di server ini" : want)};
  return Deny(
      caller, call,
      Refusal(grpc::StatusCode::PERMISSION_DENIED, "ROLE_MISSING", text,
              {{"method", path}, {"identity", caller.name}, {"roles", has}, {"want", want}}));
}

grpc::Status AccessGate::NoPerson(const Known& caller, const ArrivingCall& call) {
  const std::string path = table_.PathOf(activation_);
  const std::string name = Excerpt(caller.name, kMostShownName);
  const FaultText text = {
      absl::StrCat(path, ": two persons activate a ruleset here, and nothing says which person \"",
                   name,
                   "\" is: want a token, or the certificate's person in the file of roles "
                   "(identity { certificate: ... person: ... })"),
      absl::StrCat(
          path, ": di server ini aturan diaktifkan oleh dua orang, dan \"", name,
          "\" tidak diketahui siapa orangnya: perlu token, atau orang pemilik sertifikat itu "
          "di berkas peran (identity { certificate: ... person: ... })")};
  return Deny(caller, call,
              Refusal(grpc::StatusCode::PERMISSION_DENIED, "PERSON_UNKNOWN", text,
                      {{"method", path}, {"identity", caller.name}}));
}

grpc::Status AccessGate::Deny(const Known& caller, const ArrivingCall& call, grpc::Status status) {
  denied_.fetch_add(1, std::memory_order_relaxed);
  const int method = call.method.number;
  if (method >= 0 && table_.IsAdmin(method)) {
    Keep({.who = caller.name,
          .from = FromOf(call.context.peer()),
          .method = call.method.name,
          .outcome = NameOf(status.error_code()),
          .message = std::string(CutAtCharacter(status.error_message(), kMostShownName)),
          .what = WhatOf(caller.certificate)});
  }
  return status;
}

std::optional<grpc::Status> AccessGate::Begin(const ArrivingCall& call, CallPass& pass) {
  auto account = std::make_shared<Account>();
  account->from = FromOf(call.context.peer());
  // It is this gate that gave the call its caller.
  KnownCaller caller = std::static_pointer_cast<const Known>(pass.caller);
  if (caller == nullptr) caller = ByCertificate(call.context);
  if (caller != nullptr) {
    account->who = caller->name;
    account->certificate = caller->certificate;
  }
  const absl::Status written = audit_->Write({.who = account->who,
                                              .from = account->from,
                                              .method = call.method.name,
                                              .outcome = "BEGUN",
                                              .what = WhatOf(account->certificate)});
  if (!written.ok()) {
    failed_audits_.fetch_add(1, std::memory_order_relaxed);
    return Refusal(grpc::StatusCode::UNAVAILABLE, "AUDIT_UNWRITABLE",
                   {absl::StrCat("no account can be kept of this call: ", written.message()),
                    absl::StrCat("panggilan ini tidak dapat dicatat: ", written.message())});
  }
  pass.notes = std::move(account);
  return std::nullopt;
}

void AccessGate::Ended(const EndedCall& call, const CallPass& pass) {
  if (pass.notes == nullptr) return;
  const grpc::Status& status = call.status;
  const auto& account = static_cast<const Account&>(*pass.notes);
  AuditEntry entry{.who = account.who,
                   .from = account.from,
                   .method = call.method.name,
                   .outcome = NameOf(status.error_code()),
                   .message = std::string(CutAtCharacter(status.error_message(), kMostShownName)),
                   .what = WhatOf(account.certificate)};
  entry.what.insert(entry.what.end(), account.what.begin(), account.what.end());
  Keep(entry);
}

void AccessGate::Keep(const AuditEntry& entry) {
  if (!audit_->Write(entry).ok()) failed_audits_.fetch_add(1, std::memory_order_relaxed);
}

void AccessGate::Look() {
  if (keys_ != nullptr && keys_->Look()) memory_.Clear();
}

AccessGate::Counters AccessGate::counters() const {
  Counters counters{.unauthenticated = unauthenticated_.load(std::memory_order_relaxed),
                    .denied = denied_.load(std::memory_order_relaxed),
                    .failed_audits = failed_audits_.load(std::memory_order_relaxed)};
  if (keys_ != nullptr) counters.keys = keys_->counters();
  return counters;
}

}  // namespace izin
