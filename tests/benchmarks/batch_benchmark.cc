// A whole registry through `izin reclassify`, beside what reads the same file and does less: rows
// for each second of the processor, children included, and the largest memory.
//
//   batch_benchmark [--rows N] [--rounds N] [--benchmark_out=FILE]
//
// Lines are run in turn, the median of the rounds is shown. `wc -l` is the floor of reading, `mawk`
// writes two columns of each row by an index of codes: the simplest of joins.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

struct Cost {
  double cpu_seconds = 0;
  double seconds = 0;
  double mebibytes = 0;
};

struct Line {
  std::string name;
  std::string command;  // of sh; its words know $IZIN and $FOLDER
  std::vector<Cost> costs = {};
};

// Exit 1 is a run with rejected rows.
bool Run(Line& line) {
  const absl::Time start = absl::Now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", ("exec " + line.command).c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || ::wait4(child, &status, 0, &used) != child) return false;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  line.costs.push_back({.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime),
                        .seconds = absl::ToDoubleSeconds(absl::Now() - start),
                        .mebibytes = static_cast<double>(used.ru_maxrss) / 1024});
  return WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

double Median(const Line& line, double Cost::*part) {
  std::vector<double> values;
  for (const Cost& cost : line.costs) values.push_back(cost.*part);
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::vector<Line> Lines() {
  const std::string run = "$IZIN reclassify --quiet --input $FOLDER/registry";
  const std::string out = " --output $FOLDER/out --rejects $FOLDER/rejects";
  return {{"wc -l", "wc -l $FOLDER/registry.csv >/dev/null"},
          {"mawk, index by code",
           "mawk -F, '{n[$3]++; print $1\",\"$2\",\"n[$3]}' $FOLDER/registry.csv >$FOLDER/out"},
          {"izin, CSV, 1 thread", run + ".csv --threads 1" + out},
          {"izin, CSV, 1 thread, changes only", run + ".csv --threads 1 --changes-only" + out},
          {"izin, CSV, 2 threads", run + ".csv --threads 2" + out},
          {"izin, CSV, notifications", run + ".csv --threads 1 --notifications $FOLDER/sms" + out},
          {"izin, NDJSON, 1 thread", run + ".ndjson --threads 1" + out},
          {"izin, one ruleset to another",
           run + ".csv --threads 1 --from pp24-2018 --to pp28-2025" + out}};
}

void Print(const std::vector<Line>& lines, std::int64_t rows, const std::string& json_path) {
  std::cout << absl::StrFormat("%-36s%14s%14s%10s\n", "", "rows/CPU-s", "rows/s", "MiB");
  std::string json = "[";
  for (const Line& line : lines) {
    if (line.costs.empty()) continue;
    const auto count = static_cast<double>(rows);
    const double per_cpu = count / Median(line, &Cost::cpu_seconds);
    const double per_second = count / Median(line, &Cost::seconds);
    const double mebibytes = Median(line, &Cost::mebibytes);
    std::cout << absl::StrFormat("%-36s%14.0f%14.0f%10.0f\n", line.name, per_cpu, per_second,
                                 mebibytes);
    absl::StrAppend(&json, json.size() > 1 ? "," : "",
                    absl::StrFormat(R"({"name":"%s","rows_per_cpu_second":%.0f,)"
                                    R"("rows_per_second":%.0f,"mebibytes":%.0f})",
                                    line.name, per_cpu, per_second, mebibytes));
  }
  if (!json_path.empty()) std::ofstream(json_path) << json << "]\n";
}

int Main(int argc, char** argv) {
  std::int64_t rows = 2'000'000;
  int rounds = 3;
  std::string json_path;
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (absl::ConsumePrefix(&argument, "--benchmark_out=")) json_path = std::string(argument);
    if (absl::ConsumePrefix(&argument, "--rows=") && !absl::SimpleAtoi(argument, &rows)) return 2;
    if (absl::ConsumePrefix(&argument, "--rounds=") && !absl::SimpleAtoi(argument, &rounds))
      return 2;
  }
  const fs::path izin = fs::canonical("/proc/self/exe").parent_path() / "izin";
  std::string folder = (fs::temp_directory_path() / "izin-batch-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 3;
  ::setenv("IZIN", izin.c_str(), 1);
  ::setenv("FOLDER", folder.c_str(), 1);
  bool is_good = true;
  for (const char* format : {"csv", "ndjson"}) {
    Line demo{"demo", absl::StrCat("$IZIN demo registry --seed 7 --rows ", rows, " --format ",
                                   format, " >$FOLDER/registry.", format)};
    is_good = Run(demo) && is_good;
  }
  std::vector<Line> lines = Lines();
  for (int round = 0; round < rounds && is_good; ++round) {
    for (Line& line : lines) is_good = Run(line) && is_good;
  }
  if (is_good) Print(lines, rows, json_path);
  fs::remove_all(folder);
  return is_good ? 0 : 3;
}

}  // namespace
}  // namespace izin

int main(int argc, char** argv) { return izin::Main(argc, argv); }
