// What Prometheus reads of a server.

#ifndef IZIN_SERVICE_SERVER_METRICS_H_
#define IZIN_SERVICE_SERVER_METRICS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>
#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "service/server/server_faults.h"
#include "service/transport/calls.h"

namespace izin {

// What a server is at the moment, beside what it has counted.
struct ServerState {
  struct HeldRuleset {
    std::string id;           // "pp28-2025"
    std::string fingerprint;  // hex
    absl::Time effective_from;
    absl::Time data_as_of;  // InfinitePast = its data have no date
  };

  bool is_ready = false;
  int calls_under_way = 0;
  std::size_t connections = 0;                           // of gRPC, open
  absl::Duration wait_limit = absl::InfiniteDuration();  // of a call before its start
  std::size_t callers = 0;                               // that limits of callers remember
  std::uint64_t cache_entries = 0;
  std::uint64_t cache_bytes = 0;
  absl::Time certificate_expires = absl::InfiniteFuture();  // of TLS; InfiniteFuture = none
  std::vector<HeldRuleset> rulesets;
};

// Counts calls as they end, and writes all that a server tells in the text format of Prometheus.
// Names begin with izin_, those of the process with process_. Thread-safe.
class Metrics final : public CallObserver {
 public:
  struct Sources {
    std::function<ServerCounters()> counters;
    std::function<ServerState()> state;
  };

  // One series for each method of the contract is there from the start, so that a rate is known
  // with the first call. Others count as method="other".
  explicit Metrics(const std::string& version);

  void CallEnded(const CalledMethod& method, grpc::StatusCode code, absl::Duration took) override;

  // `sources` are asked once for each text.
  std::string Text(const Sources& sources) const;

 private:
  static constexpr std::size_t kCodes = 17;  // of gRPC: OK to UNAUTHENTICATED
  struct Method {
    std::array<prometheus::Counter*, kCodes> by_code{};
    prometheus::Histogram* seconds = nullptr;
  };

  void AddMethod(const std::string& name);

  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  // By CalledMethod::number, and one more of all others. Not changed after the constructor.
  std::vector<Method> methods_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_METRICS_H_
