#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/quiet.h"
#include "service/decisions/stored_decision.h"
#include "service/render/api_words.h"
#include "service/store/cache_reader.h"
#include "service/store/store.h"

namespace izin::cli {
namespace {

// Decisions are read from a server, or from a data folder (beside a running server too).
void AddOptions(CLI::App& command, AskOptions& options) {
  AddServerOptions(command, options.backend);
  AddDataDirOption(command, options.backend.data_dir)->excludes(command.get_option("--server"));
  AddFormatOption(command, options.format);
}

absl::StatusOr<std::unique_ptr<Backend>> OpenLog(const AskOptions& options) {
  if (options.backend.server.empty() && options.backend.data_dir.empty())
    return absl::InvalidArgumentError("want --server or --data-dir");
  return MakeBackend(options.backend);
}

// A log that cannot be read is a failure, whatever the request; none named is one of usage.
int NotOpened(const absl::Status& status, bool is_json) {
  ReportFailure(status, is_json);
  return absl::IsInvalidArgument(status) ? kUsage : kFailure;
}

void PrintLine(const v1::Decision& decision) {
  std::cout << decision.id() << "  " << decision.time() << "  "
            << decision.request().activity().kbli_code() << "  " << ApiWord(decision.outcome())
            << "  " << ApiWord(decision.risk_level()) << "  " << decision.ruleset() << "\n";
}

int Get(const AskOptions& options, const std::string& id) {
  const absl::StatusOr<std::unique_ptr<Backend>> log = OpenLog(options);
  if (!log.ok()) return NotOpened(log.status(), options.is_json());
  v1::GetDecisionRequest request;
  request.set_id(id);
  const absl::StatusOr<v1::Decision> decision = (*log)->GetDecision(request);
  if (!decision.ok()) return ReportFailure(decision.status(), options.is_json());
  if (options.is_json()) {
    v1::GetDecisionResponse response;
    *response.mutable_decision() = *decision;
    return PrintJson(response);
  }
  PrintLine(*decision);
  std::cout << "caller: " << (decision->caller().empty() ? "-" : decision->caller()) << "\n"
            << "classification: " << decision->classification() << "\n"
            << "request:\n"
            << decision->request().DebugString();
  return 0;
}

int List(const AskOptions& options, const v1::ListDecisionsRequest& request) {
  const absl::StatusOr<std::unique_ptr<Backend>> log = OpenLog(options);
  if (!log.ok()) return NotOpened(log.status(), options.is_json());
  v1::ListDecisionsResponse all;
  std::vector<std::string> lost;
  const auto fetch = [&](const v1::ListDecisionsRequest& page) {
    return (*log)->ListDecisions(page, lost);
  };
  const auto take = [&](v1::ListDecisionsResponse& page) {
    for (v1::Decision& decision : *page.mutable_decisions()) {
      if (options.is_json()) {
        *all.add_decisions() = std::move(decision);
      } else {
        PrintLine(decision);
      }
    }
  };
  const absl::Status status = ForEachPage(fetch, request, take);
  if (!status.ok()) return ReportFailure(status, options.is_json());
  const int printed = options.is_json() ? PrintJson(all) : 0;
  for (const std::string& span : lost)
    std::cerr << "izin: decisions that cannot be read: " << span << "\n";
  if (!lost.empty()) {
    std::cerr << "izin: the list is not whole: " << lost.size()
              << " spans of the log are damaged; see izin repair --help\n";
  }
  return printed == 0 && !lost.empty() ? kRefused : printed;
}

int Replay(const AskOptions& options, const v1::ReplayDecisionsRequest& request) {
  const absl::StatusOr<std::unique_ptr<Backend>> log = OpenLog(options);
  if (!log.ok()) return NotOpened(log.status(), options.is_json());
  int differing = 0;
  const absl::Status status =
      (*log)->ReplayDecisions(request, [&](const v1::ReplayDecisionsResponse& response) {
        ++differing;
        if (options.is_json()) return PrintJson(response) == 0;
        PrintLine(response.decision());
        for (const std::string& permit : response.change().permits_added())
          std::cout << "  + " << permit << "\n";
        for (const std::string& permit : response.change().permits_removed())
          std::cout << "  - " << permit << "\n";
        return static_cast<bool>(std::cout);
      });
  // Damage ends no replay: what could be read was answered again.
  const bool is_partial = absl::IsDataLoss(status);
  if (!status.ok() && !is_partial) return ReportFailure(status, options.is_json());
  if (!options.is_json()) std::cout << differing << " decisions would differ\n";
  if (is_partial) std::cerr << "izin: the replay is not whole: " << status.message() << "\n";
  return is_partial ? kRefused : 0;
}

void AddSpan(CLI::App& command, const std::function<void(const std::string&)>& from,
             const std::function<void(const std::string&)>& to) {
  command.add_option_function<std::string>("--from", from, "first moment, 2026-11-24T09:00:00Z");
  command.add_option_function<std::string>("--to", to, "moment after the last");
}

void AddGet(CLI::App& decisions, int& exit_code) {
  CLI::App* command = decisions.add_subcommand("get", "One decision, by its id");
  command->footer(
      "Example: izin decisions get 0192f3a4b5c6d7e8f901a2b3c4d5e6f7 --server 127.0.0.1:8980");
  auto options = std::make_shared<AskOptions>();
  auto id = std::make_shared<std::string>();
  command->add_option("ID", *id, "as the trailer izin-decision-id gave it")->required();
  AddOptions(*command, *options);
  command->callback([=, &exit_code] { exit_code = Get(*options, *id); });
}

void AddList(CLI::App& decisions, int& exit_code) {
  CLI::App* command = decisions.add_subcommand("list", "The decisions of a span of time");
  command->footer(
      "Example: izin decisions list --from 2026-11-24T00:00:00Z --kbli 56101 "
      "--server 127.0.0.1:8980");
  auto options = std::make_shared<AskOptions>();
  auto request = std::make_shared<v1::ListDecisionsRequest>();
  AddSpan(
      *command, [request](const std::string& time) { request->set_from_time(time); },
      [request](const std::string& time) { request->set_to_time(time); });
  command->add_option_function<std::string>(
      "--kbli", [request](const std::string& code) { request->set_kbli_code(code); },
      "only of this code");
  AddOptions(*command, *options);
  command->callback([=, &exit_code] { exit_code = List(*options, *request); });
}

void AddReplay(CLI::App& decisions, int& exit_code) {
  CLI::App* command =
      decisions.add_subcommand("replay", "Which past answers would differ under a ruleset");
  command->footer("Example: izin decisions replay --ruleset pp28-2025 --data-dir /var/lib/izin");
  auto options = std::make_shared<AskOptions>();
  options->backend.timeout_seconds = 600;  // a log may be long
  auto request = std::make_shared<v1::ReplayDecisionsRequest>();
  command
      ->add_option_function<std::string>(
          "--ruleset", [request](const std::string& name) { request->set_ruleset(name); },
          "ruleset to answer under")
      ->required();
  AddSpan(
      *command, [request](const std::string& time) { request->set_from_time(time); },
      [request](const std::string& time) { request->set_to_time(time); });
  AddOptions(*command, *options);
  command->callback([=, &exit_code] { exit_code = Replay(*options, *request); });
}

int ReadCache(const std::string& path, const std::string& name) {
  const absl::StatusOr<CacheReader> reader = CacheReader::Open(path);
  if (!reader.ok()) return NotOpened(reader.status(), /*is_json=*/false);
  const absl::StatusOr<v1::Classification> answer = reader->Get(name);
  if (!answer.ok()) return ReportFailure(answer.status(), /*is_json=*/false);
  return PrintJson(*answer);
}

void PrintRebuilt(const std::string& path, const RepairReport& report) {
  std::cout << path << ": rebuilt from what could be read\n"
            << "decision_log: " << report.records << " records";
  if (report.is_counted) std::cout << ", " << report.records_before << " could be read before";
  std::cout << "\n";
}

// Rebuilds, and tells what was lost: kRefused if that is anything.
int Repair(const std::string& path, bool is_quiet) {
  ::umask(S_IRWXG | S_IRWXO);  // as of izind
  RepairReport report;
  const absl::Status status = Store::Repair(path, &report);
  if (!status.ok()) return NotOpened(status, /*is_json=*/false);
  if (!is_quiet) PrintRebuilt(path, report);
  for (const LostSpan& span : report.lost) std::cout << "lost: " << Describe(span) << "\n";
  if (!report.missing_newest.empty()) {
    std::cout << "lost: all after the last record, up to "
              << Describe({.from = report.missing_newest,
                           .to = report.missing_newest,
                           .cause = "the newest that was on disk"})
              << "\n";
  }
  const bool is_whole = report.lost.empty() && report.missing_newest.empty() &&
                        (!report.is_counted || report.records >= report.records_before);
  return is_whole ? 0 : kRefused;
}

}  // namespace

void AddDecisionsCommand(CLI::App& app, int& exit_code) {
  CLI::App* decisions = app.add_subcommand("decisions", "What was answered, and under which rules");
  decisions->footer("Example: izin decisions list --data-dir /var/lib/izin --kbli 56101");
  decisions->require_subcommand(1);
  AddGet(*decisions, exit_code);
  AddList(*decisions, exit_code);
  AddReplay(*decisions, exit_code);
}

void AddCacheCommand(CLI::App& app, int& exit_code) {
  CLI::App* cache = app.add_subcommand("cache", "Answers kept by a server");
  cache->footer("Example: izin cache get classifications/<digits> --data-dir /var/lib/izin");
  cache->require_subcommand(1);
  CLI::App* get = cache->add_subcommand("get", "An answer by its name, read from the database");
  get->footer("Example: izin cache get classifications/<digits> --data-dir /var/lib/izin");
  auto name = std::make_shared<std::string>();
  auto path = std::make_shared<std::string>();
  get->add_option("NAME", *name, "Classification.name")->required();
  AddDataDirOption(*get, *path)->required();
  get->callback([=, &exit_code] { exit_code = ReadCache(*path, *name); });
}

void AddRepairCommand(CLI::App& app, int& exit_code) {
  CLI::App* repair = app.add_subcommand(
      "repair", "Rebuild a damaged database of a server, which may not run meanwhile");
  repair->footer("Example: izin repair --data-dir /var/lib/izin");
  auto path = std::make_shared<std::string>();
  AddDataDirOption(*repair, *path)->required();
  repair->callback([=, &exit_code] { exit_code = Repair(*path, IsQuiet(*repair)); });
}

}  // namespace izin::cli
