#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"

#include "service/base/clock.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/quiet.h"
#include "service/cli/run_progress.h"
#include "service/reclassify/merge_shards.h"
#include "service/reclassify/registry_report.h"
#include "service/reclassify/registry_run.h"
#include "service/reclassify/summary_text.h"
#include "service/rulesets/overlaid_rulesets.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin::cli {
namespace {

// As typed.
struct Flags {
  RegistryOptions run;
  RulesetNames names;
  BackendOptions backend;
  std::vector<std::string> as_of;
  std::vector<std::string> maps;
  std::string delimiter;
  std::string input_format;
  std::string output_format;
  std::string shard;
  std::vector<std::string> summaries;
  std::string report;
  std::string language = "id";
  bool is_quiet = false;
};

// Several spellings of one separator.
bool ReadDelimiter(const std::string& text, char& delimiter) {
  if (text.empty()) return true;
  if (text == "tab" || text == "\\t") {
    delimiter = '\t';
  } else if (text == "," || text == ";" || text == "\t") {
    delimiter = text[0];
  } else {
    return false;
  }
  return true;
}

bool ReadShard(const std::string& text, RegistryLimits& limits) {
  if (text.empty()) return true;
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  return parts.size() == 2 && absl::SimpleAtoi(parts[0], &limits.shard) &&
         absl::SimpleAtoi(parts[1], &limits.shards) && limits.shard >= 1 &&
         limits.shard <= limits.shards && limits.shards <= 10'000;
}

RegistryFormat FormatOf(const std::string& given, const std::string& path) {
  const bool is_json = given.empty()
                           ? absl::EndsWith(path, ".ndjson") || absl::EndsWith(path, ".jsonl")
                           : given == "ndjson";
  return is_json ? RegistryFormat::kNdjson : RegistryFormat::kCsv;
}

// What makes no sense together; empty if all does.
std::string FaultOf(const Flags& flags) {
  const RegistryLimits& limits = flags.run.limits;
  const bool is_to_stdout = flags.run.outputs.changes == "-";
  if (flags.as_of.size() > 2) return "--as-of: want at most two days, the earlier one first";
  if (!flags.as_of.empty() && !(flags.names.from.empty() && flags.names.to.empty()))
    return "--as-of: not beside --from or --to";
  if (!limits.checkpoint_folder.empty() && is_to_stdout)
    return "--checkpoint: want --output FILE, which can be gone on with";
  if (limits.shards > 1 && is_to_stdout) return "--shard: want --output FILE, for the merge";
  if (limits.shards > 1 && flags.run.input.path == "-")
    return "--shard: want --input FILE, which is read twice";
  const bool is_csv = flags.run.outputs.format == RegistryFormat::kCsv;
  if (!flags.report.empty() && (is_to_stdout || !is_csv || limits.dry_run_rows > 0))
    return "--xlsx: want --output FILE as CSV, from which it is made";
  if (limits.dry_run_rows > 0 && (limits.shards > 1 || !limits.checkpoint_folder.empty()))
    return "--dry-run: not beside --shard or --checkpoint";
  return "";
}

// Reads what was typed into the options of the run; the fault, or empty.
std::string Complete(Flags& flags) {
  if (!ReadDelimiter(flags.delimiter, flags.run.input.delimiter))
    return absl::StrCat("--delimiter \"", flags.delimiter, "\": want , ; or tab");
  if (!ReadShard(flags.shard, flags.run.limits))
    return absl::StrCat("--shard \"", flags.shard, "\": want I/N, like 1/4");
  for (const std::string& map : flags.maps) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(map, absl::MaxSplits('=', 1));
    if (parts.first.empty() || parts.second.empty())
      return absl::StrCat("--map \"", map, "\": want NAME=COLUMN, like nib=business_id");
    flags.run.input.renames.push_back(parts);
  }
  if (!flags.input_format.empty())
    flags.run.input.format = FormatOf(flags.input_format, flags.run.input.path);
  flags.run.outputs.format = FormatOf(flags.output_format, flags.run.outputs.changes);
  if (std::string fault = FaultOf(flags); !fault.empty()) return fault;
  if (!flags.as_of.empty()) flags.names.from_day = flags.as_of.front();
  if (flags.as_of.size() == 2) flags.names.to_day = flags.as_of.back();
  return "";
}

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> LibraryOf(const BackendOptions& options) {
  return LibraryWithOverlays(options.rulesets, options.overlays);
}

int CodeOf(const absl::Status& status) {
  std::cerr << "izin: " << status.message() << "\n";
  return kFailure;
}

absl::Status WriteText(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::cout << text;
    return absl::OkStatus();
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path, ": the summary cannot be written"));
}

