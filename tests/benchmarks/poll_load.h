// Load over other protocols: some connections on one thread, one question at a time on each.

#ifndef IZIN_TESTS_BENCHMARKS_POLL_LOAD_H_
#define IZIN_TESTS_BENCHMARKS_POLL_LOAD_H_

#include <cstddef>
#include <poll.h>
#include <random>
#include <string>
#include <vector>

#include "tests/benchmarks/meter.h"

namespace izin {

// Asks for random keys. `Connection` has
//   int fd() const;
//   void Ask(const std::string& key);  // sends
//   std::size_t Answer();              // reads; bytes of the answer, 0 if it is not complete yet
// Single-threaded. REQUIRES: keys is not empty, no answer is empty.
template <typename Connection>
class PollLoad {
 public:
  PollLoad(std::vector<Connection>& connections, const std::vector<std::string>& keys,
           const ServerProcess& server)
      : connections_(connections), keys_(keys), meter_(server), begun_(connections.size()) {
    polled_.reserve(connections.size());
    for (const Connection& connection : connections)
      polled_.push_back({.fd = connection.fd(), .events = POLLIN, .revents = 0});
  }

  // Leaves no question open.
  Window Run(double seconds) {
    for (std::size_t c = 0; c < connections_.size(); ++c) Ask(c);
    const Window window = Measure(meter_, seconds, [this](double part) {
      const SteadyClock::time_point begun = SteadyClock::now();
      while (SecondsSince(begun) < part) Turn(true);
    });
    while (open_ > 0) Turn(false);
    return window;
  }

 private:
  void Ask(std::size_t c) {
    begun_[c] = SteadyClock::now();
    connections_[c].Ask(keys_[random_() % keys_.size()]);
    ++open_;
  }

  // Takes the answers that are there, waiting for the first.
  void Turn(bool asks_again) {
    poll(polled_.data(), polled_.size(), 1000);
    for (std::size_t c = 0; c < connections_.size(); ++c) {
      if (polled_[c].revents == 0) continue;
      const std::size_t bytes = connections_[c].Answer();
      if (bytes == 0) continue;
      meter_.Count(begun_[c], bytes);
      --open_;
      if (asks_again) Ask(c);
    }
  }

  std::vector<Connection>& connections_;
  const std::vector<std::string>& keys_;
  Meter meter_;
  std::vector<SteadyClock::time_point> begun_;
  std::vector<pollfd> polled_;
  std::size_t open_ = 0;
  std::mt19937 random_{20261124};
};

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_POLL_LOAD_H_
