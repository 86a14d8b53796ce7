#include "service/server/server_faults.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace izin {
namespace {

std::uint64_t RefusedIn(const ServerCounters& counters, RefusedFor reason) {
  return counters.refused[static_cast<std::size_t>(reason)];
}

}  // namespace

std::string CountersLine(const ServerCounters& counters) {
  return absl::StrCat(
      "cache_hits=", counters.cache_hits, " cache_misses=", counters.cache_misses,
      " cache_evictions=", counters.cache_evictions,
      " store_read_errors=", counters.store_read_errors,
      " store_rebuilds=", counters.store_rebuilds, " records_written=", counters.records_written,
      " records_dropped=", counters.records_dropped, " failed_writes=", counters.failed_writes,
      " connections_refused=", counters.connections_refused,
      " failed_accepts=", counters.failed_accepts,
      " calls_refused_for_rate=", RefusedIn(counters, RefusedFor::kRate),
      " calls_refused_for_calls=", RefusedIn(counters, RefusedFor::kCalls),
      " calls_refused_for_load=", RefusedIn(counters, RefusedFor::kLoad),
      " call_lines_dropped=", counters.call_lines_dropped, " tls_reloads=", counters.tls_reloads,
      " failed_tls_reloads=", counters.failed_tls_reloads,
      " calls_unauthenticated=", counters.calls_unauthenticated,
      " calls_denied=", counters.calls_denied, " failed_audits=", counters.failed_audits,
      " jwt_key_reloads=", counters.jwt_key_reloads,
      " failed_jwt_key_reloads=", counters.failed_jwt_key_reloads,
      " ruleset_activations=", counters.ruleset_activations,
      " ruleset_rollbacks=", counters.ruleset_rollbacks,
      " ruleset_failures=", counters.ruleset_failures,
      " old_ruleset_loads=", counters.old_ruleset_loads,
      " old_ruleset_failures=", counters.old_ruleset_failures);
}

std::vector<std::string> FaultWatch::Look(const ServerCounters& now) {
  std::vector<std::string> lines;
  const std::string figures =
      absl::StrCat(" records_dropped=", now.records_dropped, " failed_writes=", now.failed_writes);
  const bool has_failed =
      now.records_dropped > last_.records_dropped || now.failed_writes > last_.failed_writes;
  if (has_failed) {
    if (!is_failing_) {
      const std::string cause = now.failed_writes > last_.failed_writes
                                    ? absl::StrCat(" cause=\"", now.last_failure, "\"")
                                    : " cause=\"records come faster than the disk\"";
      lines.emplace_back(absl::StrCat("event=store_failing", figures, cause));
    }
    is_failing_ = true;
    quiet_looks_ = 0;
  } else if (is_failing_ && (quiet_looks_ > 0 || now.writes > last_.writes)) {
    // Quiet only once something was written: without calls nothing fails either.
    is_failing_ = ++quiet_looks_ < kQuietLooks;
    if (!is_failing_) lines.emplace_back(absl::StrCat("event=store_recovered", figures));
  }
  if (now.store_read_errors > 0 && last_.store_read_errors == 0) {
    lines.emplace_back(
        absl::StrCat("event=store_read_error store_read_errors=", now.store_read_errors));
  }
  if (now.store_rebuilds > last_.store_rebuilds)
    lines.emplace_back(absl::StrCat("event=store_cache_rebuilt rebuilds=", now.store_rebuilds));
  if (now.old_ruleset_failures > last_.old_ruleset_failures) {
    lines.emplace_back(absl::StrCat("event=old_ruleset_unreadable old_ruleset_failures=",
                                    now.old_ruleset_failures));
  }
  LookAtRefused(now, lines);
  LookAtConnections(now, lines);
  LookAtCertificates(now, lines);
  LookAtAccess(now, lines);
  last_ = now;
  return lines;
}

void FaultWatch::LookAtCertificates(const ServerCounters& now,
                                    std::vector<std::string>& lines) const {
  if (now.tls_reloads > last_.tls_reloads)
    lines.emplace_back(absl::StrCat("event=tls_reloaded tls_reloads=", now.tls_reloads));
  if (now.failed_tls_reloads > last_.failed_tls_reloads) {
    lines.emplace_back(
        absl::StrCat("event=tls_reload_failed failed_tls_reloads=", now.failed_tls_reloads,
                     " cause=\"", now.last_failed_tls_reload, "\""));
  }
}

void FaultWatch::LookAtAccess(const ServerCounters& now, std::vector<std::string>& lines) const {
  if (now.jwt_key_reloads > last_.jwt_key_reloads)
    lines.emplace_back(absl::StrCat("event=jwt_keys_reloaded reloads=", now.jwt_key_reloads));
  if (now.failed_jwt_key_reloads > last_.failed_jwt_key_reloads) {
    lines.emplace_back(
        absl::StrCat("event=jwt_keys_reload_failed failed_reloads=", now.failed_jwt_key_reloads,
                     " cause=\"", now.last_failed_jwt_key_reload, "\""));
  }
  if (now.failed_audits > last_.failed_audits)
    lines.emplace_back(absl::StrCat("event=audit_unwritable failed_audits=", now.failed_audits));
}

void FaultWatch::LookAtRefused(const ServerCounters& now, std::vector<std::string>& lines) {
  if (now.refused == last_.refused) {
    refusing_looks_ = std::max(refusing_looks_ - 1, 0);
    return;
  }
  if (refusing_looks_ == 0) {
    std::string line = "event=calls_refused";
    for (RefusedFor reason : {RefusedFor::kRate, RefusedFor::kCalls, RefusedFor::kLoad})
      absl::StrAppend(&line, " ", NameOf(reason), "=", RefusedIn(now, reason));
    lines.push_back(std::move(line));
  }
  refusing_looks_ = kQuietLooks;
}

void FaultWatch::LookAtConnections(const ServerCounters& now, std::vector<std::string>& lines) {
  const bool has_refused = now.connections_refused > last_.connections_refused;
  const bool has_failed = now.failed_accepts > last_.failed_accepts;
  if (!has_refused && !has_failed) {
    full_looks_ = std::max(full_looks_ - 1, 0);
    return;
  }
  const std::string cause = has_failed ? absl::StrCat(" cause=\"", now.last_failed_accept, "\"")
                                       : " cause=\"as many are open as may be\"";
  if (full_looks_ == 0) {
    lines.emplace_back(
        absl::StrCat("event=connections_refused connections_refused=", now.connections_refused,
                     " failed_accepts=", now.failed_accepts, cause));
  }
  full_looks_ = kQuietLooks;
}

}  // namespace izin