// JSON into FILE.json, else the table.
absl::Status WriteSummaries(const Flags& flags, const internal::RegistrySummary& summary,
                            Language language) {
  for (const std::string& path : flags.summaries) {
    std::string text;
    if (absl::EndsWith(path, ".json")) {
      google::protobuf::util::JsonPrintOptions options;
      options.add_whitespace = true;
      options.always_print_primitive_fields = true;
      if (!google::protobuf::util::MessageToJsonString(summary, &text, options).ok()) text = "{}";
    } else {
      text = SummaryText(summary, language);
    }
    if (absl::Status status = WriteText(path, text); !status.ok()) return status;
  }
  return absl::OkStatus();
}

void SayRepeated(const RepeatedIds& repeated) {
  for (const RepeatedId& id : repeated.first) {
    std::cerr << "izin: line " << id.line << ": business_id and project_id stand in line "
              << id.first_line << " already\n";
  }
  const std::int64_t more = repeated.rows - static_cast<std::int64_t>(repeated.first.size());
  if (more > 0) std::cerr << "izin: and " << more << " more such lines\n";
}

void SayNotes(const RegistryResult& result) {
  if (!result.ignored_columns.empty())
    std::cerr << "izin: columns that are not read: " << absl::StrJoin(result.ignored_columns, ", ")
              << "\n";
  if (result.was_done)
    std::cerr << "izin: the checkpoint says that this run was done before: nothing was written\n";
  SayRepeated(result.repeated);
  if (!result.input_change.empty()) std::cerr << "izin: " << result.input_change << "\n";
}

absl::Status WriteReport(const Flags& flags, const internal::RegistrySummary& summary,
                         Language language) {
  if (flags.report.empty()) return absl::OkStatus();
  const RegistryOutputs& outputs = flags.run.outputs;
  return WriteRegistryReport(flags.report, summary,
                             {.changes = outputs.changes, .rejects = outputs.rejects}, language);
}

// What a run ends with: the exit code.
int Finish(const Flags& flags, const RegistryResult& result, Language language) {
  SayNotes(result);
  if (absl::Status status = WriteSummaries(flags, result.summary, language); !status.ok())
    return CodeOf(status);
  if (absl::Status status = WriteReport(flags, result.summary, language); !status.ok())
    return CodeOf(status);
  if (!flags.is_quiet && flags.summaries.empty())
    std::cerr << SummaryText(result.summary, language);
  if (!result.input_change.empty()) return kFailure;
  const bool is_clean = result.summary.rejected() == 0 && result.summary.repeated_ids() == 0;
  return is_clean ? 0 : kRefused;
}

int Reclassify(Flags& flags) {
  if (const std::string fault = Complete(flags); !fault.empty()) return Fail(fault, kUsage);
  const Language language = flags.language == "en" ? Language::kEnglish : Language::kIndonesian;
  const auto library = LibraryOf(flags.backend);
  if (!library.ok()) return CodeOf(library.status());
  const RealClock clock;
  const absl::StatusOr<RunRulesets> rulesets =
      RunRulesets::Choose(*library, flags.names, TodayInJakarta(clock));
  if (!rulesets.ok()) return Fail(rulesets.status().message(), kUsage);
  const RulesetHolder holder(*library);
  const Pipeline pipeline(holder, clock);
  absl::StatusOr<RegistryResult> result = absl::UnknownError("");
  {
    RunProgress progress(::isatty(STDERR_FILENO) != 0, language);
    result = ReclassifyRegistry(flags.run, *rulesets, pipeline, [&](const RegistryProgress& now) {
      if (!flags.is_quiet) progress.Show(now);
    });
  }
  return result.ok() ? Finish(flags, *result, language) : CodeOf(result.status());
}

void AddSummaryOptions(CLI::App& command, Flags& flags) {
  command.add_option("--summary", flags.summaries, "figures: FILE.json, FILE or -; repeatable");
  command.add_option("--lang", flags.language, "of the table and the progress: id or en")
      ->capture_default_str()
      ->check(CLI::IsMember({"id", "en"}));
}

void AddInputOptions(CLI::App& command, Flags& flags) {
  command
      .add_option("--input", flags.run.input.path,
                  "the registry, or - for standard input: CSV with a head, or NDJSON of "
                  "Business; plain, gzip or zstd")
      ->capture_default_str();
  command.add_option("--input-format", flags.input_format, "csv or ndjson; else as it begins")
      ->check(CLI::IsMember({"csv", "ndjson"}));
  command.add_option("--map", flags.maps, "a column by another name: nib=business_id; repeatable");
  command.add_option("--delimiter", flags.delimiter, ", ; or tab; else as the head has");
  command.add_option("--from", flags.names.from,
                     "ruleset of the earlier answers; else as each row says: by its column "
                     "ruleset, or by the permits it holds");
  command.add_option("--to", flags.names.to, "ruleset of the later answers; else the one in force");
  command.add_option("--as-of", flags.as_of,
                     "the rules in force on a day: given twice, the earlier day first");
  AddRulesetsOption(command, flags.backend);
}

