// What a call costs the host, against minimal servers of the same transport and against other
// systems that give the same answer, in one run.
//
// Servers are processes of their own, on the first core: izind in several settings; echoes that
// answer every call with fixed bytes (callback: a message copied and serialised; raw: bytes as they
// are); Cerbos, PostgreSQL and Redis where they are installed. The client is on the second core. It
// replays 5,000 different pre-encoded requests against each in turn, in interleaved rounds, and
// reads what the server used of the processor. Prints a table of medians with ratios; "1x32" is one
// connection with 32 calls at a time.
//
//   unary_benchmark [--filter REGEX] [--rounds 5] [--seconds 1] [--cerbos PROGRAM] [--h2load]
//                   [--instructions] [--before PROGRAM] [--benchmark_out=FILE]
//
// --before: an izind of an earlier build, whose lines stand in the same rounds.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "tests/benchmarks/cerbos.h"
#include "tests/benchmarks/contest.h"
#include "tests/benchmarks/echo_server.h"
#include "tests/benchmarks/h2load.h"
#include "tests/benchmarks/instructions.h"
#include "tests/benchmarks/postgres.h"
#include "tests/benchmarks/redis.h"
#include "tests/benchmarks/servers.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::string filter;
  int rounds = 5;
  double seconds = 1;
  std::string cerbos;  // empty: the one in $PATH
  std::string before;  // another izind; empty: none
  bool has_h2load = false;
  bool counts_instructions = false;
  std::string json_file;
};

// False for an argument that is not known.
bool Parse(const std::vector<std::string>& arguments, Flags& flags) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    absl::string_view argument = arguments[i];
    const bool has_value = i + 1 < arguments.size();
    bool is_sound = true;
    if (argument == "--h2load") {
      flags.has_h2load = true;
    } else if (argument == "--instructions") {
      flags.counts_instructions = true;
    } else if (absl::ConsumePrefix(&argument, "--benchmark_out=")) {
      flags.json_file = std::string(argument);
    } else if (argument == "--filter" && has_value) {
      flags.filter = arguments[++i];
    } else if (argument == "--before" && has_value) {
      flags.before = arguments[++i];
    } else if (argument == "--cerbos" && has_value) {
      flags.cerbos = arguments[++i];
    } else if (argument == "--rounds" && has_value) {
      is_sound = absl::SimpleAtoi(arguments[++i], &flags.rounds) && flags.rounds > 0;
    } else if (argument == "--seconds" && has_value) {
      is_sound = absl::SimpleAtod(arguments[++i], &flags.seconds) && flags.seconds > 0;
    } else {
      is_sound = argument == "--benchmark_out_format=json";
    }
    if (!is_sound) return false;
  }
  return true;
}

// izind against echoes of the same bytes.
void AddTransport(Servers& servers, std::vector<Contest>& contests) {
  const auto load = [&](const char* server, Question question, int connections, int streams) {
    return servers.Load(server, question, connections, streams);
  };
  const std::vector<Contest> lines = {
      {.name = "raw echo 1x8", .open = load("raw echo", Question::kBasic, 1, 8)},
      {.name = "izind BASIC 1x8",
       .base = "raw echo 1x8",
       .open = load("izind", Question::kBasic, 1, 8)},
      {.name = "raw echo 1x32", .open = load("raw echo", Question::kBasic, 1, 32)},
      {.name = "callback echo 1x32",
       .base = "raw echo 1x32",
       .open = load("callback echo", Question::kBasic, 1, 32)},
      {.name = "izind BASIC 1x32",
       .base = "raw echo 1x32",
       .open = load("izind", Question::kBasic, 1, 32)},
      {.name = "izind BASIC 1x32 (callback)",
       .base = "callback echo 1x32",
       .same_as = "izind BASIC 1x32"},
      {.name = "raw echo 4x32", .open = load("raw echo", Question::kBasic, 4, 32)},
      {.name = "callback echo 4x32",
       .base = "raw echo 4x32",
       .open = load("callback echo", Question::kBasic, 4, 32)},
      {.name = "izind BASIC 4x32",
       .base = "raw echo 4x32",
       .open = load("izind", Question::kBasic, 4, 32)},
      {.name = "raw echo full 1x32", .open = load("raw echo full", Question::kFull, 1, 32)},
      {.name = "callback echo full 1x32",
       .base = "raw echo full 1x32",
       .open = load("callback echo full", Question::kFull, 1, 32)},
      {.name = "izind FULL 1x32",
       .base = "raw echo full 1x32",
       .open = load("izind", Question::kFull, 1, 32)},
      {.name = "raw echo batch of 1000",
       .base = "raw echo 1x32",
       .items = kBatchItems,
       .open = load("raw echo batch", Question::kBatch, 1, 4)},
      {.name = "izind batch of 1000, BASIC",
       .base = "izind BASIC 1x32",
       .items = kBatchItems,
       .open = load("izind", Question::kBatch, 1, 4)},
      {.name = "izind batch of 1000, BASIC (echo)",
       .base = "raw echo batch of 1000",
       .items = kBatchItems,
       .same_as = "izind batch of 1000, BASIC"},
      {.name = "izind stream, 16 unanswered",
       .base = "izind BASIC 1x32",
       .open = load("izind", Question::kStream, 1, 16)},
      {.name = "izind columns of 10000",
       .base = "izind BASIC 1x32",
       .items = kColumnItems,
       .open = load("izind", Question::kColumns, 1, 2)},
  };
  contests.insert(contests.end(), lines.begin(), lines.end());
}

