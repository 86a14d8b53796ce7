#include "service/cli/ask.h"

namespace izin::cli {

void AddFormatOption(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}));
}

void AddLanguageOption(CLI::App& command, std::string& language) {
  command
      .add_option("--lang", language, "language of the answer: id or en [as LANG says, else id]")
      ->check(CLI::IsMember({"id", "en"}));
}

CLI::Option* AddOverlayOption(CLI::App& command, std::vector<std::string>& overlays) {
  return command
      .add_option(
          "--overlay", overlays,
          "folder with what a region adds to answers within its borders; may be given again")
      ->expected(1)
      ->take_all();
}

void AddRulesetsOption(CLI::App& command, BackendOptions& options) {
  CLI::Option* rulesets = command.add_option(
      "--rulesets", options.rulesets, "folder of rules to use instead of the embedded rulesets");
  CLI::Option* overlays = AddOverlayOption(command, options.overlays);
  if (CLI::Option* server = command.get_option_no_throw("--server"); server != nullptr) {
    rulesets->excludes(server);
    overlays->excludes(server);
  }
}

void AddPlainOptions(CLI::App& command, AskOptions& options) {
  AddFormatOption(command, options.format);
  AddServerOptions(command, options.backend);
  AddRulesetsOption(command, options.backend);
}

}  // namespace izin::cli
