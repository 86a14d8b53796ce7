// What a server has counted, and what is said of it in its own log.

#ifndef IZIN_SERVICE_SERVER_SERVER_FAULTS_H_
#define IZIN_SERVICE_SERVER_SERVER_FAULTS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "service/server/admission/admission.h"

namespace izin {

// Since the start.
struct ServerCounters {
  std::uint64_t cache_hits = 0;  // in memory
  std::uint64_t cache_misses = 0;
  std::uint64_t cache_evictions = 0;
  std::uint64_t store_read_errors = 0;  // of kept answers: each is a miss
  std::uint64_t store_rebuilds = 0;
  std::uint64_t records_written = 0;
  std::uint64_t records_dropped = 0;  // for any reason
  std::uint64_t writes = 0;
  std::uint64_t failed_writes = 0;
  std::string last_failure;  // what was said of the last of them
  // Of signed rulesets, over all starts.
  std::uint64_t ruleset_activations = 0;
  std::uint64_t ruleset_rollbacks = 0;
  std::uint64_t ruleset_failures = 0;   // refused
  std::uint64_t old_ruleset_loads = 0;  // from the store, for a request
  std::uint64_t old_ruleset_failures = 0;
  std::uint64_t connections_refused = 0;  // more than may be open at once
  std::uint64_t failed_accepts = 0;       // the system has no room for one more
  std::string last_failed_accept;
  std::array<std::uint64_t, kRefusedForCount> refused{};  // calls, by RefusedFor
  std::uint64_t call_lines_dropped = 0;                   // of the log, for there were too many
  std::uint64_t tls_reloads = 0;                          // of certificates
  std::uint64_t failed_tls_reloads = 0;                   // the ones before stand
  std::string last_failed_tls_reload;
  std::uint64_t calls_unauthenticated = 0;  // whose token is not believed, or who shows nothing
  std::uint64_t calls_denied = 0;           // whose roles do not do
  std::uint64_t failed_audits = 0;          // accounts of admin calls that could not be written
  std::uint64_t jwt_key_reloads = 0;
  std::uint64_t failed_jwt_key_reloads = 0;  // the keys before stand
  std::string last_failed_jwt_key_reload;
};

// All of them as one line of key=value.
std::string CountersLine(const ServerCounters& counters);

// Notices where a fault begins and where it ends. Single-threaded.
class FaultWatch {
 public:
  // Looks without a new fault until one has ended.
  static constexpr int kQuietLooks = 3;

  // Lines about what changed since the last look: none while a fault goes on.
  std::vector<std::string> Look(const ServerCounters& now);

 private:
  void LookAtRefused(const ServerCounters& now, std::vector<std::string>& lines);
  void LookAtConnections(const ServerCounters& now, std::vector<std::string>& lines);
  void LookAtCertificates(const ServerCounters& now, std::vector<std::string>& lines) const;
  void LookAtAccess(const ServerCounters& now, std::vector<std::string>& lines) const;

  ServerCounters last_;
  int full_looks_ = 0;      // left of those without a line about connections
  int refusing_looks_ = 0;  // the same about calls
  bool is_failing_ = false;
  int quiet_looks_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_SERVER_FAULTS_H_
