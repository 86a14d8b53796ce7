// What a server says of itself: the part of Server that counts.

#include <memory>
#include <string>

#include "absl/time/time.h"

#include "service/server/server.h"

namespace izin {
namespace {

ServerState::HeldRuleset Held(const Ruleset& ruleset) {
  const absl::TimeZone jakarta = absl::FixedTimeZone(7 * 60 * 60);
  const RulesetData& data = ruleset.data();
  const std::string& name = ruleset.versioned_name();
  return {.id = data.id,
          .fingerprint = name.substr(name.find('@') + 1),
          .effective_from = absl::FromCivil(data.effective_from, jakarta),
          .data_as_of = data.data_as_of.has_value() ? absl::FromCivil(*data.data_as_of, jakarta)
                                                    : absl::InfinitePast()};
}

}  // namespace

ServerState Server::state() const {
  ServerState out{.is_ready = is_ready(), .calls_under_way = calls_.under_way()};
  if (connections_ != nullptr) out.connections = connections_->CountOpen();
  if (cache_ != nullptr) {
    const AnswerCache::Counters memory = cache_->counters();
    out.cache_entries = memory.entries;
    out.cache_bytes = memory.bytes;
  }
  out.wait_limit = admission_.counters().wait_limit;
  out.callers = admission_.counters().callers;
  if (tls_ != nullptr) out.certificate_expires = tls_->expires();
  const std::shared_ptr<const RulesetLibrary> library = rulesets_.Current();
  for (const std::shared_ptr<const Ruleset>& ruleset : library->rulesets())
    out.rulesets.push_back(Held(*ruleset));
  return out;
}

namespace {

void AddAccess(const AccessGate::Counters& access, ServerCounters& out) {
  out.calls_unauthenticated = access.unauthenticated;
  out.calls_denied = access.denied;
  out.failed_audits = access.failed_audits;
  out.jwt_key_reloads = access.keys.reloads;
  out.failed_jwt_key_reloads = access.keys.failed_reloads;
  out.last_failed_jwt_key_reload = access.keys.last_failure;
}

void AddKept(const KeptData& kept, ServerCounters& out) {
  const Store::Counters store = kept.store().counters();
  out.store_read_errors = store.read_errors;
  out.store_rebuilds = store.rebuilds;
  const DecisionLog::Counters log = kept.log().counters();
  out.records_written = log.written;
  out.records_dropped = log.dropped;
  const BackgroundWriter::Counters writer = kept.writer().counters();
  out.writes = writer.writes;
  out.failed_writes = writer.failed_writes;
  out.last_failure = kept.writer().last_failure();
}

}  // namespace

ServerCounters Server::counters() const {
  ServerCounters out;
  if (cache_ != nullptr) {
    const AnswerCache::Counters memory = cache_->counters();
    out.cache_hits = memory.hits;
    out.cache_misses = memory.misses;
    out.cache_evictions = memory.evictions;
  }
  if (connections_ != nullptr) {
    const Connections::Counters connections = connections_->counters();
    out.connections_refused = connections.refused;
    out.failed_accepts = connections.failed_accepts;
    out.last_failed_accept = connections.last_failure;
  }
  if (tls_ != nullptr) {
    out.tls_reloads = tls_->counters().reloads;
    out.failed_tls_reloads = tls_->counters().failed_reloads;
    out.last_failed_tls_reload = tls_->counters().last_failure;
  }
  AddAccess(access_->counters(), out);
  if (http_ != nullptr) {
    const Connections::Counters connections = http_->counters();
    out.connections_refused += connections.refused;
    out.failed_accepts += connections.failed_accepts;
    if (out.last_failed_accept.empty()) out.last_failed_accept = connections.last_failure;
  }
  const v1::ActivationStatus rulesets = activator_.status();
  out.ruleset_activations = static_cast<std::uint64_t>(rulesets.activations());
  out.ruleset_rollbacks = static_cast<std::uint64_t>(rulesets.rollbacks());
  out.ruleset_failures = static_cast<std::uint64_t>(rulesets.failures());
  out.old_ruleset_loads = activator_.old_rulesets().loads;
  out.old_ruleset_failures = activator_.old_rulesets().failures;
  out.refused = admission_.counters().refused;
  if (call_lines_ != nullptr) out.call_lines_dropped = call_lines_->dropped();
  if (kept_ != nullptr) AddKept(*kept_, out);
  return out;
}

}  // namespace izin
