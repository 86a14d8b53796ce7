// A whole registry through `izin reclassify` and `izin lookup`, beside what reads the same files:
// rows for each second of the processor, children included, and the largest memory.
//
//   batch_benchmark [--rows=N] [--rounds=N] [--only=TEXT] [--kbli=FILE] [--duckdb=SCRIPT]
//                   [--benchmark_out=FILE]
//
// --only: the lines with this text in their name.
//
// Lines are run in turn, the median of the rounds is shown, and of lines with a base the median of
// the ratios within the rounds: how many times as many rows as the base. `wc -l` is the floor of
// reading, `cat` that of writing the same changes. Regimes, editions and snapshots are the three
// occasions for a comparison: pp24-2018 to pp28-2025, codes of KBLI 2020 to those of 2025, and one
// snapshot of pp28-2025 to a changed one. The plain form has a ceiling of its own
// (lookup_ceiling) and two peers, mawk and DuckDB, which join by the same answers: all of them must
// write the same bytes.

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
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

// Plain lines read so many times as many rows: they take that much less time, of which the start of
// `izin`, which reads the rulesets, must be no large part.
constexpr std::int64_t kPlainTimes = 10;

struct Cost {
  double cpu_seconds = 0;
  double seconds = 0;
  double mebibytes = 0;
};

struct Line {
  std::string name;
  std::string command;      // of sh; its words know $IZIN, $CEILING, $KBLI and $FOLDER
  std::string base = {};    // name of the line it is divided by
  std::string result = {};  // a file that must be that of the other lines with one
  std::vector<Cost> costs = {};
  int exit_code = 0;
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
  line.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return line.exit_code <= 1;
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
  const std::string nowhere = " --threads 1 --output /dev/null";
  const std::string regimes = run + ".csv --from pp24-2018 --to pp28-2025 --threads ";
  return {
      {"wc -l", "wc -l $FOLDER/registry.csv >/dev/null"},
      {"izin, CSV, 1 thread", run + ".csv --threads 1" + out},
      {"izin, CSV, 1 thread, changes only", run + ".csv --threads 1 --changes-only" + out},
      {"izin, CSV, 2 threads", run + ".csv --threads 2" + out},
      {"izin, CSV, notifications", run + ".csv --threads 1 --notifications $FOLDER/sms" + out},
      {"izin, NDJSON, 1 thread", run + ".ndjson --threads 1" + out},
      {"izin, regimes, to a file", regimes + "1 --output $FOLDER/changes"},
      {"cat of those changes", "cat $FOLDER/changes >$FOLDER/copy"},
      {"izin, regimes, to nowhere", regimes + "1 --output /dev/null"},
      {"izin, regimes, to nowhere, 2 threads", regimes + "2 --output /dev/null"},
      {"izin, editions, to nowhere", run + ".csv --as-of 2026-06-14 --as-of 2026-06-15" + nowhere},
      {"izin, snapshots, to nowhere",
       run + ".csv --rulesets $FOLDER/law --from pp28-2025 --to pp28-2025-next" + nowhere},
      {"izin, one ruleset with itself",
       run + ".csv --from pp28-2025 --to pp28-2025 --threads 1 --changes-only" + out}};
}

// The plain form, by all that can join.
std::vector<Line> PlainLines(const std::string& duckdb) {
  const std::string ceiling = "plain: ceiling";
  const std::string json_ceiling = "plain: ceiling, NDJSON";
  std::vector<Line> lines = {
      {ceiling, "$CEILING run $FOLDER/answers $FOLDER/plain.csv $FOLDER/p1", "", "p1"},
      {"plain: izin lookup", "$IZIN lookup --input $FOLDER/plain.csv --output $FOLDER/p2", ceiling,
       "p2"},
      {"plain: mawk hash join",
       "mawk -f $FOLDER/join.awk $FOLDER/answers $FOLDER/plain.csv >$FOLDER/p3",
       "plain: izin lookup", "p3"}};
  lines.push_back({json_ceiling,
                   "$CEILING run-ndjson $FOLDER/answers $FOLDER/plain.ndjson $FOLDER/p5", "",
                   "p5"});
  lines.push_back({"plain: izin lookup, NDJSON",
                   "$IZIN lookup --input $FOLDER/plain.ndjson --output $FOLDER/p6", json_ceiling,
                   "p6"});
  if (!duckdb.empty())
    lines.push_back({"plain: DuckDB, 1 thread",
                     absl::StrCat("node ", duckdb, " $FOLDER/answers $FOLDER/plain.csv $FOLDER/p4"),
                     "plain: izin lookup", "p4"});
  return lines;
}

