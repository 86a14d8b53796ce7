#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/cli/answer_lines.h"
#include "service/cli/answer_text/answer_text.h"
#include "service/cli/answer_text/effects.h"
#include "service/cli/answer_text/value_titles.h"
#include "service/cli/ask.h"
#include "service/cli/classify_flags.h"
#include "service/cli/commands.h"
#include "service/request/parse_date.h"
#include "service/rulesets/ruleset_library.h"

namespace izin::cli {
namespace {

struct Options : AskOptions {
  std::unique_ptr<ClassifyFlags> flags;
  std::string requests;
  bool shows_all = false;
};

// Of the terminal; else what fits a printed page.
std::size_t PageWidth() {
  constexpr std::size_t kPrinted = 100;
  constexpr std::size_t kNarrowest = 40;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kPrinted;
  return std::max<std::size_t>(kNarrowest, size.ws_col);
}

// Counts working days from the filing; empty without one.
std::function<std::optional<absl::CivilDay>(int)> DatesFrom(const std::string& filed_on,
                                                            JointLeave joint_leave) {
  const std::optional<absl::CivilDay> filed = ParseDate(filed_on);
  if (!filed.has_value()) return nullptr;
  const auto library = RulesetLibrary::Embedded();
  if (!library.ok()) return nullptr;
  // Holidays are the same whatever the law.
  const std::shared_ptr<const RulesetLibrary> held = *library;
  return [held, joint_leave, day = *filed](int days) {
    return WorkingCalendar(held->latest().data().holidays, joint_leave).DayAfter(day, days);
  };
}

void PrintAnswerOf(Backend& backend, const Options& options, const v1::Classification& answer) {
  const v1::ClassifyActivityRequest& request = options.flags->request();
  AnswerTextOptions page;
  page.is_english = request.language_code() == "en";
  page.use_colour = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  page.shows_all = options.shows_all;
  page.width = PageWidth();
  AnswerContext context;
  context.is_foreign = request.activity().investment().foreign();
  // A page without the effects of its questions is still an answer.
  absl::StatusOr<std::vector<QuestionEffects>> effects =
      EffectsOf(backend, request, answer, page.is_english);
  if (effects.ok()) context.effects = *std::move(effects);
  context.value_titles = ValueTitlesOf(backend, answer, page.is_english);
  context.date_after = DatesFrom(request.activity().filed_on(), options.backend.joint_leave);
  PrintAnswer(answer, context, page, std::cout);
}

int ClassifyOne(Backend& backend, const Options& options) {
  const absl::StatusOr<v1::Classification> classification =
      backend.Classify(options.flags->request());
  if (!classification.ok()) return ReportFailure(classification.status(), options.is_json());
  if (!options.is_json()) {
    PrintAnswerOf(backend, options, *classification);
    return 0;
  }
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() = *classification;
  return PrintJson(response);
}

int ClassifyLines(Backend& backend, const std::string& path) {
  std::ios::sync_with_stdio(false);
  std::ifstream file;
  if (path != "-") {
    file.open(path);
    if (!file) return Fail(absl::StrCat("--requests ", path, ": cannot be read"), kFailure);
  }
  const absl::StatusOr<int> errors = AnswerLines(backend, path == "-" ? std::cin : file, std::cout);
  if (!errors.ok()) return Fail(errors.status().message(), kFailure);
  return *errors > 0 ? kRefused : 0;
}

int Run(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  if (!backend.ok()) {
    std::cerr << backend.status().message() << "\n";
    return kFailure;
  }
  return options.requests.empty() ? ClassifyOne(**backend, options)
                                  : ClassifyLines(**backend, options.requests);
}

}  // namespace

void AddClassifyCommand(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("classify", "Which risk level, which permits, which commitments");
  command->footer("Example: izin classify --kbli 56101 --scale micro --location land");
  auto options = std::make_shared<Options>();
  options->flags = std::make_unique<ClassifyFlags>(*command);
  AddFormatOption(*command, options->format);
  AddServerOptions(*command, options->backend);
  AddRulesetsOption(*command, options->backend);
  AddJointLeaveOption(*command, options->backend.joint_leave);
  command->add_flag("--all", options->shows_all,
                    "show everything: nothing folded to a count, details and every citation");
  command->add_option("--requests", options->requests,
                      "file of requests, one proto3 JSON a line; - for standard input");
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace izin::cli