// izind against itself with other settings of cache and store.
void AddSettings(Servers& servers, std::vector<Contest>& contests) {
  const auto load = [&](const char* server, Question question) {
    return servers.Load(server, question, 1, 32);
  };
  const std::vector<Contest> lines = {
      {.name = "izind BASIC no cache 1x32",
       .base = "izind BASIC 1x32",
       .open = load("izind, no cache", Question::kBasic)},
      {.name = "izind BASIC log async 1x32",
       .base = "izind BASIC 1x32",
       .open = load("izind, log", Question::kBasic)},
      {.name = "izind BASIC store 1x32",
       .base = "izind BASIC 1x32",
       .open = load("izind, store", Question::kBasic)},
      {.name = "izind BASIC store no cache 1x32",
       .base = "izind BASIC 1x32",
       .open = load("izind, reads store", Question::kBasic)},
      {.name = "izind FULL no cache 1x32",
       .base = "izind FULL 1x32",
       .open = load("izind, no cache", Question::kFull)},
      {.name = "izind FULL from store 1x32",
       .base = "izind FULL 1x32",
       .open = load("izind, reads store", Question::kFull)},
      {.name = "izind FULL from store 1x32 (decided)",
       .base = "izind FULL no cache 1x32",
       .same_as = "izind FULL from store 1x32"},
  };
  contests.insert(contests.end(), lines.begin(), lines.end());
}

// izind against an earlier one.
void AddBefore(Servers& servers, std::vector<Contest>& contests) {
  const struct {
    const char* line;
    const char* special;
    Question question;
    int connections;
    int items;
  } lines[] = {
      {"BASIC 1x32", "", Question::kBasic, 1, 1},
      {"BASIC 4x32", "", Question::kBasic, 4, 1},
      {"FULL 1x32", "", Question::kFull, 1, 1},
      {"batch of 1000, BASIC", "", Question::kBatch, 1, kBatchItems},
      {"BASIC no cache 1x32", ", no cache", Question::kBasic, 1, 1},
      {"BASIC log async 1x32", ", log", Question::kBasic, 1, 1},
      {"BASIC store 1x32", ", store", Question::kBasic, 1, 1},
      {"FULL from store 1x32", ", reads store", Question::kFull, 1, 1},
  };
  for (const auto& line : lines) {
    const std::string now = absl::StrCat("izind ", line.line);
    const std::string before = absl::StrCat("before ", line.line);
    const int streams = line.question == Question::kBatch ? 4 : 32;
    contests.push_back({.name = before,
                        .items = line.items,
                        .open = servers.Load(absl::StrCat("izind before", line.special),
                                             line.question, line.connections, streams)});
    contests.push_back({.name = absl::StrCat(now, " (before)"),
                        .base = before,
                        .items = line.items,
                        .same_as = now});
  }
}

// izind against other systems.
void AddPeers(Servers& servers, const fs::path& folder, const std::string& cerbos,
              std::vector<Contest>& contests) {
  std::vector<std::string> keys;
  keys.reserve(servers.basic().size());
  for (const auto& request : servers.basic()) keys.push_back(KeyOf(request));
  const auto add = [&](const std::string& line, const std::string& peer,
                       std::function<Run()> open) {
    contests.push_back({.name = line, .open = std::move(open)});
    contests.push_back({.name = absl::StrCat("izind BASIC 1x32 (", peer, ")"),
                        .base = line,
                        .same_as = "izind BASIC 1x32"});
  };
  add("Cerbos 1x32", "Cerbos", [&servers, folder, cerbos] {
    return StartCerbos(cerbos, folder / "cerbos", servers.basic(), servers.BasicAnswers());
  });
  add("PostgreSQL 8x1", "PostgreSQL", [&servers, folder, keys] {
    return StartPostgres(folder / "postgres", keys, servers.BasicAnswers());
  });
  add("Redis 32x1", "Redis", [&servers, folder, keys] {
    return StartRedis(folder / "redis", keys, servers.BasicAnswers());
  });
}

void Benchmark(const Flags& flags, const fs::path& self, const fs::path& folder) {
  Servers servers(self, folder, flags.before);
  std::vector<Contest> all;
  AddTransport(servers, all);
  AddSettings(servers, all);
  if (!flags.before.empty()) AddBefore(servers, all);
  AddPeers(servers, folder, flags.cerbos.empty() ? FindProgram("cerbos") : flags.cerbos, all);
  std::vector<Contest> contests = Select(all, flags.filter);
  all.clear();
  RunRounds(contests, flags.rounds, flags.seconds);
  PrintTable(contests);
  const std::string checked =
      flags.has_h2load ? CrossCheck(servers, folder, flags.rounds) : std::string("[]");
  const std::string counted =
      flags.counts_instructions ? CountInstructions(servers, folder) : std::string("[]");
  if (!flags.json_file.empty()) {
    std::ofstream(flags.json_file) << "{\"unary\":" << ToJson(contests) << ",\"h2load\":" << checked
                                   << ",\"instructions\":" << counted << "}\n";
  }
}

}  // namespace
}  // namespace izin

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  if (argc == 4 && std::string(argv[1]) == "--echo")
    return izin::ServeEcho(argv[2], std::atoi(argv[3]));
  izin::Flags flags;
  if (!izin::Parse({argv + 1, argv + argc}, flags)) {
    std::cerr << "usage: unary_benchmark [--filter REGEX] [--rounds N] [--seconds S] "
                 "[--cerbos PROGRAM] [--h2load] [--instructions] [--before PROGRAM] "
                 "[--benchmark_out=FILE]\n";
    return 2;
  }
  izin::PinTo(1);
  const fs::path folder = fs::temp_directory_path() / absl::StrCat("izin-bench-", getpid());
  fs::create_directories(folder);
  izin::Benchmark(flags, fs::read_symlink("/proc/self/exe"), folder);
  fs::remove_all(folder);
  return 0;
}
