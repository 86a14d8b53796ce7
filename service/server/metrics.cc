#include "service/server/metrics.h"

#include <cstdlib>
#include <dirent.h>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <utility>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "service/transport/contract_methods.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

constexpr char kOther[] = "other";

// Answers in memory take microseconds, comparisons of rulesets seconds.
const prometheus::Histogram::BucketBoundaries kSeconds = {
    0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
    0.01,    0.025,    0.05,    0.1,    0.25,    0.5,    1,     2.5,    10};

using Families = std::vector<prometheus::MetricFamily>;
using Labels = std::vector<prometheus::ClientMetric::Label>;

double SecondsOf(absl::Time time) { return absl::ToDoubleSeconds(time - absl::UnixEpoch()); }

// Appends families of one kind, each with its samples.
class Writer {
 public:
  explicit Writer(Families& families) : families_(families) {}

  template <typename Number>
  void Counter(const char* name, const char* help, Number value) {
    Add(name, help, prometheus::MetricType::Counter).counter.value = static_cast<double>(value);
  }
  // One more sample of the family `name`.
  template <typename Number>
  void Counter(const char* name, const char* help, Labels labels, Number value) {
    Next(name, help, prometheus::MetricType::Counter, std::move(labels)).counter.value =
        static_cast<double>(value);
  }
  void Gauge(const char* name, const char* help, double value) {
    Add(name, help, prometheus::MetricType::Gauge).gauge.value = value;
  }
  // One more sample of the family `name`.
  void Gauge(const char* name, const char* help, Labels labels, double value) {
    Next(name, help, prometheus::MetricType::Gauge, std::move(labels)).gauge.value = value;
  }

 private:
  prometheus::ClientMetric& Next(const char* name, const char* help, prometheus::MetricType type,
                                 Labels labels) {
    if (families_.empty() || families_.back().name != name)
      families_.push_back({.name = name, .help = help, .type = type, .metric = {}});
    prometheus::ClientMetric& sample = families_.back().metric.emplace_back();
    sample.label = std::move(labels);
    return sample;
  }
  prometheus::ClientMetric& Add(const char* name, const char* help, prometheus::MetricType type) {
    families_.push_back({.name = name, .help = help, .type = type, .metric = {{}}});
    return families_.back().metric.front();
  }

  Families& families_;
};

struct CounterRow {
  const char* name;
  const char* help;
  std::uint64_t ServerCounters::*count;
};

constexpr CounterRow kCounters[] = {
    {"izin_memory_hits_total", "Answers found in memory.", &ServerCounters::cache_hits},
    {"izin_memory_misses_total", "Answers not found in memory.", &ServerCounters::cache_misses},
    {"izin_memory_evictions_total", "Answers that made room for others.",
     &ServerCounters::cache_evictions},
    {"izin_store_read_errors_total", "Kept answers that could not be read.",
     &ServerCounters::store_read_errors},
    {"izin_store_rebuilds_total", "Times the store of answers was made anew.",
     &ServerCounters::store_rebuilds},
    {"izin_store_writes_total", "Writes to disk.", &ServerCounters::writes},
    {"izin_store_write_failures_total", "Writes to disk that failed.",
     &ServerCounters::failed_writes},
    {"izin_log_records_total", "Decisions logged.", &ServerCounters::records_written},
    {"izin_log_records_dropped_total", "Decisions that were not logged.",
     &ServerCounters::records_dropped},
    {"izin_connections_refused_total", "Connections beyond what may be open.",
     &ServerCounters::connections_refused},
    {"izin_call_lines_dropped_total", "Lines of the log about calls that were left out.",
     &ServerCounters::call_lines_dropped},
    {"izin_accept_failures_total", "Connections the system had no room for.",
     &ServerCounters::failed_accepts},
    {"izin_ruleset_activations_total", "Rulesets that took their place.",
     &ServerCounters::ruleset_activations},
    {"izin_ruleset_rollbacks_total", "Rulesets that were taken back.",
     &ServerCounters::ruleset_rollbacks},
    {"izin_ruleset_refusals_total", "Rulesets that were offered and not taken.",
     &ServerCounters::ruleset_failures},
    {"izin_old_ruleset_loads_total", "Old rulesets read from the store for a request.",
     &ServerCounters::old_ruleset_loads},
    {"izin_old_ruleset_load_failures_total", "Old rulesets that could not be read.",
     &ServerCounters::old_ruleset_failures},
    {"izin_tls_reloads_total", "Certificates taken while serving.", &ServerCounters::tls_reloads},
    {"izin_tls_reload_failures_total", "Certificates found not sound while serving.",
     &ServerCounters::failed_tls_reloads},
    {"izin_calls_unauthenticated_total", "Calls whose token is not believed, or that show nothing.",
     &ServerCounters::calls_unauthenticated},
    {"izin_calls_denied_total", "Calls that the roles of their caller do not allow.",
     &ServerCounters::calls_denied},
    {"izin_audit_failures_total", "Accounts of admin calls that could not be written.",
     &ServerCounters::failed_audits},
    {"izin_jwt_key_reloads_total", "Keys of tokens taken while serving.",
     &ServerCounters::jwt_key_reloads},
    {"izin_jwt_key_reload_failures_total", "Keys of tokens found not sound while serving.",
     &ServerCounters::failed_jwt_key_reloads},
};

