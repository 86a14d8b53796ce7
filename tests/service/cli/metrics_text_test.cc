// What a server tells Prometheus, read back.

#include "service/cli/metrics_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/server/metrics.h"

namespace izin::cli {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::SizeIs;

TEST(MetricsText, AreNamesLabelsAndNumbers) {
  const auto samples = ParseMetrics(
      "# TYPE a counter\na 3\nb{x=\"1\",y=\"two \\\"words\\\"\"} 2.5e-05\n\nrubbish\n{\nc{x} "
      "1\nd{x=\"1} 1\ne zero\n");
  ASSERT_THAT(samples, SizeIs(2));
  EXPECT_EQ(samples[0].name, "a");
  EXPECT_EQ(samples[0].value, 3);
  EXPECT_EQ(samples[1].Label("x"), "1");
  EXPECT_EQ(samples[1].Label("y"), "two \"words\"");
  EXPECT_EQ(samples[1].Label("z"), "");
  EXPECT_EQ(samples[1].value, 2.5e-05);
}

TEST(MetricsText, ReadWhatAServerWrites) {
  Metrics metrics("1.2.3");
  metrics.CallEnded(MethodNamed("GetKbliEntry"), grpc::StatusCode::OK, absl::Milliseconds(1));
  const auto samples = ParseMetrics(metrics.Text(
      {.counters = [] { return ServerCounters{}; }, .state = [] { return ServerState{}; }}));
  EXPECT_GT(samples.size(), 300U);
  EXPECT_THAT(samples, Contains(Field(&Sample::name, "izin_build_info")));
  EXPECT_THAT(samples, Contains(Field(&Sample::name, "process_open_fds")));
}

}  // namespace
}  // namespace izin::cli
