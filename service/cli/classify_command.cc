#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"

#include "service/cli/answer_text/answer_context.h"
#include "service/cli/answer_text/answer_text.h"
#include "service/cli/answer_text/basic_titles.h"
#include "service/cli/ask.h"
#include "service/cli/backend.h"
#include "service/cli/channel.h"
#include "service/cli/classify_flags.h"
#include "service/cli/classify_lines.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/quiet.h"
#include "service/cli/region_names.h"
#include "service/cli/report.h"
#include "service/cli/stream_backend.h"
#include "service/cli/terminal.h"
#include "service/request/request_faults.h"

namespace izin::cli {
namespace {

struct Options {
  std::unique_ptr<ClassifyFlags> flags;
  std::string format = "text";
  BackendOptions backend;
  bool streams = false;
  ClassifyLinesOptions lines;
  bool shows_all = false;
};

void PrintAnswerOf(Backend& backend, const Options& options, v1::Classification answer) {
  const v1::ClassifyActivityRequest& request = options.flags->request();
  const Page::Options terminal = TerminalPage();
  AnswerTextOptions page;
  page.is_english = request.language_code() == "en";
  page.use_colour = terminal.use_colour;
  page.shows_all = options.shows_all;
  page.width = terminal.width;
  FillTitles(backend, page.is_english, answer);
  PrintAnswer(answer, ContextOf(backend, request, answer, options.backend.joint_leave), page,
              std::cout);
}

// The usage error of all flags at once; 0 if there is nothing to say.
int ReportFlags(const std::vector<FlagFault>& faults, bool is_english) {
  for (const FlagFault& fault : faults)
    std::cerr << "izin: " << fault.flag << " " << fault.In(is_english) << "\n";
  if (faults.empty()) return 0;
  std::cerr << (is_english ? "Every flag is explained by: izin classify --help\n"
                           : "Semua pilihan dijelaskan oleh: izin classify --help --lang id\n");
  return kUsage;
}

// Flags that there are not, among what no flag took.
std::vector<FlagFault> UnknownFlags(const std::vector<std::string>& extras) {
  std::vector<FlagFault> faults;
  bool is_value = false;
  for (const std::string& extra : extras) {
    const bool is_flag = absl::StartsWith(extra, "-");
    if (is_flag || !is_value)
      faults.push_back({.flag = extra, .id = "tidak dikenal", .en = "is not known"});
    is_value = is_flag;
  }
  return faults;
}

// What the service finds wrong with what the flags made, beside the flags already told of: so that
// everything is said in one go.
void AddFaultsOf(const absl::Status& status, std::vector<FlagFault>& faults) {
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (!details.has_value()) return;
  const std::size_t told = faults.size();
  for (const google::rpc::BadRequest::FieldViolation& violation : details->field_violations()) {
    const std::string flag = FlagOf(violation.field());
    const bool is_told =
        std::any_of(faults.begin(), faults.begin() + static_cast<std::ptrdiff_t>(told),
                    [&flag](const FlagFault& fault) { return fault.flag == flag; });
    if (is_told) continue;
    faults.push_back({.flag = flag,
                      .id = SaidOf(violation, /*is_english=*/false),
                      .en = SaidOf(violation, /*is_english=*/true)});
  }
}

int ClassifyOne(Backend& backend, const Options& options, bool is_english) {
  absl::StatusOr<v1::Classification> classification = backend.Classify(options.flags->request());
  const bool is_json = options.format == "json";
  if (!classification.ok()) return ReportFailure(classification.status(), is_json, is_english);
  if (!is_json) {
    PrintAnswerOf(backend, options, *std::move(classification));
    return 0;
  }
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() = *classification;
  return PrintJson(response);
}

// The file of requests, answered as flags say it.
int RunLines(Backend& backend, const Options& options, const CLI::App& command, bool is_english) {
  ClassifyLinesOptions lines = options.lines;
  lines.defaults.view = options.flags->request().view();
  lines.defaults.language_code = options.flags->request().language_code();
  lines.is_english = is_english;
  lines.is_quiet = IsQuiet(command);
  if (!options.streams) return ClassifyLines(backend, lines);
  const absl::StatusOr<Client> client = ClientTo(options.backend);
  if (!client.ok()) return Fail(client.status().message(), kFailure);
  StreamBackend streams(*client);
  return ClassifyLines(streams, lines);
}

int Run(const Options& options, const CLI::App& command) {
  v1::ClassifyActivityRequest& request = options.flags->request();
  const bool is_english = SpeaksEnglish(request.language_code());
  if (options.format != "json" && options.lines.requests.empty())
    request.set_language_code(AnswerLanguage(request.language_code()));
  std::vector<FlagFault> faults = options.flags->faults();
  for (FlagFault& fault : UnknownFlags(command.remaining())) faults.push_back(std::move(fault));
  for (FlagFault& fault : IgnoredFlags(command)) faults.push_back(std::move(fault));
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  if (!backend.ok()) {
    std::cerr << backend.status().message() << "\n";
    return kFailure;
  }
  const absl::StatusOr<std::vector<FlagFault>> regions =
      ResolveRegions(**backend, *request.mutable_activity());
  if (!regions.ok()) return ReportFailure(regions.status(), options.format == "json");
  faults.insert(faults.end(), regions->begin(), regions->end());
  if (!faults.empty()) {
    if (options.lines.requests.empty()) AddFaultsOf((*backend)->Classify(request).status(), faults);
    return ReportFlags(faults, is_english);
  }
  return options.lines.requests.empty() ? ClassifyOne(**backend, options, is_english)
                                        : RunLines(**backend, options, command, is_english);
}

void AddOtherFlags(CLI::App& command, Options& options) {
  AddFormatOption(command, options.format);
  AddServerOptions(command, options.backend);
  AddRulesetsOption(command, options.backend);
  AddJointLeaveOption(command, options.backend.joint_leave);
  command.add_flag("--all", options.shows_all,
                   "show everything: nothing folded to a count, details and every citation");
  AddLinesOptions(command, options.lines);
  command
      .add_flag("--stream", options.streams,
                "ask the server for --requests over streams: StreamClassifyActivities")
      ->needs("--server");
}

}  // namespace

void AddClassifyCommand(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("classify", "Which risk level, which permits, which commitments");
  command->footer(
      "Values may be Indonesian words: --scale mikro --location darat. This help in Indonesian:\n"
      "izin classify --help --lang id\n"
      "Example: izin classify --kbli 56101 --scale micro --location land\n"
      "Example: izin classify --requests requests.ndjson > answers.ndjson");
  auto options = std::make_shared<Options>();
  options->flags = std::make_unique<ClassifyFlags>(*command);
  AddOtherFlags(*command, *options);
  // What no flag takes is said together with what is wrong with the flags.
  command->allow_extras();
  command->callback([command, options, &exit_code] { exit_code = Run(*options, *command); });
}

}  // namespace izin::cli
