// What Prometheus reads.

#include "service/server/metrics.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string TextOf(const Metrics& metrics, const ServerCounters& counters = {},
                   const ServerState& state = {}) {
  return metrics.Text({.counters = [&] { return counters; }, .state = [&] { return state; }});
}

TEST(Metrics, CountCallsByMethodAndCode) {
  Metrics metrics("1.2.3");
  EXPECT_THAT(TextOf(metrics),
              AllOf(HasSubstr("izin_calls_total{code=\"OK\",method=\"GetKbliEntry\"} 0"),
                    HasSubstr("izin_build_info{version=\"1.2.3\"} 1")));
  metrics.CallEnded(MethodNamed("GetKbliEntry"), grpc::StatusCode::OK, absl::Microseconds(20));
  metrics.CallEnded(MethodNamed("GetKbliEntry"), grpc::StatusCode::OK, absl::Milliseconds(3));
  metrics.CallEnded(MethodNamed("GetKbliEntry"), grpc::StatusCode::NOT_FOUND,
                    absl::Microseconds(20));
  const std::string text = TextOf(metrics);
  EXPECT_THAT(text, HasSubstr("izin_calls_total{code=\"OK\",method=\"GetKbliEntry\"} 2"));
  EXPECT_THAT(text, HasSubstr("izin_calls_total{code=\"NOT_FOUND\",method=\"GetKbliEntry\"} 1"));
  EXPECT_THAT(text, HasSubstr("izin_call_seconds_count{method=\"GetKbliEntry\"} 3"));
  EXPECT_THAT(text,
              HasSubstr("izin_call_seconds_bucket{method=\"GetKbliEntry\",le=\"2.5e-05\"} 2"));
  EXPECT_THAT(text, HasSubstr("izin_call_seconds_bucket{method=\"GetKbliEntry\",le=\"+Inf\"} 3"));
}

TEST(Metrics, KnowEveryMethodOfTheContractAndOthersTogether) {
  Metrics metrics("1");
  for (const char* method : {"ClassifyActivity", "BatchClassifyActivities", "SearchKbliEntries",
                             "ListReferenceValues", "DiffRulesets", "ReplayDecisions"}) {
    EXPECT_THAT(TextOf(metrics), HasSubstr(std::string("method=\"") + method + "\"")) << method;
  }
  metrics.CallEnded(MethodNamed("NoSuchMethod"), grpc::StatusCode::UNIMPLEMENTED,
                    absl::ZeroDuration());
  EXPECT_THAT(TextOf(metrics),
              HasSubstr("izin_calls_total{code=\"UNIMPLEMENTED\",method=\"other\"} 1"));
}

TEST(Metrics, TellWhatWasRefusedAndWhy) {
  ServerCounters counters;
  counters.refused = {5, 6, 7};
  counters.call_lines_dropped = 8;
  EXPECT_THAT(TextOf(Metrics("1"), counters),
              AllOf(HasSubstr("izin_admission_refused_total{reason=\"rate\"} 5"),
                    HasSubstr("izin_admission_refused_total{reason=\"calls\"} 6"),
                    HasSubstr("izin_admission_refused_total{reason=\"load\"} 7"),
                    HasSubstr("izin_call_lines_dropped_total 8"),
                    HasSubstr("izin_admission_wait_limit_seconds +Inf")));
  ServerState state;
  state.wait_limit = absl::Milliseconds(20);
  state.callers = 3;
  EXPECT_THAT(TextOf(Metrics("1"), {}, state),
              AllOf(HasSubstr("izin_admission_wait_limit_seconds 0.02"),
                    HasSubstr("izin_admission_callers 3")));
}

TEST(Metrics, TellWhatTheServerCounted) {
  ServerCounters counters;
  counters.cache_hits = 7;
  counters.records_dropped = 3;
  counters.failed_tls_reloads = 2;
  counters.ruleset_activations = 4;
  EXPECT_THAT(
      TextOf(Metrics("1"), counters),
      AllOf(HasSubstr("# TYPE izin_memory_hits_total counter"),
            HasSubstr("izin_memory_hits_total 7"), HasSubstr("izin_log_records_dropped_total 3"),
            HasSubstr("izin_tls_reload_failures_total 2"),
            HasSubstr("izin_ruleset_activations_total 4")));
}

TEST(Metrics, TellWhatTheServerIs) {
  ServerState state{.is_ready = true, .calls_under_way = 4};
  state.rulesets = {{.id = "pp24-2018",
                     .fingerprint = "aa",
                     .effective_from = absl::FromUnixSeconds(1000),
                     .data_as_of = absl::InfinitePast()},
                    {.id = "pp28-2025",
                     .fingerprint = "bb",
                     .effective_from = absl::FromUnixSeconds(2000),
                     .data_as_of = absl::FromUnixSeconds(3000)}};
  const std::string text = TextOf(Metrics("1"), {}, state);
  EXPECT_THAT(text, AllOf(HasSubstr("izin_ready 1"), HasSubstr("izin_calls_under_way 4")));
  EXPECT_THAT(text, HasSubstr("izin_ruleset_effective_timestamp_seconds{ruleset=\"pp24-2018\","
                              "fingerprint=\"aa\"} 1000"));
  EXPECT_THAT(text, HasSubstr("izin_ruleset_data_timestamp_seconds{ruleset=\"pp28-2025\"} 3000"));
  EXPECT_THAT(text, Not(HasSubstr("izin_ruleset_data_timestamp_seconds{ruleset=\"pp24-2018\"")));
  EXPECT_THAT(text, Not(HasSubstr("expiry")));  // no TLS
  state.certificate_expires = absl::FromUnixSeconds(5000);
  EXPECT_THAT(TextOf(Metrics("1"), {}, state),
              HasSubstr("izin_tls_certificate_expiry_timestamp_seconds 5000"));
}

TEST(Metrics, TellOfTheProcess) {
  EXPECT_THAT(TextOf(Metrics("1")),
              AllOf(HasSubstr("# TYPE process_cpu_seconds_total counter"),
                    HasSubstr("process_resident_memory_bytes "), HasSubstr("process_open_fds ")));
}

}  // namespace
}  // namespace izin
