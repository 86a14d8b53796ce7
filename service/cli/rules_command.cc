#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "data/loader/bundle.h"
#include "service/cli/commands.h"
#include "service/cli/report.h"

namespace izin::cli {
namespace {

constexpr int kFindings = kRefused;

// What was proved, a table a line.
void PrintProof(const Ruleset& ruleset) {
  std::cout << ruleset.versioned_name() << "\n";
  std::cout << "  risk matrix: " << ruleset.data().scopes.size() << " scopes\n";
  for (const DecisionTable& table : ruleset.data().tables) {
    std::cout << "  table " << table.id << ": " << table.rows.size() << " rows";
    if (table.is_unique) std::cout << ", every combination of its inputs has exactly one";
    std::cout << "\n";
  }
}

int Check(const std::string& data_dir, const std::string& only) {
  const absl::StatusOr<std::vector<std::string>> ids = ListRulesets(data_dir);
  if (!ids.ok()) {
    std::cerr << "izin: " << ids.status().message() << "\n";
    return kFailure;
  }
  int exit_code = 0;
  for (const std::string& id : *ids) {
    if (!only.empty() && id != only) continue;
    const absl::StatusOr<SourceTree> sources = ReadSourceTree(data_dir, id);
    if (!sources.ok()) {
      std::cerr << "izin: " << sources.status().message() << "\n";
      return kFailure;
    }
    RuleIssues issues;
    const absl::StatusOr<BuiltRuleset> built = BuildRuleset(*sources, issues);
    std::cout << issues.ToString();
    if (built.ok()) {
      PrintProof(*built->ruleset);
    } else {
      exit_code = kFindings;
    }
  }
  return exit_code;
}

}  // namespace

void AddRulesCommand(CLI::App& app, int& exit_code) {
  CLI::App* rules = app.add_subcommand("rules", "Work on rulesets");
  rules->require_subcommand(1);
  CLI::App* check = rules->add_subcommand("check", "Check and prove the rulesets of a data folder");
  check->footer("Example: izin rules check --data data");
  struct Options {
    std::string data = "data";
    std::string ruleset;
  };
  auto options = std::make_shared<Options>();
  check->add_option("--data", options->data, "data folder: kbli/, reference/, rulesets/")
      ->capture_default_str();
  check->add_option("--ruleset", options->ruleset, "only this one");
  check->callback([options, &exit_code] { exit_code = Check(options->data, options->ruleset); });
}

}  // namespace izin::cli