const Line* Find(const std::vector<Line>& lines, const std::string& name) {
  for (const Line& line : lines) {
    if (line.name == name) return &line;
  }
  return nullptr;
}

// Rows for each second of the processor, divided by those of the base; 0 without one.
double RatioOf(const Line& line, const std::vector<Line>& lines) {
  const Line* base = Find(lines, line.base);
  if (base == nullptr || base->costs.size() != line.costs.size()) return 0;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < line.costs.size(); ++i)
    ratios.push_back(base->costs[i].cpu_seconds / line.costs[i].cpu_seconds);
  std::sort(ratios.begin(), ratios.end());
  return ratios[ratios.size() / 2];
}

void Print(const std::vector<Line>& lines, std::int64_t rows, const std::string& json_path) {
  std::cout << absl::StrFormat("%-38s%14s%14s%8s  %s\n", "", "rows/CPU-s", "rows/s", "MiB",
                               "ratio");
  std::string json = "[";
  for (const Line& line : lines) {
    if (line.costs.empty()) continue;
    const auto count = static_cast<double>(line.result.empty() ? rows : rows * kPlainTimes);
    const double per_cpu = count / Median(line, &Cost::cpu_seconds);
    const double per_second = count / Median(line, &Cost::seconds);
    const double mebibytes = Median(line, &Cost::mebibytes);
    const double ratio = RatioOf(line, lines);
    std::cout << absl::StrFormat("%-38s%14.0f%14.0f%8.0f", line.name, per_cpu, per_second,
                                 mebibytes);
    if (ratio > 0) std::cout << absl::StrFormat("  %.3f (%s)", ratio, line.base);
    std::cout << "\n";
    absl::StrAppend(&json, json.size() > 1 ? "," : "",
                    absl::StrFormat(R"({"name":"%s","rows_per_cpu_second":%.0f,)"
                                    R"("rows_per_second":%.0f,"mebibytes":%.0f,)"
                                    R"("base":"%s","ratio":%.3f})",
                                    line.name, per_cpu, per_second, mebibytes, line.base, ratio));
  }
  if (!json_path.empty()) std::ofstream(json_path) << json << "]\n";
}

// A data folder with a later snapshot of one ruleset: what was low for small business is not.
constexpr const char* kMakeLaw =
    "cp -r $(dirname $KBLI)/.. $FOLDER/law && cd $FOLDER/law/rulesets && "
    "cp -r pp28-2025 pp28-2025-next && "
    "sed -i 's/^  effective_from: .*/&\\n  effective_to: \"2026-10-31\"/' "
    "pp28-2025/ruleset.textproto && cd pp28-2025-next && "
    "sed -i 's/^  id: \"pp28-2025\"/  id: \"pp28-2025-next\"/;"
    "s/^  effective_from: .*/  effective_from: \"2026-11-01\"/' ruleset.textproto && "
    "mawk -F'\\t' -v OFS='\\t' 'NR>1 && $4==\"R\" {$4=\"MR\"} NR>1 && $5==\"R\" {$5=\"MR\"} "
    "{print}' risk_matrix.tsv >matrix && mv matrix risk_matrix.tsv";

bool UsesFile(const std::vector<Line>& lines, absl::string_view file) {
  return std::any_of(lines.begin(), lines.end(),
                     [file](const Line& line) { return absl::StrContains(line.command, file); });
}

