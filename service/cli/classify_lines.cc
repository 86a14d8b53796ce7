#include "service/cli/classify_lines.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "absl/strings/str_cat.h"

#include "service/base/clock.h"
#include "service/cli/answer_lines.h"
#include "service/cli/progress.h"
#include "service/cli/report.h"

namespace izin::cli {
namespace {

constexpr int kMostThreads = 256;
constexpr unsigned kMostThreadsUnasked = 16;

// Besides these every flag of `classify` is about one activity or its page.
constexpr absl::string_view kFlagsOfLines[] = {
    "--requests", "--threads", "--view",     "--lang",        "--format",   "--server",
    "--timeout",  "--tls-ca",  "--tls-cert", "--tls-key",     "--rulesets", "--cuti-bersama",
    "--quiet",    "--stream",  "--overlay",  "--traceparent", "--help"};

std::vector<FlagFault> IgnoredOfLines(const CLI::App& command) {
  std::vector<FlagFault> faults;
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = option->get_name();
    const bool holds = std::find(std::begin(kFlagsOfLines), std::end(kFlagsOfLines), name) !=
                       std::end(kFlagsOfLines);
    if (option->count() == 0 || holds) continue;
    const bool is_of_page = name == "--all";
    faults.push_back({.flag = name,
                      .id = absl::StrCat("tidak berlaku bersama --requests",
                                         is_of_page ? "" : ": tulis di setiap baris"),
                      .en = absl::StrCat("does not hold with --requests",
                                         is_of_page ? "" : ": say it in each line")});
  }
  if (const CLI::Option* format = command.get_option("--format");
      format->count() > 0 && format->as<std::string>() != "json") {
    faults.push_back({.flag = "--format",
                      .id = "tidak berlaku bersama --requests: jawabannya selalu json",
                      .en = "does not hold with --requests: the answers are json"});
  }
  if (command.count("--cuti-bersama") > 0 && command.count("--server") > 0) {
    faults.push_back({.flag = "--cuti-bersama",
                      .id = "tidak berlaku bersama --requests dan --server: server yang menentukan",
                      .en = "does not hold with --requests and --server: the server decides"});
  }
  if (const CLI::Option* language = command.get_option("--lang"); language->count() > 0) {
    const auto code = language->as<std::string>();
    if (code != "id" && code != "en")
      faults.push_back({.flag = "--lang",
                        .id = absl::StrCat("\"", code, "\": pilih id atau en"),
                        .en = absl::StrCat("\"", code, "\": want id or en")});
  }
  return faults;
}

// Bytes of the file behind a descriptor; 0 if it is none.
std::int64_t BytesOf(const std::string& path) {
  struct stat file = {};
  const int failed = path == "-" ? ::fstat(STDIN_FILENO, &file) : ::stat(path.c_str(), &file);
  return failed == 0 && S_ISREG(file.st_mode) ? file.st_size : 0;
}

int ThreadsOf(int asked) {
  if (asked > 0) return asked;
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreadsUnasked));
}

}  // namespace

void AddLinesOptions(CLI::App& command, ClassifyLinesOptions& options) {
  command.add_option("--requests", options.requests,
                     "file of requests, one proto3 JSON a line, each with an \"id\" if you like; - "
                     "for standard input");
  command
      .add_option("--threads", options.threads,
                  "how many threads answer --requests [one for each processor, at most 16]")
      ->check(CLI::Range(1, kMostThreads));
}

std::vector<FlagFault> IgnoredFlags(const CLI::App& command) {
  if (command.count("--requests") > 0) return IgnoredOfLines(command);
  std::vector<FlagFault> faults;
  if (command.count("--threads") > 0) {
    faults.push_back({.flag = "--threads",
                      .id = "hanya berlaku bersama --requests",
                      .en = "holds with --requests only"});
  }
  if (command.count("--stream") > 0) {
    faults.push_back({.flag = "--stream",
                      .id = "hanya berlaku bersama --requests",
                      .en = "holds with --requests only"});
  }
  if (command.count("--all") > 0 && command.get_option("--format")->as<std::string>() == "json") {
    faults.push_back({.flag = "--all",
                      .id = "tidak berlaku bersama --format json, yang selalu lengkap",
                      .en = "does not hold with --format json, which leaves nothing out"});
  }
  return faults;
}

int ClassifyLines(ActivityBackend& backend, const ClassifyLinesOptions& options) {
  std::ifstream file;
  const bool is_file = options.requests != "-";
  if (is_file) {
    file.open(options.requests, std::ios::binary);
    if (!file)
      return Fail(absl::StrCat("--requests ", options.requests, ": cannot be read"), kFailure);
  }
  const RealClock clock;
  Progress progress(std::cerr, clock,
                    {.is_english = options.is_english, .total_bytes = BytesOf(options.requests)});
  AnswerLinesOptions lines{.threads = ThreadsOf(options.threads), .defaults = options.defaults};
  // Where the answers go to the same terminal they are progress enough.
  const bool is_watched = isatty(STDERR_FILENO) != 0 && isatty(STDOUT_FILENO) == 0;
  if (is_watched && !options.is_quiet) lines.progress = &progress;
  const absl::StatusOr<std::int64_t> errors =
      AnswerLines(backend, lines, is_file ? file : std::cin, std::cout);
  if (!errors.ok()) return Fail(errors.status().message(), kFailure);
  return *errors > 0 ? kRefused : 0;
}

}  // namespace izin::cli
