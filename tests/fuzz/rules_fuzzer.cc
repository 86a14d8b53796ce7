// Mutants of the rule files that ship. What the compiler refuses must tell its place in a file;
// what it accepts must answer whatever it is asked, without a crash, a hang or a sanitizer report.
//
//   rules_fuzzer --mutants 5000 --seed 1
//
// Each mutant is tried in a process of its own. `--mutants 1 --seed S` tries the mutant S again and
// `--keep DIR` writes its files. Exit 0 if all went well; 1 with each failure and its seed; 2 for a
// wrong command line; 3 if the rule files that ship do not compile.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <utility>
#include <vector>

#include "absl/debugging/failure_signal_handler.h"
#include "absl/debugging/symbolize.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include <CLI/CLI.hpp>

#include "data/loader/bundle.h"
#include "tests/fuzz/rules/ask.h"
#include "tests/fuzz/rules/mutant.h"
#include "tests/fuzz/rules/trial.h"

// More of a crash than the defaults tell; ASAN_OPTIONS of the surroundings go on top.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "handle_abort=1:detect_leaks=0:allocator_may_return_null=1";
}
extern "C" const char* __ubsan_default_options();
extern "C" const char* __ubsan_default_options() { return "print_stacktrace=1"; }

namespace izin::fuzz {
namespace {

struct Options {
  std::string data = "data";
  std::string keep;
  std::uint64_t seed = 1;
  int mutants = 200;
  std::size_t jobs = 1;
  bool is_verbose = false;
  TrialOptions trial;
};

// The plain words of a fault: those that differ in names and numbers alone count as one.
std::string Words(const std::string& message) {
  std::vector<std::string> words;
  for (absl::string_view word : absl::StrSplit(message, ' ', absl::SkipEmpty())) {
    const bool is_plain = std::all_of(word.begin(), word.end(), [](char c) {
      return absl::ascii_islower(static_cast<unsigned char>(c)) || c == ':' || c == '`';
    });
    if (is_plain && words.size() < 9) words.emplace_back(word);
  }
  return absl::StrJoin(words, " ");
}

class Summary {
 public:
  // Tells a failure when it comes.
  void Add(const Mutant& mutant, const TrialResult& result, bool is_verbose) {
    ++verdicts_[result.verdict];
    for (const Change& change : mutant.changes) ++kinds_[change.kind];
    slowest_ = std::max(slowest_, result.seconds);
    if (result.verdict == Verdict::kRefused) ++refusals_[Words(result.reason)];
    const bool is_fine =
        result.verdict == Verdict::kRefused || result.verdict == Verdict::kAnswered;
    if (!is_fine) {
      auto& [count, seed] = failures_[result.reason.substr(0, 200)];
      if (count++ == 0) seed = mutant.seed;
      Tell(mutant, result, count <= 3);
    } else if (is_verbose) {
      Tell(mutant, result, false);
    }
  }

  // The exit code.
  int Print() const {
    std::cout << "accepted and answered " << Count(Verdict::kAnswered) << ", refused "
              << Count(Verdict::kRefused) << ", refused without a place "
              << Count(Verdict::kUnplaced) << ", crashed " << Count(Verdict::kCrashed) << ", hung "
              << Count(Verdict::kHung) << "; slowest " << slowest_ << " s\n";
    std::cout << "kinds of change:";
    for (const auto& [kind, count] : kinds_) std::cout << " " << kind << " " << count << ";";
    std::cout << "\nrefused by:\n";
    std::vector<std::pair<int, std::string>> by_count;
    for (const auto& [reason, count] : refusals_) by_count.emplace_back(count, reason);
    std::sort(by_count.rbegin(), by_count.rend());
    for (std::size_t i = 0; i < std::min<std::size_t>(by_count.size(), 40); ++i)
      std::cout << "  " << by_count[i].first << "  " << by_count[i].second << "\n";
    for (const auto& [reason, failure] : failures_) {
      std::cout << "failure x " << failure.first << ", first with --mutants 1 --seed "
                << failure.second << ": " << reason << "\n";
    }
    return failures_.empty() ? 0 : 1;
  }

  int Count(Verdict verdict) const {
    const auto it = verdicts_.find(verdict);
    return it == verdicts_.end() ? 0 : it->second;
  }

