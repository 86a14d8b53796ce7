#include "tests/fuzz/rules/trial.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <ctime>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "data/loader/bundle.h"
#include "tests/fuzz/rules/ask.h"

namespace izin::fuzz {
namespace {

constexpr rlim_t kMaxMemory = rlim_t{8} << 30;

double Now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void Say(int report, const std::string& line) {
  const std::string text = line + "\n";
  Demand(write(report, text.data(), text.size()) == static_cast<ssize_t>(text.size()),
         "a report can be written");
}

// True if the issue names a line and column of a file that is there, or the beginning of one that
// is missing from the ruleset or from what all share.
bool HasPlace(const RuleIssue& issue, const Mutant& mutant) {
  const auto file = mutant.tree.find(issue.file);
  if (file == mutant.tree.end()) {
    const bool is_known_folder =
        absl::StartsWith(issue.file, absl::StrCat("rulesets/", mutant.ruleset, "/")) ||
        absl::StartsWith(issue.file, "kbli/") || absl::StartsWith(issue.file, "reference/");
    return is_known_folder && issue.line == 1 && issue.column == 1;
  }
  const std::vector<absl::string_view> lines = absl::StrSplit(file->second, '\n');
  const auto line = static_cast<std::size_t>(issue.line) - 1;  // of 0: beyond the last
  return line < lines.size() && issue.column >= 1 &&
         issue.column <= static_cast<int>(lines[line].size()) + 1;
}

void TellRefusal(const RuleIssues& issues, const Mutant& mutant, int report) {
  const std::vector<RuleIssue> sorted = issues.Sorted();
  if (!issues.has_errors()) return Say(report, "unplaced no fault at all");
  for (const RuleIssue& issue : sorted) {
    if (!HasPlace(issue, mutant)) return Say(report, "unplaced " + issue.ToString().substr(0, 300));
  }
  Say(report, "refused " + sorted.front().message.substr(0, 300));
}

// In the child.
void Try(const Mutant& mutant, const Ruleset& original, const TrialOptions& options, int report) {
  RuleIssues issues;
  const absl::StatusOr<BuiltRuleset> built = BuildRuleset(mutant.tree, issues);
  if (!built.ok()) return TellRefusal(issues, mutant, report);
  Demand(!issues.has_errors(), "what is accepted has no error");
  Dice dice(mutant.seed);
  if (dice.OneIn(4)) {
    const auto loaded = LoadBundle(built->bundle);
    Demand(loaded.ok(), "what is accepted as text is accepted as a bundle");
    Demand((*loaded)->versioned_name() == built->ruleset->versioned_name(),
           "a bundle has the fingerprint of its text");
  }
  AskActivities(*built->ruleset, options.activities, mutant.seed);
  AskReview(*built->ruleset, original, mutant.seed, options.diff_one_in);
  Say(report, "answered");
}

std::string ReadAll(int file) {
  std::string text;
  std::array<char, 65536> part{};
  ssize_t size = 0;
  lseek(file, 0, SEEK_SET);
  while ((size = read(file, part.data(), part.size())) > 0)
    text.append(part.data(), static_cast<std::size_t>(size));
  return text;
}

// What the sanitizer, the library or the engine says of a crash; the signal if nobody says.
std::string KindOfCrash(absl::string_view output, int status) {
  for (absl::string_view mark :
       {"runtime error: ", "does not hold: ", "Assertion '", "what():  ", "AddressSanitizer: "}) {
    const std::size_t at = output.find(mark);
    if (at == absl::string_view::npos) continue;
    const absl::string_view line = output.substr(at);
    return std::string(line.substr(0, std::min<std::size_t>(line.find('\n'), 80)));
  }
  return WIFSIGNALED(status) ? absl::StrCat("signal ", strsignal(WTERMSIG(status)))
                             : absl::StrCat("exit ", WEXITSTATUS(status));
}

// The innermost line of ours on the stack of a crash, or the function where no lines are known.
std::string PlaceOfCrash(const std::string& output, int status) {
  const std::string kind = KindOfCrash(output, status);
  for (absl::string_view line : absl::StrSplit(output, '\n')) {
    const bool is_frame = absl::StrContains(line, "    #") || absl::StrContains(line, " @ ");
    if (!is_frame || absl::StrContains(line, " tests/")) continue;
    for (absl::string_view folder : {" classifier/", " data/loader/", " service/", "  izin::"}) {
      const std::size_t at = line.rfind(folder);
      if (at != absl::string_view::npos) return absl::StrCat(kind, " in", line.substr(at, 120));
    }
  }
  return kind;
}

}  // namespace

Trial Trial::Start(Mutant mutant, const Ruleset& original, const TrialOptions& options) {
  Trial trial;
  trial.report_ = memfd_create("report", MFD_CLOEXEC);
  trial.errors_ = memfd_create("errors", MFD_CLOEXEC);
  Demand(trial.report_ >= 0 && trial.errors_ >= 0, "memory for the report of a trial");
  trial.started_ = Now();
  trial.timeout_seconds_ = options.timeout_seconds;
  trial.pid_ = fork();
  Demand(trial.pid_ >= 0, "a process for a trial");
  if (trial.pid_ == 0) {
    dup2(trial.errors_, STDERR_FILENO);
    std::signal(SIGALRM, SIG_DFL);
    alarm(static_cast<unsigned>(options.timeout_seconds));
    const rlimit memory{kMaxMemory, kMaxMemory};
    if (!kHasSanitizer) setrlimit(RLIMIT_AS, &memory);
    Try(mutant, original, options, trial.report_);
    _exit(0);
  }
  trial.mutant_ = std::move(mutant);
  return trial;
}

TrialResult Trial::Finish(int status) {
  TrialResult result{.seconds = Now() - started_};
  const std::string report = ReadAll(report_);
  result.output = ReadAll(errors_);
  close(report_);
  close(errors_);
  const bool is_clean = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  absl::string_view said = absl::StripSuffix(report, "\n");
  if (is_clean && absl::ConsumePrefix(&said, "refused ")) {
    result.verdict = Verdict::kRefused;
    result.reason = std::string(said);
  } else if (is_clean && absl::ConsumePrefix(&said, "unplaced ")) {
    result.verdict = Verdict::kUnplaced;
    result.reason = std::string(said);
  } else if (is_clean && said == "answered") {
    result.verdict = Verdict::kAnswered;
  } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
    result.verdict = Verdict::kHung;
    result.reason = absl::StrCat("longer than ", timeout_seconds_, " s");
  } else {
    result.reason = PlaceOfCrash(result.output, status);
  }
  return result;
}

}  // namespace izin::fuzz
