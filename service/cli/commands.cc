#include "service/cli/commands.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/cli/backup_command.h"
#include "service/cli/lookup_registry_command.h"
#include "service/cli/quiet.h"

namespace izin::cli {
namespace {

constexpr char kExitCodes[] =
    "Exit codes: 0 answered, 1 findings or a refused item, 2 usage, 3 failure";

// Every help tells the exit codes; where the command does not do so itself, in these words.
void TellExitCodes(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    TellExitCodes(*command);
    const std::string footer = command->get_footer();
    if (absl::StrContains(footer, "Exit codes:")) continue;
    command->footer(footer.empty() ? kExitCodes : absl::StrCat(footer, "\n", kExitCodes));
  }
}

}  // namespace

void AddCommands(CLI::App& app, int& exit_code) {
  AddClassifyCommand(app, exit_code);
  AddOssCommand(app, exit_code);
  AddSearchCommand(app, exit_code);
  AddConvertCommand(app, exit_code);
  AddAssessCommand(app, exit_code);
  AddReferenceCommand(app, exit_code);
  AddDeadlineCommand(app, exit_code);
  AddTopCommand(app, exit_code);
  AddDecisionsCommand(app, exit_code);
  AddCacheCommand(app, exit_code);
  AddBackupCommands(app, exit_code);
  AddRepairCommand(app, exit_code);
  AddCallCommand(app, exit_code);
  AddReclassifyCommand(app, exit_code);
  AddLookupCommand(app, exit_code);
  AddDemoCommand(app, exit_code);
  AddRulesCommand(app, exit_code);
  AddCompletionCommand(app, exit_code);
  AddQuietFlags(app);
  TellExitCodes(app);
}

}  // namespace izin::cli
