// What `izin top` shows between two looks.

#include "service/cli/top_page.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Key;

Look At(int seconds, const std::string& text) {
  return {.at = absl::FromUnixSeconds(seconds), .samples = ParseMetrics(text)};
}

// `ok`, `bad` and `down` calls of ClassifyActivity, all within a millisecond, half within 0.5 ms.
std::string Calls(int ok, int bad, int down) {
  const std::string method = "method=\"ClassifyActivity\"";
  const std::string all = std::to_string(ok + bad + down);
  return "izin_calls_total{code=\"OK\"," + method + "} " + std::to_string(ok) +
         "\nizin_calls_total{code=\"NOT_FOUND\"," + method + "} " + std::to_string(bad) +
         "\nizin_calls_total{code=\"UNAVAILABLE\"," + method + "} " + std::to_string(down) +
         "\nizin_calls_total{code=\"OK\",method=\"GetRuleset\"} 7" + "\nizin_call_seconds_bucket{" +
         method + ",le=\"0.0005\"} " + std::to_string((ok + bad + down) / 2) +
         "\nizin_call_seconds_bucket{" + method + ",le=\"0.001\"} " + all +
         "\nizin_call_seconds_bucket{" + method + ",le=\"+Inf\"} " + all + "\n";
}

TEST(TopPage, CountsWhatWasDoneBetweenTwoLooks) {
  const auto figures = FiguresBetween(At(100, Calls(1000, 0, 0)), At(110, Calls(3000, 100, 20)));
  EXPECT_THAT(figures, ElementsAre(Key("ClassifyActivity")));  // the other was not called
  const MethodFigures& method = figures.at("ClassifyActivity");
  EXPECT_DOUBLE_EQ(method.calls, 212);
  EXPECT_DOUBLE_EQ(method.refused, 10);
  EXPECT_DOUBLE_EQ(method.failed, 2);
  EXPECT_NEAR(method.Quantile(0.5), 0.0005, 1e-9);
  EXPECT_NEAR(method.Quantile(0.75), 0.00075, 1e-9);
  EXPECT_NEAR(method.Quantile(1), 0.001, 1e-9);
  EXPECT_EQ(MethodFigures().Quantile(0.5), 0);
}

TEST(TopPage, CountsFromZeroAfterARestart) {
  const auto figures = FiguresBetween(At(100, Calls(9000, 0, 0)), At(110, Calls(50, 0, 0)));
  EXPECT_DOUBLE_EQ(figures.at("ClassifyActivity").calls, 5);
}

TEST(TopPage, SaysWhatAdmissionRefusesWhileItDoes) {
  const auto refused = [](int rate, int load, const std::string& limit) {
    return "izin_admission_refused_total{reason=\"rate\"} " + std::to_string(rate) +
           "\nizin_admission_refused_total{reason=\"calls\"} 0" +
           "\nizin_admission_refused_total{reason=\"load\"} " + std::to_string(load) +
           "\nizin_admission_wait_limit_seconds " + limit + "\n";
  };
  const Look before = At(100, refused(5, 0, "+Inf"));
  EXPECT_THAT(TopPage("s", before, At(110, refused(5, 0, "+Inf")), /*is_english=*/true),
              ::testing::Not(HasSubstr("Refused unread")));
  EXPECT_THAT(TopPage("s", before, At(110, refused(15, 300, "0.02")), /*is_english=*/true),
              HasSubstr("Refused unread 1 for rate/s, 0 for calls/s, 30 for load/s; calls "
                        "queue\n"));
  EXPECT_THAT(TopPage("s", before, At(110, refused(25, 0, "+Inf")), /*is_english=*/false),
              HasSubstr("Ditolak sebelum dibaca 2 karena laju/s, 0 karena jumlah/s, 0 karena "
                        "beban/s\n"));
}

TEST(TopPage, SaysHowTheServerIs) {
  const std::string more =
      "izin_build_info{version=\"1.2.3\"} 1\nizin_ready 1\nizin_connections 8\n"
      "izin_log_records_dropped_total 5\nprocess_resident_memory_bytes 104857600\n"
      "izin_ruleset_effective_timestamp_seconds{ruleset=\"pp28-2025\",fingerprint="
      "\"7fa6636b44a91892d6\"} 1\n"
      "izin_ruleset_data_timestamp_seconds{ruleset=\"pp28-2025\"} 1790701200\n";
  const Look before = At(100, Calls(0, 0, 0) + more +
                                  "izin_memory_hits_total 0\n"
                                  "izin_memory_misses_total 0\nprocess_cpu_seconds_total 1\n");
  const Look now = At(110, Calls(20000, 0, 0) + more +
                               "izin_memory_hits_total 90\n"
                               "izin_memory_misses_total 10\nprocess_cpu_seconds_total 6\n");
  EXPECT_THAT(
      TopPage("127.0.0.1:1", before, now, /*is_english=*/false),
      AllOf(HasSubstr("izind 1.2.3, 127.0.0.1:1: siap\n2.000 panggilan/s, 0 sedang berjalan, "
                      "8 sambungan\n"),
            HasSubstr("Jawaban dari memori 90 %, 0 keputusan tercatat/s, 5 tidak tercatat "
                      "sejak mulai\n"),
            HasSubstr("Memori 100 MiB, prosesor 50 %\n"),
            HasSubstr("Aturan pp28-2025@7fa6636b44a9 (data 2026-09-30)\n")));
  EXPECT_THAT(
      TopPage("s", before, now, /*is_english=*/false),
      HasSubstr("ClassifyActivity                 2.000           0           0   0,50 ms"));
  EXPECT_THAT(TopPage("s", before, now, /*is_english=*/true), HasSubstr("2,000 calls/s"));
  EXPECT_THAT(TopPage("s", now, now, /*is_english=*/true),
              AllOf(HasSubstr("Answers from memory -"), HasSubstr("No calls.")));
  EXPECT_THAT(TopPage("s", At(1, ""), At(2, ""), /*is_english=*/false), HasSubstr("TIDAK SIAP"));
}

}  // namespace
}  // namespace izin::cli
