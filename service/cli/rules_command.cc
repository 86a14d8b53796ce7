#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "data/loader/bundle.h"
#include "data/loader/check_folder.h"
#include "data/loader/search_words.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/quiet.h"
#include "service/cli/report.h"
#include "service/review/cases.h"
#include "service/review/mutate.h"

namespace izin::cli {
namespace {

constexpr int kFindings = kRefused;

struct RulesOptions {
  std::string data = "data";
  std::string ruleset;
  bool is_quiet = false;              // only what is wrong
  std::vector<std::string> overlays;  // of check
};

// What was proved, a table a line.
void PrintProof(const Ruleset& ruleset) {
  std::cout << ruleset.versioned_name() << "\n";
  std::cout << "  risk matrix: " << ruleset.data().scopes.size() << " scopes\n";
  for (const DecisionTable& table : ruleset.data().tables) {
    std::cout << "  table " << table.id << ": " << table.rows.size() << " rows";
    if (table.is_unique) std::cout << ", every combination of its inputs has exactly one";
    std::cout << "\n";
  }
  for (const Overlay& overlay : ruleset.data().overlays) {
    std::cout << "  overlay " << overlay.id << ": region " << overlay.region << ", "
              << overlay.services.size() << " services; it changes nothing of national law\n";
  }
}

// The words and questions of the search, which are of the folder and of no ruleset.
int CheckSearchWords(const std::string& data_dir, const KbliCatalogue& kbli, bool is_quiet) {
  const auto words = ReadSearchWords(data_dir, kbli);
  const auto questions = ReadSearchQuestions(data_dir, kbli);
  for (const absl::Status& status : {words.status(), questions.status()}) {
    if (absl::IsFailedPrecondition(status)) std::cout << status.message();
    if (absl::IsUnavailable(status)) return Fail(status.message(), kFailure);
  }
  if (!words.ok() || !questions.ok()) return kFindings;
  if (is_quiet) return 0;
  std::cout << "search: " << words->size() << " everyday words, " << questions->size()
            << " questions\n";
  return 0;
}

// The files of a ruleset with the overlays.
absl::StatusOr<SourceTree> SourcesOf(const RulesOptions& options, const std::string& id) {
  absl::StatusOr<SourceTree> sources = ReadSourceTree(options.data, id);
  if (!sources.ok()) return sources.status();
  for (const std::string& overlay : options.overlays) {
    const absl::StatusOr<std::string> name = AddOverlay(overlay, *sources);
    if (!name.ok()) return name.status();
  }
  return sources;
}

int Check(const RulesOptions& options) {
  const std::string& data_dir = options.data;
  const std::string& only = options.ruleset;
  const absl::StatusOr<std::vector<std::string>> ids = ListRulesets(data_dir);
  if (!ids.ok()) return Fail(ids.status().message(), kFailure);
  if (!only.empty() && std::find(ids->begin(), ids->end(), only) == ids->end())
    return Fail(absl::StrCat("no ruleset ", only, " in ", data_dir), kFindings);
  RuleIssues together;
  if (only.empty()) CheckRulesetFolders(data_dir, together);
  std::cout << together.ToString();
  int exit_code = together.has_errors() ? kFindings : 0;
  std::shared_ptr<const Ruleset> sound;
  for (const std::string& id : *ids) {
    if (!only.empty() && id != only) continue;
    const absl::StatusOr<SourceTree> sources = SourcesOf(options, id);
    if (!sources.ok()) return Fail(sources.status().message(), kFailure);
    RuleIssues issues;
    const absl::StatusOr<BuiltRuleset> built = BuildRuleset(*sources, issues);
    std::cout << issues.ToString();
    if (built.ok()) {
      if (!options.is_quiet) PrintProof(*built->ruleset);
      sound = built->ruleset;
    } else {
      exit_code = kFindings;
    }
  }
  if (!only.empty() || sound == nullptr) return exit_code;
  return std::max(exit_code,
                  CheckSearchWords(data_dir, sound->kbli(KbliEdition::k2025), options.is_quiet));
}

// The rulesets of a folder, with what is tested in them.
struct TestBench {
  std::shared_ptr<const RulesetLibrary> library;
  std::vector<std::pair<std::shared_ptr<const Ruleset>, std::vector<internal::Case>>> tested;
};

absl::StatusOr<TestBench> LoadBench(const RulesOptions& options) {
  TestBench bench;
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library =
      RulesetLibrary::FromFolder(options.data);
  if (!library.ok()) return library.status();
  bench.library = *library;
  RuleIssues issues;
  for (const std::shared_ptr<const Ruleset>& ruleset : bench.library->rulesets()) {
    if (!options.ruleset.empty() && ruleset->data().id != options.ruleset) continue;
    const absl::StatusOr<SourceTree> sources = ReadSourceTree(options.data, ruleset->data().id);
    if (!sources.ok()) return sources.status();
    bench.tested.emplace_back(ruleset, ReadCases(*sources, issues));
  }
  if (issues.has_errors()) return absl::FailedPreconditionError(issues.ToString());
  if (bench.tested.empty())
    return absl::FailedPreconditionError(
        absl::StrCat("no ruleset ", options.ruleset, " in ", options.data));
  return bench;
}

int ReportBench(const absl::Status& status) {
  return Fail(status.message(), absl::IsFailedPrecondition(status) ? kFindings : kFailure);
}

// Rows that no case reaches, and the share of those that some do.
void PrintCoverage(const Ruleset& ruleset, const RowsReached& reached, int& rows, int& hit) {
  for (const DecisionTable& table : ruleset.data().tables) {
    for (const TableRow& row : table.rows) {
      ++rows;
      if (reached.contains(row.id)) {
        ++hit;
      } else {
        std::cout << "  no case reaches " << row.id << " (" << row.where << ")\n";
      }
    }
  }
}

struct TestOptions {
  RulesOptions rules;
  bool coverage = false;
  bool accept = false;
};

// Each as a compiler tells a fault; with `accept` what the case would have to expect.
void PrintMisses(const std::vector<CaseMiss>& misses, bool accept) {
  for (const CaseMiss& miss : misses) {
    std::cout << miss.where << ": error: case " << miss.name << "\n";
    for (absl::string_view line : absl::StrSplit(miss.difference, '\n', absl::SkipEmpty()))
      std::cout << "  " << line << "\n";
    if (accept && !miss.as_answered.empty())
      std::cout << "  as answered, to be held against its source:\n" << miss.as_answered;
  }
}

int Test(const TestOptions& wanted) {
  const RulesOptions& options = wanted.rules;
  const bool with_coverage = wanted.coverage;
  const absl::StatusOr<TestBench> bench = LoadBench(options);
  if (!bench.ok()) return ReportBench(bench.status());
  int exit_code = 0;
  int rows = 0;
  int hit = 0;
  for (const auto& [ruleset, cases] : bench->tested) {
    RowsReached reached;
    const std::vector<CaseMiss> misses =
        RunCases(cases, ruleset->name(), bench->library, with_coverage ? &reached : nullptr);
    if (!options.is_quiet)
      std::cout << ruleset->name() << ": " << cases.size() - misses.size() << " of " << cases.size()
                << " cases came out as expected\n";
    PrintMisses(misses, wanted.accept);
    if (!misses.empty()) exit_code = kFindings;
    const std::vector<std::string> against = RowsAgainstLevel(*ruleset);
    if (!against.empty() && !options.is_quiet) {
      std::cout << "  official rows that name another licence than the level gives: "
                << absl::StrJoin(against, ", ") << "\n";
    }
    if (with_coverage) PrintCoverage(*ruleset, reached, rows, hit);
  }
  if (with_coverage && !options.is_quiet) {
    std::cout << "rows reached: "
              << absl::StrFormat("%.1f %%", rows == 0 ? 0.0 : 100.0 * hit / rows) << " (" << hit
              << " of " << rows << ")\n";
  }
  return exit_code;
}

int RunMutation(const RulesOptions& options, const MutationPlan& plan, double at_least) {
  const absl::StatusOr<TestBench> bench = LoadBench(options);
  if (!bench.ok()) return ReportBench(bench.status());
  int total = 0;
  int killed = 0;
  for (const auto& [ruleset, cases] : bench->tested) {
    if (!RunCases(cases, ruleset->name(), bench->library, nullptr).empty())
      return Fail(absl::StrCat(ruleset->name(), ": its cases fail as they are: see rules test"),
                  kFindings);
    std::vector<std::shared_ptr<const Ruleset>> others;
    for (const auto& other : bench->library->rulesets()) {
      if (other != ruleset) others.push_back(other);
    }
    const MutationReport report = Mutate(ruleset, others, cases, plan);
    if (!options.is_quiet)
      std::cout << ruleset->name() << ": " << report.row_mutants << " changes of rows, "
                << report.cell_mutants << " of cells, " << report.killed << " noticed\n";
    for (const std::string& survivor : report.survivors)
      std::cout << "  not noticed: " << survivor << "\n";
    total += report.total();
    killed += report.killed;
  }
  const double share = total == 0 ? 0 : 100.0 * killed / total;
  if (!options.is_quiet)
    std::cout << "changes noticed: " << absl::StrFormat("%.1f %%", share) << " (" << killed
              << " of " << total << ")\n";
  return share >= at_least ? 0 : kFindings;
}

void AddDataOptions(CLI::App& command, RulesOptions& options) {
  command.add_option("--data", options.data, "data folder: kbli/, reference/, rulesets/")
      ->capture_default_str();
  command.add_option("--ruleset", options.ruleset, "only this one");
}

void AddTest(CLI::App& rules, int& exit_code) {
  CLI::App* test = rules.add_subcommand("test", "Run the cases of the rulesets of a data folder");
  test->footer("Example: izin rules test --coverage");
  auto options = std::make_shared<TestOptions>();
  AddDataOptions(*test, options->rules);
  test->add_flag("--coverage", options->coverage, "list the rows that no case reaches");
  test->add_flag(
      "--accept", options->accept,
      "write nothing; print of each failing case what it would have to expect, for review");
  test->callback([=, &exit_code] {
    options->rules.is_quiet = IsQuiet(*test);
    exit_code = Test(*options);
  });
}

void AddMutate(CLI::App& rules, int& exit_code) {
  CLI::App* mutate =
      rules.add_subcommand("mutate", "Change every rule and see whether its cases notice");
  mutate->footer("Example: izin rules mutate --ruleset pp24-2018");
  auto options = std::make_shared<RulesOptions>();
  auto plan = std::make_shared<MutationPlan>();
  auto at_least = std::make_shared<double>(95);
  AddDataOptions(*mutate, *options);
  mutate->add_option("--cells", plan->cells, "cells of the risk matrix")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  mutate->add_option("--seed", plan->seed, "which cells")->capture_default_str();
  mutate->add_option("--at-least", *at_least, "per cent that must be noticed")
      ->capture_default_str();
  mutate->callback([=, &exit_code] {
    options->is_quiet = IsQuiet(*mutate);
    exit_code = RunMutation(*options, *plan, *at_least);
  });
}

}  // namespace

void AddRulesCommand(CLI::App& app, int& exit_code) {
  CLI::App* rules = app.add_subcommand("rules", "Work on rulesets");
  rules->footer("Example: izin rules diff pp24-2018 pp28-2025 --kbli 56101");
  rules->require_subcommand(1);
  CLI::App* check = rules->add_subcommand("check", "Check and prove the rulesets of a data folder");
  check->footer("Example: izin rules check --data data");
  auto options = std::make_shared<RulesOptions>();
  AddDataOptions(*check, *options);
  AddOverlayOption(*check, options->overlays);
  check->callback([check, options, &exit_code] {
    options->is_quiet = IsQuiet(*check);
    exit_code = Check(*options);
  });
  AddTest(*rules, exit_code);
  AddMutate(*rules, exit_code);
  AddRulesTools(*rules, exit_code);
  AddRulesBundles(*rules, exit_code);
  AddRulesActivation(*rules, exit_code);
  AddRulesImports(*rules, exit_code);
}

}  // namespace izin::cli
