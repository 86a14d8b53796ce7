#include "tests/benchmarks/instructions.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace izin {
namespace {

constexpr std::size_t kFew = 2000;
constexpr std::size_t kMany = 8000;
// Threads that wait for each other spin, now more and now less: the least of so many counts.
constexpr int kCounts = 3;

struct Counted {
  std::string name;
  Question question;
  double instructions = 0;  // a call, or an item of a batch

  std::size_t items() const { return question == Question::kBatch ? kBatchItems : 1; }
};

// The total that a profile ends with.
std::int64_t TotalOf(const std::filesystem::path& profile) {
  std::ifstream in(profile);
  std::int64_t total = 0;
  for (std::string line; std::getline(in, line);) {
    absl::string_view rest = line;
    if (absl::ConsumePrefix(&rest, "totals: ") || absl::ConsumePrefix(&rest, "summary: ")) {
      if (absl::SimpleAtoi(rest, &total)) return total;
    }
  }
  std::cerr << profile << " holds no total\n";
  std::exit(3);
}

const char* ViewOf(Question question) {
  if (question == Question::kBatch) return "item";
  return question == Question::kBasic ? "BASIC" : "FULL";
}

// Instructions from the start of the server to its end, with so many activities asked between.
std::int64_t TotalWith(Servers& servers, const Counted& counted, const std::string& valgrind,
                       const std::filesystem::path& profile, std::size_t activities) {
  std::vector<std::string> words = {valgrind, "--tool=callgrind", "-q",
                                    absl::StrCat("--callgrind-out-file=", profile.string())};
  for (std::string& word : servers.CommandOf(counted.name)) words.push_back(std::move(word));
  {
    const ServerProcess server(
        {.name = counted.name, .words = std::move(words), .address = "", .stop_signal = SIGTERM});
    servers.Replay(server, counted.question, (kRequests + activities) / counted.items());
  }
  return TotalOf(profile);
}

std::int64_t LeastWith(Servers& servers, const Counted& counted, const std::string& valgrind,
                       const std::filesystem::path& profile, std::size_t activities) {
  std::int64_t least = TotalWith(servers, counted, valgrind, profile, activities);
  for (int i = 1; i < kCounts; ++i)
    least = std::min(least, TotalWith(servers, counted, valgrind, profile, activities));
  return least;
}

}  // namespace

std::string CountInstructions(Servers& servers, const std::filesystem::path& folder) {
  const std::string valgrind = FindProgram("valgrind");
  if (valgrind.empty()) {
    std::cerr << "valgrind: not installed\n";
    return "[]";
  }
  std::vector<Counted> all = {{"raw echo", Question::kBasic}, {"callback echo", Question::kBasic},
                              {"izind", Question::kBasic},    {"raw echo full", Question::kFull},
                              {"izind", Question::kFull},     {"raw echo batch", Question::kBatch},
                              {"izind", Question::kBatch}};
  if (servers.HasBefore()) {
    all.push_back({"izind before", Question::kBatch});
    all.insert(all.begin() + 5, {"izind before", Question::kFull});
    all.insert(all.begin() + 3, {"izind before", Question::kBasic});
  }
  std::cout << "\ninstructions a call, user space, 1x8 (item: of a batch of 1000, BASIC):\n";
  std::string json = "[";
  const Counted* base = nullptr;
  for (Counted& counted : all) {
    const std::filesystem::path few =
        folder / absl::StrCat("callgrind.", counted.name, ViewOf(counted.question), ".few");
    const std::filesystem::path many =
        folder / absl::StrCat("callgrind.", counted.name, ViewOf(counted.question), ".many");
    const std::int64_t more = LeastWith(servers, counted, valgrind, many, kMany) -
                              LeastWith(servers, counted, valgrind, few, kFew);
    counted.instructions = static_cast<double>(more) / static_cast<double>(kMany - kFew);
    if (absl::StartsWith(counted.name, "raw echo")) base = &counted;
    const double ratio = counted.instructions / base->instructions;
    const char* view = ViewOf(counted.question);
    std::cout << absl::StreamFormat("%-14s %-5s %9.0f  %.2f\n", counted.name, view,
                                    counted.instructions, ratio);
    absl::StrAppend(&json, json.size() == 1 ? "" : ",", "{\"name\":\"", counted.name,
                    "\",\"view\":\"", view, "\",\"instructions\":", counted.instructions,
                    ",\"base\":\"", base->name, "\",\"ratio\":", ratio, "}");
  }
  return json + "]";
}

}  // namespace izin
