#include "service/cli/commands.h"

#include "service/cli/backup_command.h"

namespace izin::cli {

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
  AddDemoCommand(app, exit_code);
  AddRulesCommand(app, exit_code);
}

}  // namespace izin::cli
