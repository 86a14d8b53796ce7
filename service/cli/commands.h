// The commands of `izin`.

#ifndef IZIN_SERVICE_CLI_COMMANDS_H_
#define IZIN_SERVICE_CLI_COMMANDS_H_

#include <CLI/CLI.hpp>

namespace izin::cli {

// Adds every command below, in the order in which the help lists them, each with --quiet.
void AddCommands(CLI::App& app, int& exit_code);

// Adds the command; its exit code lands in `exit_code`: 0 answered, 1 a refused request, 3 a
// failure.
void AddClassifyCommand(CLI::App& app, int& exit_code);

// Adds `oss classify`: what a payload of OSS leads to, and how its checklist differs; exit code 1
// for differences.
void AddOssCommand(CLI::App& app, int& exit_code);

// Adds `search`: the KBLI codes that an activity in everyday words may have.
void AddSearchCommand(CLI::App& app, int& exit_code);

// Adds `convert`: what became of a KBLI code in the other edition.
void AddConvertCommand(CLI::App& app, int& exit_code);

// Adds `assess`: the risk level of an activity that no published row covers, from hazard and
// likelihood.
void AddAssessCommand(CLI::App& app, int& exit_code);

// Adds `reference`: what the values of the API mean.
void AddReferenceCommand(CLI::App& app, int& exit_code);

// Adds `deadline`: the last of some working days. Exit code 3 for a year whose holidays are not
// known.
void AddDeadlineCommand(CLI::App& app, int& exit_code);

// Adds `top`: what a server does at the moment, by its /metrics. Exit code 3 where it does not
// answer.
void AddTopCommand(CLI::App& app, int& exit_code);

// Adds `decisions get|list|replay`: the log of decisions.
void AddDecisionsCommand(CLI::App& app, int& exit_code);

// Adds `cache get`: answers in a server's database.
void AddCacheCommand(CLI::App& app, int& exit_code);

// Adds `repair`: a damaged database is rebuilt from what can be read.
void AddRepairCommand(CLI::App& app, int& exit_code);

// Adds `call`: any unary method of a server, with its request and its answer in JSON.
void AddCallCommand(CLI::App& app, int& exit_code);

// Adds `reclassify`: what a change of rules changes for a whole registry; exit code 1 for rejected
// rows or repeated ids.
void AddReclassifyCommand(CLI::App& app, int& exit_code);

// Adds `demo`: a tour through the commands, which it runs, and `demo registry`: a made-up registry.
void AddDemoCommand(CLI::App& app, int& exit_code);

// Adds `rules` and its own commands; exit code 1 for findings.
void AddRulesCommand(CLI::App& app, int& exit_code);

// Adds `completion bash|zsh`: scripts for shells, which ask `completion words` what may come next.
// `app` must have all other commands when a line is parsed.
void AddCompletionCommand(CLI::App& app, int& exit_code);

// Adds to `rules` the commands fmt, diff, stats and sheet.
void AddRulesTools(CLI::App& rules, int& exit_code);

// Adds to `rules` the commands key, build, sign, verify and show: signed bundles.
void AddRulesBundles(CLI::App& rules, int& exit_code);

// Adds to `rules` the commands activate, rollback and status: which rulesets of a server answer.
void AddRulesActivation(CLI::App& rules, int& exit_code);

// Adds to `rules` the command diff.
void AddRulesDiff(CLI::App& rules, int& exit_code);

// Adds to `rules` the commands import-oss and import-csv; exit code 1 if anything was not read.
void AddRulesImports(CLI::App& rules, int& exit_code);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_COMMANDS_H_
