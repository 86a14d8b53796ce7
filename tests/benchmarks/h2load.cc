#include "tests/benchmarks/h2load.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "tests/benchmarks/contest.h"
#include "tests/benchmarks/h2load_run.h"

namespace izin {
namespace {

constexpr int kCalls = 20000;

double PerCpuSecond(const ServerProcess& server, const std::string& program,
                    const std::string& body) {
  const double before = server.CpuSeconds();
  const std::string output =
      RunH2load(program, server.address(), body, absl::StrCat("-c1 -m32 -n ", kCalls));
  const double used = server.CpuSeconds() - before;
  if (!absl::StrContains(output, absl::StrCat(kCalls, " succeeded"))) {
    std::cerr << "h2load against " << server.name() << ":\n" << output;
    std::exit(3);
  }
  return kCalls / used;
}

}  // namespace

std::string CrossCheck(Servers& servers, const std::filesystem::path& folder, int rounds) {
  const std::string program = FindProgram("h2load");
  if (program.empty()) {
    std::cerr << "h2load: not installed\n";
    return "[]";
  }
  const std::string body = folder / "request";
  std::ofstream(body, std::ios::binary) << Framed(servers.basic().front().SerializeAsString());
  std::vector<double> echo;
  std::vector<double> izind;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    echo.push_back(PerCpuSecond(servers.At("raw echo"), program, body));
    izind.push_back(PerCpuSecond(servers.At("izind"), program, body));
    ratios.push_back(izind.back() / echo.back());
  }
  const double of_echo = Median(std::move(echo));
  const double of_izind = Median(std::move(izind));
  const double ratio = Median(std::move(ratios));
  std::cout << absl::StreamFormat(
      "\nh2load, one request repeated, 1x32: raw echo %.0f, izind BASIC %.0f requests/CPU-s, "
      "ratio %.2f\n",
      of_echo, of_izind, ratio);
  return absl::StrCat("[{\"name\":\"raw echo\",\"requests_per_cpu_second\":", of_echo,
                      "},{\"name\":\"izind BASIC\",\"requests_per_cpu_second\":", of_izind,
                      ",\"base\":\"raw echo\",\"ratio\":", ratio, "}]");
}

}  // namespace izin