 private:
  static void Tell(const Mutant& mutant, const TrialResult& result, bool with_output) {
    static constexpr const char* kNames[] = {"refused", "answered", "refused without a place",
                                             "crashed", "hung"};
    std::cout << "seed " << mutant.seed << " " << mutant.ruleset << " "
              << kNames[static_cast<int>(result.verdict)] << " (" << result.seconds
              << " s): " << result.reason << "\n";
    for (const Change& change : mutant.changes) std::cout << "  " << change.ToString() << "\n";
    if (with_output) std::cout << result.output.substr(0, 6000) << "\n";
    std::cout.flush();
  }

  std::map<Verdict, int> verdicts_;
  std::map<std::string, int> kinds_;
  std::map<std::string, int> refusals_;
  std::map<std::string, std::pair<int, std::uint64_t>> failures_;  // by reason: count, first seed
  double slowest_ = 0;
};

// The rulesets of a data folder, as text and compiled. Empty, with the faults told, if they fail.
struct Shipped {
  std::map<std::string, SourceTree> trees;
  std::map<std::string, std::shared_ptr<const Ruleset>> rulesets;
};

Shipped ReadShipped(const std::string& data) {
  Shipped shipped;
  const absl::StatusOr<std::vector<std::string>> ids = ListRulesets(data);
  if (!ids.ok()) {
    std::cerr << ids.status().message() << "\n";
    return {};
  }
  for (const std::string& id : *ids) {
    const absl::StatusOr<BuiltRuleset> built = BuildRulesetFolder(data, id);
    if (!built.ok()) {
      std::cerr << built.status().message() << "\n";
      return {};
    }
    shipped.trees[id] = *ReadSourceTree(data, id);
    shipped.rulesets[id] = built->ruleset;
  }
  return shipped;
}

void Keep(const Mutant& mutant, const std::string& folder) {
  for (const auto& [path, text] : mutant.tree) {
    const std::filesystem::path file = std::filesystem::path(folder) / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
}

int Run(const Options& options) {
  const Shipped shipped = ReadShipped(options.data);
  if (shipped.trees.empty()) return 3;
  const Breeder breeder(shipped.trees);
  Summary summary;
  std::map<pid_t, Trial> running;
  int started = 0;
  while (started < options.mutants || !running.empty()) {
    if (started < options.mutants && running.size() < options.jobs) {
      Mutant mutant = breeder.Make(options.seed + static_cast<std::uint64_t>(started++));
      if (!options.keep.empty()) Keep(mutant, options.keep);
      const std::string id = mutant.ruleset;
      Trial trial = Trial::Start(std::move(mutant), *shipped.rulesets.at(id), options.trial);
      running.emplace(trial.pid(), std::move(trial));
      continue;
    }
    int status = 0;
    const auto ended = running.find(waitpid(-1, &status, 0));
    if (ended == running.end()) continue;
    const TrialResult result = ended->second.Finish(status);
    summary.Add(ended->second.mutant(), result, options.is_verbose);
    running.erase(ended);
  }
  const int exit_code = summary.Print();
  // Too few of either kind would say nothing of the other.
  const bool is_telling = options.mutants < 100 || (summary.Count(Verdict::kAnswered) > 10 &&
                                                    summary.Count(Verdict::kRefused) > 10);
  Demand(is_telling, "among a hundred mutants some are accepted and some refused");
  return exit_code;
}

}  // namespace
}  // namespace izin::fuzz

int main(int argc, char** argv) {
  izin::fuzz::Options options;
  CLI::App app("Tries mutants of the rule files");
  app.footer("Example: rules_fuzzer --mutants 5000 --seed 1 --jobs 2");
  app.add_option("--mutants", options.mutants, "how many")->capture_default_str();
  app.add_option("--seed", options.seed, "of the first; each one more is the next")
      ->capture_default_str();
  app.add_option("--data", options.data, "data folder: kbli/, reference/, rulesets/")
      ->capture_default_str();
  app.add_option("--jobs", options.jobs, "tried at once")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--activities", options.trial.activities, "asked of each that is accepted")
      ->capture_default_str();
  app.add_option("--timeout", options.trial.timeout_seconds, "seconds for each")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--keep", options.keep, "folder to write the mutants' files to");
  app.add_flag("--verbose", options.is_verbose, "tell of each mutant, not of failures alone");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!izin::fuzz::kHasSanitizer) {
    absl::InitializeSymbolizer(argv[0]);
    absl::InstallFailureSignalHandler({});
  }
  return izin::fuzz::Run(options);
}
