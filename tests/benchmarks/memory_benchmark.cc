// What izind keeps in memory with a million answers on disk: every family open, the answer cache
// and the block cache full. Different requests are asked until the store holds an answer to each.
//
//   memory_benchmark [--answers N] [--benchmark_out=FILE]

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "service/store/store.h"
#include "tests/benchmarks/load.h"
#include "tests/benchmarks/requests.h"
#include "tests/benchmarks/server_process.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

constexpr char kUnary[] = "/izin.v1.PermitClassificationService/ClassifyActivity";
constexpr std::int64_t kMebibyte = 1 << 20;

// The requests drawn, told from those of other rounds by the area of the land.
std::vector<grpc::ByteBuffer> RequestsOf(ClassifyRequests& drawn, int round) {
  for (v1::ClassifyActivityRequest& request : drawn)
    request.mutable_activity()->set_land_area_ha(1 + round);
  return Encoded(drawn);
}

// A line of /proc/PID/status, in MiB: "VmRSS", "VmHWM".
std::int64_t MebibytesOf(pid_t pid, absl::string_view name) {
  std::ifstream in(absl::StrCat("/proc/", pid, "/status"));
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> words =
        absl::StrSplit(line, absl::ByAnyChar(": \t"), absl::SkipEmpty());
    std::int64_t kibibytes = 0;
    if (words.size() > 1 && words[0] == name && absl::SimpleAtoi(words[1], &kibibytes))
      return kibibytes / 1024;
  }
  return 0;
}

std::int64_t BytesIn(const fs::path& folder) {
  std::int64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    std::error_code gone;  // compaction deletes meanwhile
    const std::uintmax_t size = entry.file_size(gone);
    if (!gone) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

// Keys of activities in the cache; the names that lead to them begin with an "n".
std::int64_t AnswersIn(const fs::path& folder) {
  const auto store = Store::OpenReadOnly({.path = folder.string()});
  if (!store.ok()) {
    std::cerr << store.status() << "\n";
    std::exit(3);
  }
  std::int64_t answers = 0;
  const absl::Status status = (*store)->Scan(Family::kClassification, "", "",
                                             [&answers](absl::string_view key, absl::string_view) {
                                               answers += absl::StartsWith(key, "n") ? 0 : 1;
                                               return true;
                                             });
  if (!status.ok()) std::cerr << status << "\n";
  return answers;
}

void Benchmark(const fs::path& izind, const fs::path& folder, int answers,
               const std::string& json_file) {
  const fs::path data = folder / "data";
  const ServerProcess server(
      {.name = "izind",
       .words = {izind.string(), "--listen", "127.0.0.1:0", "--log-level", "warning", "--data-dir",
                 data.string(), "--decision-log", "off"},
       .address = ""});
  const std::int64_t at_start = MebibytesOf(server.pid(), "VmRSS");
  ClassifyRequests drawn = DrawRequests(v1::CLASSIFICATION_VIEW_FULL);
  // What comes faster than the disk takes it is not kept, so more is asked than is to be kept.
  std::int64_t asked = 0;
  std::int64_t kept = 0;
  int round = 0;
  while (kept < answers) {
    const std::int64_t missing = (answers - kept) * (kept == 0 ? 1 : 2);
    for (std::int64_t end = asked + missing; asked < end;
         asked += static_cast<std::int64_t>(kRequests)) {
      const std::vector<grpc::ByteBuffer> requests = RequestsOf(drawn, round++);
      ReplayCalls({kUnary, &requests, 1, 8}, server, requests.size());
    }
    sleep(2);  // for the writer
    const std::int64_t before = std::exchange(kept, AnswersIn(data));
    if (kept <= before) {
      std::cerr << "the store keeps no more than " << kept << " answers\n";
      std::exit(3);
    }
  }
  const std::int64_t resident = MebibytesOf(server.pid(), "VmRSS");
  const std::int64_t highest = MebibytesOf(server.pid(), "VmHWM");
  const std::int64_t disk = BytesIn(data) / kMebibyte;
  std::cout << absl::StreamFormat(
      "izind: %d answers on disk of %d given (%d MiB), resident %d MiB, at most %d MiB, at the "
      "start "
      "%d MiB\n",
      kept, asked, disk, resident, highest, at_start);
  if (json_file.empty()) return;
  std::ofstream(json_file) << "{\"answers\":" << kept << ",\"given\":" << asked
                           << ",\"disk_mib\":" << disk << ",\"resident_mib\":" << resident
                           << ",\"highest_mib\":" << highest << ",\"at_start_mib\":" << at_start
                           << "}\n";
}

}  // namespace
}  // namespace izin

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  int answers = 1'000'000;
  std::string json_file;
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (absl::ConsumePrefix(&argument, "--benchmark_out=")) json_file = std::string(argument);
    if (argument == "--answers" && i + 1 < argc) answers = std::atoi(argv[++i]);
  }
  izin::PinTo(1);
  const fs::path izind = fs::read_symlink("/proc/self/exe").parent_path() / "izind";
  const fs::path folder = fs::temp_directory_path() / absl::StrCat("izin-bench-", getpid());
  fs::create_directories(folder);
  izin::Benchmark(izind, folder, answers, json_file);
  fs::remove_all(folder);
  return 0;
}
