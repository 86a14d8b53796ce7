#include "service/cli/quiet.h"

#include <string>

namespace izin::cli {

void AddQuietFlags(CLI::App& app) {
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  for (CLI::App* command : commands) AddQuietFlags(*command);
  const bool only_leads_on = app.get_require_subcommand_min() > 0;
  if (only_leads_on || app.get_option_no_throw("--quiet") != nullptr) return;
  const std::string help =
      "only the answer and what is wrong: no progress, no summary, no next step";
  app.add_flag("--quiet", help);
}

bool IsQuiet(const CLI::App& command) {
  const CLI::Option* quiet = command.get_option_no_throw("--quiet");
  return quiet != nullptr && quiet->count() > 0;
}

}  // namespace izin::cli
