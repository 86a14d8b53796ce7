#include "service/cli/lookup_registry_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/answer/plain_answers.h"
#include "service/base/clock.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/reclassify/plain_lookup.h"
#include "service/rulesets/needed_ruleset.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin::cli {
namespace {

// As typed.
struct Flags {
  PlainLookupOptions lookup;
  BackendOptions backend;
  std::vector<std::string> maps;
  std::string delimiter;
  std::string ruleset;
  std::string edition;
};

std::string FaultOf(Flags& flags) {
  if (flags.delimiter.size() > 1 && flags.delimiter != "tab")
    return absl::StrCat("--delimiter \"", flags.delimiter, "\": want , ; or tab");
  if (!flags.delimiter.empty())
    flags.lookup.delimiter = flags.delimiter == "tab" ? '\t' : flags.delimiter[0];
  for (const std::string& map : flags.maps) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(map, absl::MaxSplits('=', 1));
    if (parts.first.empty() || parts.second.empty())
      return absl::StrCat("--map \"", map, "\": want NAME=COLUMN, like nib=business_id");
    flags.lookup.renames.push_back(parts);
  }
  return "";
}

int LookUp(Flags& flags) {
  if (const std::string fault = FaultOf(flags); !fault.empty()) return Fail(fault, kUsage);
  const RealClock clock;
  const auto library = flags.backend.rulesets.empty()
                           ? EmbeddedFor(flags.ruleset, TodayInJakarta(clock))
                           : RulesetLibrary::FromFolder(flags.backend.rulesets);
  if (!library.ok()) return Fail(library.status().message(), kFailure);
  const RulesetHolder holder(*library);
  const Pipeline pipeline(holder, clock);
  const Moment now = pipeline.Now();
  const absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset =
      flags.ruleset.empty() ? now.library->InForceOn(now.today) : now.library->Find(flags.ruleset);
  if (!ruleset.ok()) return Fail(absl::StrCat("--ruleset: ", ruleset.status().message()), kUsage);
  v1::BusinessActivity shared;
  if (flags.edition == "2020") shared.set_kbli_edition(v1::KBLI_EDITION_2020);
  if (flags.edition == "2025") shared.set_kbli_edition(v1::KBLI_EDITION_2025);
  PlainAnswers answers(pipeline, now, *ruleset, shared);
  const absl::StatusOr<PlainLookupResult> result = LookUpRegistry(flags.lookup, answers);
  if (!result.ok()) return Fail(result.status().message(), kFailure);
  if (!result->ignored_columns.empty())
    std::cerr << "izin: columns that are not read: " << absl::StrJoin(result->ignored_columns, ", ")
              << "\n";
  if (result->refused > 0)
    std::cerr << "izin: " << result->refused << " of " << result->rows
              << " rows are INVALID: a code, scale or location that is none\n";
  return result->refused == 0 ? 0 : kRefused;
}

}  // namespace

void AddLookupCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "lookup", "Level and permits of each row of a registry, by code, scale and locations alone");
  command->footer(
      "Example: izin lookup --input registry.csv --output levels.csv\n"
      "Exit codes: 0 done, 1 done with rows that are INVALID, 2 usage, 3 failure");
  auto flags = std::make_shared<Flags>();
  command
      ->add_option("--input", flags->lookup.input,
                   "FILE, or - for standard input: CSV with a head (business_id, kbli_code, scale, "
                   "locations), or NDJSON of Business; plain, gzip or zstd")
      ->capture_default_str();
  command->add_option("--output", flags->lookup.output, "levels and permits: FILE or -")
      ->capture_default_str();
  command->add_option("--map", flags->maps,
                      "a column by another name: nib=business_id; repeatable");
  command->add_option("--delimiter", flags->delimiter, ", ; or tab; else as the head has");
  command->add_option("--ruleset", flags->ruleset, "ruleset that answers; else the one in force");
  command->add_option("--edition", flags->edition, "of the codes: 2020 or 2025; else the ruleset's")
      ->check(CLI::IsMember({"2020", "2025"}));
  AddRulesetsOption(*command, flags->backend);
  command->callback([flags, &exit_code] { exit_code = LookUp(*flags); });
}

}  // namespace izin::cli
