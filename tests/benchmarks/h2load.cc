#include "tests/benchmarks/h2load.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "tests/benchmarks/contest.h"

namespace izin {
namespace {

constexpr int kCalls = 20000;

// A message as gRPC frames it: not compressed, its length, itself.
std::string Framed(const std::string& message) {
  std::string frame(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8)
    frame.push_back(static_cast<char>((message.size() >> shift) & 0xff));
  return frame + message;
}

std::string OutputOf(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> part{};
  while (const std::size_t size = fread(part.data(), 1, part.size(), pipe))
    output.append(part.data(), size);
  pclose(pipe);
  return output;
}

double PerCpuSecond(const ServerProcess& server, const std::string& program,
                    const std::string& body) {
  const std::string command =
      absl::StrCat("'", program, "' -c1 -m32 -t1 -n ", kCalls, " -d '", body,
                   "' -H 'content-type: application/grpc' -H 'te: trailers' 'http://",
                   server.address(), "/izin.v1.PermitClassificationService/ClassifyActivity' 2>&1");
  const double before = server.CpuSeconds();
  const std::string output = OutputOf(command);
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
