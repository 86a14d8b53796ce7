// What is counted in one window of load, whatever the protocol.

#ifndef IZIN_TESTS_BENCHMARKS_METER_H_
#define IZIN_TESTS_BENCHMARKS_METER_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

#include "tests/benchmarks/server_process.h"

namespace izin {

using SteadyClock = std::chrono::steady_clock;

inline constexpr double kWarmUpSeconds = 0.2;

struct Window {
  double per_second = 0;
  double per_cpu_second = 0;  // of the server
  double p99_us = 0;
  double bytes = 0;  // of an answer, on average
};

// Loads a server for so many seconds.
using Run = std::function<Window(double seconds)>;

double SecondsSince(SteadyClock::time_point begun);

// Single-threaded.
class Meter {
 public:
  explicit Meter(const ServerProcess& server) : server_(server) {}

  // Forgets what was counted before.
  void Begin();
  // An answer that came now.
  void Count(SteadyClock::time_point asked, std::size_t bytes);
  Window End();

 private:
  const ServerProcess& server_;
  SteadyClock::time_point begun_;
  double cpu_at_begin_ = 0;
  double bytes_ = 0;
  std::vector<double> latencies_us_;
};

// The window between a warm-up and the end, both by `pump`: it loads the server for so many
// seconds and counts.
template <typename Pump>
Window Measure(Meter& meter, double seconds, const Pump& pump) {
  pump(kWarmUpSeconds);
  meter.Begin();
  pump(seconds);
  return meter.End();
}

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_METER_H_