void AddOutputOptions(CLI::App& command, Flags& flags) {
  RegistryOutputs& outputs = flags.run.outputs;
  outputs.changes = "-";
  command.add_option("--output", outputs.changes, "the changes: FILE, FILE.ndjson or -")
      ->capture_default_str();
  command
      .add_option("--output-format", flags.output_format,
                  "csv or ndjson; else by the name of the output")
      ->check(CLI::IsMember({"csv", "ndjson"}));
  command.add_option("--rejects", outputs.rejects, "rows that could not be read, each with why");
  command.add_option("--notifications", outputs.notifications,
                     "what to tell each business whose answer changed");
  command.add_flag("--changes-only", outputs.changes_only, "leave out what is unchanged");
  command.add_flag("--explain", outputs.explain, "the rows of the rules behind each change");
  AddSummaryOptions(command, flags);
  command.add_option("--xlsx", flags.report,
                     "a spreadsheet of figures, charts, changes and rejects");
  command.add_flag("--quiet", flags.is_quiet, "neither progress nor table");
}

void AddRunOptions(CLI::App& command, Flags& flags) {
  RegistryLimits& limits = flags.run.limits;
  limits.threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
  command.add_option("--threads", limits.threads, "how many at once")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  command.add_option("--checkpoint", limits.checkpoint_folder,
                     "a folder to go on from if the run is stopped");
  command
      .add_option_function<double>(
          "--checkpoint-every",
          [&limits](double seconds) { limits.checkpoint_every = absl::Seconds(seconds); },
          "seconds between checkpoints, of which each waits for the disk; else 1")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--shard", flags.shard, "I/N: the I-th of N parts of the file");
  command
      .add_option("--dry-run", limits.dry_run_rows, "only so many rows, and no output but figures")
      ->check(CLI::PositiveNumber);
}

struct MergeFlags {
  std::vector<std::string> shards;
  OutputPaths outputs;
  Flags common;  // summaries, language and rulesets
};

int Merge(const MergeFlags& flags) {
  const Flags& common = flags.common;
  const Language language = common.language == "en" ? Language::kEnglish : Language::kIndonesian;
  const auto library = LibraryOf(common.backend);
  if (!library.ok()) return CodeOf(library.status());
  const absl::StatusOr<internal::ShardManifest> first = ReadManifest(flags.shards.front());
  if (!first.ok()) return CodeOf(first.status());
  const auto later = (*library)->Find(first->to());
  if (!later.ok()) return CodeOf(later.status());
  const absl::StatusOr<MergedShards> merged =
      MergeShards(flags.shards, flags.outputs, (*later)->data().regions);
  if (!merged.ok()) return CodeOf(merged.status());
  SayRepeated(merged->repeated);
  const internal::RegistrySummary& summary = merged->summary;
  if (absl::Status status = WriteSummaries(common, summary, language); !status.ok())
    return CodeOf(status);
  if (common.summaries.empty() && !common.is_quiet) std::cerr << SummaryText(summary, language);
  return summary.rejected() == 0 && summary.repeated_ids() == 0 ? 0 : kRefused;
}

void AddMerge(CLI::App& reclassify, int& exit_code) {
  CLI::App* command = reclassify.add_subcommand("merge", "Put the shards of a registry together");
  command->footer(
      "Example: izin reclassify merge --output changes.csv part1.csv part2.csv part3.csv\n"
      "Exit codes: 0 done, 1 done with rejected rows or repeated ids, 2 usage, 3 failure");
  auto flags = std::make_shared<MergeFlags>();
  flags->outputs.changes = "-";
  command->add_option("shards", flags->shards, "the changes of every shard, in any order")
      ->required();
  command->add_option("--output", flags->outputs.changes, "the changes of all")
      ->capture_default_str();
  command->add_option("--rejects", flags->outputs.rejects, "the rejects of all");
  command->add_option("--notifications", flags->outputs.notifications, "the notifications of all");
  AddSummaryOptions(*command, flags->common);
  AddRulesetsOption(*command, flags->common.backend);
  command->callback([command, flags, &exit_code] {
    flags->common.is_quiet = IsQuiet(*command);
    exit_code = Merge(*flags);
  });
}

}  // namespace

void AddReclassifyCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "reclassify", "What a change of rules or of KBLI edition changes for each business");
  command->footer(
      "Example: izin reclassify --input registry.csv --output changes.csv --changes-only\n"
      "Exit codes: 0 done, 1 done with rejected rows or repeated ids, 2 usage, 3 failure");
  AddMerge(*command, exit_code);
  auto flags = std::make_shared<Flags>();
  AddInputOptions(*command, *flags);
  AddOutputOptions(*command, *flags);
  AddRunOptions(*command, *flags);
  command->callback([command, flags, &exit_code] {
    if (command->get_subcommands().empty()) exit_code = Reclassify(*flags);
  });
}

}  // namespace izin::cli
