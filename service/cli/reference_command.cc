#include <iostream>
#include <memory>
#include <string>

#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"

namespace izin::cli {
namespace {

struct ReferenceOptions : AskOptions {
  v1::ListReferenceValuesRequest request;
};

void PrintValues(const v1::ListReferenceValuesResponse& response) {
  for (const v1::ReferenceValue& value : response.values()) {
    std::cout << value.code();
    if (!value.oss_code().empty()) std::cout << " (" << value.oss_code() << ")";
    std::cout << "  " << value.text().title() << "\n    " << value.text().detail() << "\n";
  }
}

int Reference(ReferenceOptions& options) {
  options.request.set_language_code(options.is_json() ? options.language
                                                      : AnswerLanguage(options.language));
  return Ask(
      options,
      [&](Backend& backend) {
        return AllPages(backend, &Backend::ListReferenceValues, options.request);
      },
      PrintValues);
}

}  // namespace

void AddReferenceCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("reference", "What the values of a field mean");
  command->footer("Example: izin reference scale");
  auto options = std::make_shared<ReferenceOptions>();
  command->add_option_function<std::string>(
      "KIND", [options](const std::string& kind) { options->request.set_kind(kind); },
      "scale, permit, region, note, ...; without it the kinds are listed");
  AddLanguageOption(*command, options->language);
  AddPlainOptions(*command, *options);
  command->callback([options, &exit_code] { exit_code = Reference(*options); });
}

}  // namespace izin::cli
