#include "service/cli/ask.h"

namespace izin::cli {

void AddFormatOption(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}));
}

void AddRulesetsOption(CLI::App& command, BackendOptions& options) {
  CLI::Option* rulesets = command.add_option(
      "--rulesets", options.rulesets, "folder of rules to use instead of the embedded rulesets");
  if (CLI::Option* server = command.get_option_no_throw("--server"); server != nullptr)
    rulesets->excludes(server);
}

}  // namespace izin::cli
