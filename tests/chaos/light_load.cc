#include "tests/chaos/light_load.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <regex>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/benchmarks/h2load_run.h"
#include "tests/benchmarks/server_process.h"

namespace izin {
namespace {

constexpr int kConnections = 16;

// The number in the first group of `pattern`; the program ends where the output has none.
double NumberIn(const std::string& output, const std::string& pattern) {
  std::smatch match;
  if (!std::regex_search(output, match, std::regex(pattern))) {
    std::cerr << "h2load did not say " << pattern << ":\n" << output;
    std::exit(3);
  }
  return std::atof(match[1].str().c_str());
}

double DataBytes(const std::string& output) {
  return NumberIn(output, R"(headers.*, [^ ]+ \((\d+)\) data)");
}

}  // namespace

LightLoad::LightLoad(std::string address, const std::string& message, std::filesystem::path folder)
    : address_(std::move(address)), folder_(std::move(folder)) {
  std::ofstream(folder_ / "request", std::ios::binary) << Framed(message);
  answer_bytes_ = DataBytes(Output("-c1 -m1 -n 1"));
}

std::string LightLoad::Program() { return FindProgram("h2load"); }

LightOutcome LightLoad::Run(int at_once, double seconds, double allowed_seconds,
                            double per_second) {
  const std::string log = folder_ / "calls";
  std::filesystem::remove(log);
  std::string flags = absl::StrCat("-c", kConnections, " -m", at_once, " -D ",
                                   static_cast<int>(seconds * 1000), "ms --log-file='", log, "'");
  if (per_second > 0) absl::StrAppend(&flags, " --rps=", per_second / kConnections);
  const std::string output = Output(flags);
  LightOutcome out{.seconds = NumberIn(output, R"(finished in ([\d.]+)s)")};
  std::vector<double> took;  // seconds, each
  std::ifstream in(log);
  std::int64_t begun_us = 0;
  std::int64_t took_us = 0;
  for (int status = 0; in >> begun_us >> status >> took_us;)
    took.push_back(static_cast<double>(took_us) / 1e6);
  // A refusal is HTTP's 200 too, without data.
  const auto answered = static_cast<std::size_t>(DataBytes(output) / answer_bytes_);
  const auto late = static_cast<std::size_t>(
      std::count_if(took.begin(), took.end(), [&](double s) { return s > allowed_seconds; }));
  out.good = answered - std::min(answered, late);
  out.others = took.size() - std::min(out.good, took.size());
  if (took.empty()) return out;
  const auto place = took.begin() + static_cast<std::ptrdiff_t>(took.size() * 99 / 100);
  std::nth_element(took.begin(), place, took.end());
  out.p99_ms = *place * 1000;
  return out;
}

std::string LightLoad::Output(const std::string& flags) const {
  return RunH2load(Program(), address_, folder_ / "request", flags);
}

}  // namespace izin
