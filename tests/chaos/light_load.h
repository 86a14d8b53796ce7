// More calls than a client of gRPC can make on one core.

#ifndef IZIN_TESTS_CHAOS_LIGHT_LOAD_H_
#define IZIN_TESTS_CHAOS_LIGHT_LOAD_H_

#include <cstddef>
#include <filesystem>
#include <string>

namespace izin {

// What became of the calls of one time.
struct LightOutcome {
  double seconds = 0;
  std::size_t good = 0;    // answered within the time allowed
  std::size_t others = 0;  // answered later, or refused
  double p99_ms = 0;       // of all
};

// One request over and over, by h2load, over 16 connections. Ends the program with exit code 3
// where h2load cannot do it. Single-threaded.
class LightLoad {
 public:
  // `message`: an encoded ClassifyActivityRequest. Files are written to `folder`.
  LightLoad(std::string address, const std::string& message, std::filesystem::path folder);

  // Empty: it is not installed.
  static std::string Program();

  // So many calls on each connection at once; as many a second as may be, or `per_second` of all.
  LightOutcome Run(int at_once, double seconds, double allowed_seconds, double per_second = 0);

 private:
  std::string Output(const std::string& flags) const;

  const std::string address_;
  const std::filesystem::path folder_;
  double answer_bytes_ = 0;  // what one answer makes h2load count
};

}  // namespace izin

#endif  // IZIN_TESTS_CHAOS_LIGHT_LOAD_H_
