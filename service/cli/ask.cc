#include "service/cli/ask.h"

namespace izin::cli {

void AddFormatOption(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}));
}

void AddRulesetsOption(CLI::App& command, BackendOptions& options) {
  command.add_option("--rulesets", options.rulesets,
                     "data folder to use instead of the embedded rulesets");
}

}  // namespace izin::cli
