#include "tests/benchmarks/meter.h"

#include <algorithm>

namespace izin {

double SecondsSince(SteadyClock::time_point begun) {
  return std::chrono::duration<double>(SteadyClock::now() - begun).count();
}

void Meter::Begin() {
  latencies_us_.clear();
  bytes_ = 0;
  cpu_at_begin_ = server_.CpuSeconds();
  begun_ = SteadyClock::now();
}

void Meter::Count(SteadyClock::time_point asked, std::size_t bytes) {
  latencies_us_.push_back(SecondsSince(asked) * 1e6);
  bytes_ += static_cast<double>(bytes);
}

Window Meter::End() {
  const double took = SecondsSince(begun_);
  const double used = server_.CpuSeconds() - cpu_at_begin_;
  Window window;
  if (latencies_us_.empty()) return window;
  const auto calls = static_cast<double>(latencies_us_.size());
  window.per_second = calls / took;
  window.per_cpu_second = used > 0 ? calls / used : 0;
  window.bytes = bytes_ / calls;
  const auto p99 =
      latencies_us_.begin() + static_cast<std::ptrdiff_t>(latencies_us_.size() * 99 / 100);
  std::nth_element(latencies_us_.begin(), p99, latencies_us_.end());
  window.p99_us = *p99;
  return window;
}

}  // namespace izin