void AddCounters(const ServerCounters& now, Writer& out) {
  for (const CounterRow& row : kCounters) out.Counter(row.name, row.help, now.*row.count);
  for (RefusedFor reason : {RefusedFor::kRate, RefusedFor::kCalls, RefusedFor::kLoad}) {
    out.Counter("izin_admission_refused_total", "Calls that were refused before they were read.",
                {{"reason", std::string(NameOf(reason))}},
                now.refused[static_cast<std::size_t>(reason)]);
  }
}

void AddState(const ServerState& now, Writer& out) {
  out.Gauge("izin_ready", "1 where calls can be served.", now.is_ready ? 1 : 0);
  out.Gauge("izin_calls_under_way", "Calls not ended.", now.calls_under_way);
  out.Gauge("izin_connections", "Open connections of gRPC.", static_cast<double>(now.connections));
  out.Gauge("izin_admission_wait_limit_seconds",
            "How long a call may have waited for its start; infinite while calls do not queue.",
            absl::ToDoubleSeconds(now.wait_limit));
  out.Gauge("izin_admission_callers", "Callers that are told apart.",
            static_cast<double>(now.callers));
  out.Gauge("izin_memory_answers", "Answers in memory.", static_cast<double>(now.cache_entries));
  out.Gauge("izin_memory_bytes", "Bytes of answers in memory.",
            static_cast<double>(now.cache_bytes));
  if (now.certificate_expires != absl::InfiniteFuture()) {
    out.Gauge("izin_tls_certificate_expiry_timestamp_seconds",
              "When the first certificate in use expires.", SecondsOf(now.certificate_expires));
  }
  for (const ServerState::HeldRuleset& ruleset : now.rulesets) {
    out.Gauge("izin_ruleset_effective_timestamp_seconds", "When a ruleset held took effect.",
              {{"ruleset", ruleset.id}, {"fingerprint", ruleset.fingerprint}},
              SecondsOf(ruleset.effective_from));
  }
  for (const ServerState::HeldRuleset& ruleset : now.rulesets) {
    if (ruleset.data_as_of == absl::InfinitePast()) continue;
    out.Gauge("izin_ruleset_data_timestamp_seconds", "The date of the data of a ruleset.",
              {{"ruleset", ruleset.id}}, SecondsOf(ruleset.data_as_of));
  }
}

// Fields of /proc/self/stat after the name, which may hold blanks.
std::vector<std::string> StatFields() {
  std::ifstream in("/proc/self/stat");
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::istringstream rest(text.substr(text.rfind(')') + 1));
  std::vector<std::string> fields;
  for (std::string field; rest >> field;) fields.push_back(field);
  return fields;
}

int OpenDescriptors() {
  DIR* folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  int count = -3;  // "." and ".." and the folder itself
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

void AddProcess(Writer& out) {
  constexpr std::size_t kUser = 11;  // of the fields after the name
  constexpr std::size_t kSystem = 12;
  constexpr std::size_t kThreads = 17;
  constexpr std::size_t kResident = 21;
  const std::vector<std::string> fields = StatFields();
  if (fields.size() <= kResident) return;
  const auto number = [&](std::size_t field) {
    return std::strtod(fields[field].c_str(), nullptr);
  };
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  out.Counter("process_cpu_seconds_total", "Processor time of the process.",
              (number(kUser) + number(kSystem)) / ticks);
  out.Gauge("process_resident_memory_bytes", "Memory of the process.",
            number(kResident) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
  out.Gauge("process_threads", "Threads of the process.", number(kThreads));
  out.Gauge("process_open_fds", "Open descriptors of the process.", OpenDescriptors());
}

}  // namespace

Metrics::Metrics(const std::string& version)
    : calls_(prometheus::BuildCounter()
                 .Name("izin_calls_total")
                 .Help("Calls that ended, by method and status.")
                 .Register(registry_)),
      seconds_(prometheus::BuildHistogram()
                   .Name("izin_call_seconds")
                   .Help("Seconds a call took in this process, by method.")
                   .Register(registry_)) {
  prometheus::BuildGauge()
      .Name("izin_build_info")
      .Help("Always 1.")
      .Register(registry_)
      .Add({{"version", version}})
      .Set(1);
  for (const ContractMethod& method : ContractMethods()) AddMethod(method.name);
  AddMethod(kOther);
}

void Metrics::AddMethod(const std::string& name) {
  Method& method = methods_.emplace_back();
  method.seconds = &seconds_.Add({{"method", name}}, kSeconds);
  for (std::size_t code = 0; code < kCodes; ++code)
    method.by_code[code] =
        &calls_.Add({{"method", name}, {"code", NameOf(static_cast<grpc::StatusCode>(code))}});
}

void Metrics::CallEnded(const CalledMethod& method, grpc::StatusCode code, absl::Duration took) {
  const Method& ended =
      method.number < 0 ? methods_.back() : methods_[static_cast<std::size_t>(method.number)];
  const auto number = static_cast<std::size_t>(code);
  constexpr auto kUnknown = static_cast<std::size_t>(grpc::StatusCode::UNKNOWN);
  ended.by_code[number < kCodes ? number : kUnknown]->Increment();
  ended.seconds->Observe(absl::ToDoubleSeconds(took));
}

std::string Metrics::Text(const Sources& sources) const {
  Families families = registry_.Collect();
  Writer out(families);
  AddCounters(sources.counters(), out);
  AddState(sources.state(), out);
  AddProcess(out);
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace izin
