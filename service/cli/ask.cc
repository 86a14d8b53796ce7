#include "service/cli/ask.h"

namespace izin::cli {

void AddFormatOption(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}));
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

}  // namespace izin::cli
