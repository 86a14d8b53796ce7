#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>

#include "absl/strings/str_cat.h"

#include "service/cli/answer_lines.h"
#include "service/cli/ask.h"
#include "service/cli/classify_flags.h"
#include "service/cli/commands.h"
#include "service/cli/print_text.h"

namespace izin::cli {
namespace {

struct Options : AskOptions {
  std::unique_ptr<ClassifyFlags> flags;
  std::string requests;
};

int ClassifyOne(Backend& backend, const Options& options) {
  const absl::StatusOr<v1::Classification> classification =
      backend.Classify(options.flags->request());
  if (!classification.ok()) return ReportFailure(classification.status(), options.is_json());
  if (!options.is_json()) {
    const bool is_english = options.flags->request().language_code() == "en";
    const bool use_color = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    PrintClassification(*classification, {.is_english = is_english, .use_color = use_color},
                        std::cout);
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
  command->add_option("--requests", options->requests,
                      "file of requests, one proto3 JSON a line; - for standard input");
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace izin::cli
