#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/quiet.h"
#include "service/cli/search_page.h"
#include "service/cli/terminal.h"
#include "service/request/typed_values.h"

namespace izin::cli {
namespace {

constexpr int kFewMatches = 5;  // that a person reads at once

struct SearchOptions : AskOptions {
  v1::SearchKbliEntriesRequest request;
};

v1::KbliEdition EditionOf(const std::string& text) {
  const std::optional<int> value = ParseEnumWord(*v1::KbliEdition_descriptor(), text);
  if (value.has_value()) return static_cast<v1::KbliEdition>(*value);
  throw CLI::ValidationError(
      "--edition",
      absl::StrCat("\"", text, "\": want ", EnumWords(*v1::KbliEdition_descriptor(), true)));
}

int Search(SearchOptions& options, bool is_quiet) {
  options.language = options.request.language_code();
  if (!options.is_json()) {
    if (options.request.page_size() == 0) options.request.set_page_size(kFewMatches);
    options.request.set_language_code(AnswerLanguage(options.language));
  }
  return Ask(
      options, [&](Backend& backend) { return backend.Search(options.request); },
      [&](const v1::SearchKbliEntriesResponse& response) {
        Page page(TerminalPage(), std::cout);
        PrintMatches(response, options.request.language_code() == "en", page, is_quiet);
      });
}

}  // namespace

void AddSearchCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("search", "Which KBLI code a business has");
  command->footer("Example: izin search \"mau buka kedai kopi\"");
  auto options = std::make_shared<SearchOptions>();
  v1::SearchKbliEntriesRequest* request = &options->request;
  command->add_option_function<std::vector<std::string>>(
      "QUERY",
      [request](const std::vector<std::string>& words) {
        request->set_query(absl::StrJoin(words, " "));
      },
      "everyday words for what is sold, made or done, or the beginning of a code");
  command->add_option_function<std::string>(
      "--edition", [request](const std::string& text) { request->set_edition(EditionOf(text)); },
      "edition to search: 2020 or 2025 [that of the rules in force]");
  command->add_option_function<int>(
      "--page-size", [request](int size) { request->set_page_size(size); },
      "most matches at once [5; with --format json 10]");
  command->add_option_function<std::string>(
      "--page-token", [request](const std::string& token) { request->set_page_token(token); },
      "nextPageToken of the page before");
  command->add_option_function<std::string>(
      "--lang", [request](const std::string& code) { request->set_language_code(code); },
      "language of the answer: id or en [as LANG says, else id]");
  AddFormatOption(*command, options->format);
  AddServerOptions(*command, options->backend);
  AddRulesetsOption(*command, options->backend);
  command->callback(
      [command, options, &exit_code] { exit_code = Search(*options, IsQuiet(*command)); });
}

}  // namespace izin::cli