// What the lines need to be there.
bool MakeInputs(const std::string& folder, const std::vector<Line>& lines, std::int64_t rows) {
  std::ofstream(folder + "/join.awk")
      << "BEGIN{FS=\",\"}\n"
         "FNR==NR{i=index($0,\",\");"
         "t[substr($0,1,i-1)]=substr($0,i);next}\n"
         "FNR==1{print \"business_id,outcome,risk_level,permits\";next}\n"
         "{k=$2 \":\" $3 \":\" $4;print $1 ((k in t)?t[k]:\",INVALID,,\")}\n";
  const std::string some = absl::StrCat(rows);
  const std::string many = absl::StrCat(rows * kPlainTimes);
  const std::pair<const char*, std::string> inputs[] = {
      {"registry.csv", "$IZIN demo registry --seed 7 --format csv --rows " + some},
      {"registry.ndjson", "$IZIN demo registry --seed 7 --format ndjson --rows " + some},
      {"plain.csv", absl::StrCat("$CEILING gen ", many, " $KBLI")},
      {"plain.ndjson", absl::StrCat("$CEILING gen-ndjson ", many, " $KBLI")},
      {"codes.csv", "$CEILING codes $KBLI"}};
  for (const auto& [file, command] : inputs) {
    Line line{"input", absl::StrCat(command, " >$FOLDER/", file)};
    const bool is_used = UsesFile(lines, file) || file == absl::string_view("codes.csv");
    if (is_used && !Run(line)) return false;
  }
  Line law{"input", absl::StrCat("sh -c '", absl::StrReplaceAll(kMakeLaw, {{"'", "'\\''"}}), "'")};
  if (UsesFile(lines, "/law") && (!Run(law) || law.exit_code != 0)) return false;
  Line answers{"input", "$IZIN lookup --input $FOLDER/codes.csv --output $FOLDER/answers"};
  return Run(answers);
}

bool IsSame(const std::string& a, const std::string& b) {
  Line line{"compare", absl::StrCat("cmp ", a, " ", b, " >&2")};
  return Run(line) && line.exit_code == 0;
}

// All results are those of the first line that has one.
bool AreSame(const std::vector<Line>& lines, const std::string& folder) {
  const Line* first = nullptr;
  for (const Line& line : lines) {
    if (line.result.empty()) continue;
    if (first == nullptr) first = &line;
    if (IsSame(folder + "/" + first->result, folder + "/" + line.result)) continue;
    std::cerr << line.name << ": wrote other bytes than " << first->name << "\n";
    return false;
  }
  return true;
}

int Main(int argc, char** argv) {
  std::int64_t rows = 2'000'000;
  int rounds = 3;
  std::string json_path;
  std::string kbli = "data/kbli/2025.tsv";
  std::string duckdb;
  std::string only;
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (absl::ConsumePrefix(&argument, "--benchmark_out=")) json_path = std::string(argument);
    if (absl::ConsumePrefix(&argument, "--kbli=")) kbli = std::string(argument);
    if (absl::ConsumePrefix(&argument, "--duckdb=")) duckdb = std::string(argument);
    if (absl::ConsumePrefix(&argument, "--only=")) only = std::string(argument);
    if (absl::ConsumePrefix(&argument, "--rows=") && !absl::SimpleAtoi(argument, &rows)) return 2;
    if (absl::ConsumePrefix(&argument, "--rounds=") && !absl::SimpleAtoi(argument, &rounds))
      return 2;
  }
  const fs::path bin = fs::canonical("/proc/self/exe").parent_path();
  std::string folder = (fs::temp_directory_path() / "izin-batch-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 3;
  ::setenv("IZIN", (bin / "izin").c_str(), 1);
  ::setenv("CEILING", (bin / "lookup_ceiling").c_str(), 1);
  ::setenv("KBLI", kbli.c_str(), 1);
  ::setenv("FOLDER", folder.c_str(), 1);
  std::vector<Line> lines = PlainLines(duckdb);
  for (Line& line : Lines()) lines.push_back(std::move(line));
  lines.erase(
      std::remove_if(lines.begin(), lines.end(),
                     [&only](const Line& line) { return !absl::StrContains(line.name, only); }),
      lines.end());
  bool is_good = MakeInputs(folder, lines, rows);
  for (int round = 0; round < rounds && is_good; ++round) {
    for (Line& line : lines) is_good = is_good && Run(line);
    is_good = is_good && AreSame(lines, folder);
  }
  if (is_good) Print(lines, rows, json_path);
  fs::remove_all(folder);
  return is_good ? 0 : 3;
}

}  // namespace
}  // namespace izin

int main(int argc, char** argv) { return izin::Main(argc, argv); }
