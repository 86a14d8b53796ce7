// What the commands that ask share: their options, and how an answer is fetched and printed.

#ifndef IZIN_SERVICE_CLI_ASK_H_
#define IZIN_SERVICE_CLI_ASK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include <CLI/CLI.hpp>

#include "service/cli/backend.h"
#include "service/cli/language.h"
#include "service/cli/report.h"

namespace izin::cli {

struct AskOptions {
  std::string format = "text";
  std::string language;  // of what is said of a failure; empty = that of the environment
  BackendOptions backend;

  bool is_json() const { return format == "json"; }
};

// Adds --format with text and json.
void AddFormatOption(CLI::App& command, std::string& format);

// Adds --lang, of what is printed; empty as long as it is not given.
void AddLanguageOption(CLI::App& command, std::string& language);

// Adds --overlay, which may be given again: folders with what regions add.
CLI::Option* AddOverlayOption(CLI::App& command, std::vector<std::string>& overlays);

// Adds --rulesets, a folder of rules in place of the embedded rulesets, and --overlay. They exclude
// --server where the command has that.
void AddRulesetsOption(CLI::App& command, BackendOptions& options);

// Adds --format, --server with what goes with it, and --rulesets with --overlay.
void AddPlainOptions(CLI::App& command, AskOptions& options);

// Calls `fetch(backend)` and gives its answer to `print(answer)`, or prints it as JSON. The exit
// code of the command.
template <typename Fetch, typename Print>
int Ask(const AskOptions& options, const Fetch& fetch, const Print& print) {
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  const bool is_english = SpeaksEnglish(options.language);
  if (!backend.ok()) return ReportFailure(backend.status(), options.is_json(), is_english);
  const auto answer = fetch(**backend);
  if (!answer.ok()) return ReportFailure(answer.status(), options.is_json(), is_english);
  if (options.is_json()) return PrintJson(*answer);
  print(*answer);
  return 0;
}

// A call whose answer is one page of a list.
template <typename Request, typename Response>
using PagedCall = absl::StatusOr<Response> (Backend::*)(const Request&);

// Fetches page after page from the one that `request` names, and calls `take(page)` with each;
// takes no more after a failure, which it returns. `fetch` is from a request to absl::StatusOr of a
// page.
template <typename Request, typename Fetch, typename Take>
absl::Status ForEachPage(const Fetch& fetch, Request request, const Take& take) {
  do {
    auto page = fetch(request);
    if (!page.ok()) return page.status();
    request.set_page_token(page->next_page_token());
    take(*page);
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

// All pages as one.
template <typename Request, typename Response>
absl::StatusOr<Response> AllPages(Backend& backend, PagedCall<Request, Response> call,
                                  const Request& request) {
  Response all;
  const absl::Status status =
      ForEachPage([&](const Request& one) { return (backend.*call)(one); }, request,
                  [&all](const Response& page) { all.MergeFrom(page); });
  if (!status.ok()) return status;
  all.clear_next_page_token();
  return all;
}

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ASK_H_
